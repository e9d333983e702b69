import { placeLine, topOf } from './placeLine';

it('each value stands in the middle of its day, and a day without one breaks the line', () => {
  expect(placeLine([10, 0, null, 5], { width: 40, height: 104, highest: 10 })).toEqual([
    [
      [5, 2],
      [15, 102],
    ],
    [[35, 52]],
  ]);
});

it('without any value there is no line', () =>
  expect(placeLine([null, null], { width: 10, height: 10, highest: 0 })).toEqual([]));

it.each([
  [[0], 1],
  [[1, 2], 2],
  [[3], 5],
  [[7, 10], 10],
  [[11], 20],
  [[480], 500],
])('the scale of %j goes to %d', (values, top) => expect(topOf(values)).toBe(top));
