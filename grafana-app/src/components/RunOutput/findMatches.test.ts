import { cutAtMatches, findMatches } from './findMatches';

const line = (text: string) => ({ number: 1, text, stretches: [{ text }], isError: false });

it('every place is found, whatever its case, and an empty search finds none', () => {
  expect(findMatches([line('Disk disk'), line('none'), line('a DISK')], 'disk')).toEqual([
    { line: 0, start: 0, end: 4 },
    { line: 0, start: 5, end: 9 },
    { line: 2, start: 2, end: 6 },
  ]);
  expect(findMatches([line('Disk')], '')).toEqual([]);
});

it('a match over two colours is marked in both', () => {
  const matches = findMatches([line('ok failed now')], 'k fail');
  const pieces = cutAtMatches([{ text: 'ok ' }, { text: 'failed' }, { text: ' now' }], matches);
  expect(pieces.map(({ stretch, text, match }) => [stretch, text, match !== undefined])).toEqual([
    [0, 'o', false],
    [0, 'k ', true],
    [1, 'fail', true],
    [1, 'ed', false],
    [2, ' now', false],
  ]);
});
