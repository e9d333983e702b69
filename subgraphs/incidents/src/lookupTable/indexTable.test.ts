import { indexRows } from './indexTable.ts';

const rows = [
  ['*', 'prod', 'everybody'],
  ['db-*', 'prod', 'databases'],
  ['db-1', 'prod', 'exactly'],
  ['a*b*c', '*', 'pieces'],
  ['db-1', 'prod', 'too late'],
];
const find = indexRows(rows, [0, 1]);

test.each([
  [['db-1', 'prod'], 'exactly', 3],
  [['db-2', 'prod'], 'everybody', 1],
  [['web', 'prod'], 'everybody', 1],
  [['aXbYc', 'test'], 'pieces', 4],
  [['abc', 'test'], 'pieces', 4],
])('%j is found in row %s', (values, team, number) => {
  expect(find(values)).toEqual({ number, cells: expect.arrayContaining([team]) });
});

test.each([[['web', 'test']], [['ac', 'test']], [['abcX', 'test']], [['cba', 'test']]])('%j is found nowhere', (values) => {
  expect(find(values)).toBeUndefined();
});

test('texts between stars do not share characters', () => {
  expect(indexRows([['aa*aa']], [0])(['aaa'])).toBeUndefined();
  expect(indexRows([['aa*aa']], [0])(['aaaa'])?.number).toBe(1);
});

test('characters that mean something in a regular expression mean themselves', () => {
  expect(indexRows([['a.c*']], [0])(['abc'])).toBeUndefined();
});
