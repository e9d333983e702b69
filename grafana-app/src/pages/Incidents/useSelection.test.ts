import { act, renderHook } from '@testing-library/react';
import { useSelection } from './useSelection';

const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
const start = () => renderHook(({ key }) => useSelection(rows, key), { initialProps: { key: 'f' } });

it('selects one, a range, and takes a range out', () => {
  const { result } = start();
  act(() => result.current.toggle('b'));
  act(() => result.current.toggle('d', true));
  expect([...result.current.ids]).toEqual(['b', 'c', 'd']);
  act(() => result.current.toggle('c', true));
  expect([...result.current.ids]).toEqual(['b']);
});

it('taking one out of all leaves what is loaded', () => {
  const { result } = start();
  act(() => result.current.selectAll());
  expect(result.current.isSelected('unseen')).toBe(true);
  act(() => result.current.toggle('a'));
  expect([...result.current.ids]).toEqual(['b', 'c', 'd']);
  expect(result.current.all).toBe(false);
});

it('is empty under another filter', () => {
  const { result, rerender } = start();
  act(() => result.current.toggle('a'));
  rerender({ key: 'g' });
  expect(result.current.ids.size).toBe(0);
});
