import { group } from './group.ts';

const route = (...groupBy: string[]) => ({ id: '0197', groupBy });

test('alerts with equal values of the labels that are grouped by are one group', () => {
  const one = group({ alertname: 'Up', pod: 'a' }, route('alertname', 'cluster'));
  expect(one.labels).toEqual({ alertname: 'Up' });
  expect(group({ alertname: 'Up', pod: 'b' }, route('cluster', 'alertname', 'alertname')).key).toBe(one.key);
  expect(group({ alertname: 'Down', pod: 'a' }, route('alertname', 'cluster')).key).not.toBe(one.key);
  expect(group({ alertname: 'Up', cluster: '' }, route('alertname', 'cluster')).key).not.toBe(one.key);
});

test('grouped by nothing all alerts are one group, grouped by ... each is its own', () => {
  expect(group({ a: '1' }, route()).key).toBe(group({ b: '2' }, route()).key);
  expect(group({ a: '1', b: '2' }, route('...')).labels).toEqual({ a: '1', b: '2' });
  expect(group({ a: '1', b: '2' }, route('...')).key).not.toBe(group({ a: '1', b: '3' }, route('...')).key);
});

test('routes do not share groups, and keys stay short', () => {
  expect(group({ a: '1' }, { id: 'other', groupBy: ['a'] }).key).not.toBe(group({ a: '1' }, route('a')).key);
  expect(group({ a: 'x'.repeat(1_000_000) }, route('a')).key).toHaveLength(64);
});
