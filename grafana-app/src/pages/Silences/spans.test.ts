import { monthNames, weekdayNames } from '../../words/intervals';
import { compressSpans, expandSpans, splitList } from './spans';

it.each([
  [['monday:friday'], weekdayNames, [1, 2, 3, 4, 5], ['monday:friday']],
  [['saturday', 'Sunday'], weekdayNames, [0, 6], ['sunday', 'saturday']],
  [['1:3', 'march', 'december'], monthNames, [0, 1, 2, 11], ['january:march', 'december']],
  [undefined, weekdayNames, [], undefined],
  [['sunday:saturday'], weekdayNames, [0, 1, 2, 3, 4, 5, 6], undefined],
  [['someday', 'friday:monday'], weekdayNames, [], undefined],
])('%j', (spans, names, places, written) => {
  expect(expandSpans(spans, names)).toEqual(places);
  expect(compressSpans(places, names)).toEqual(written);
});

it('words between commas are a list', () => {
  expect([splitList(' 1:5, -1 ,'), splitList(' ')]).toEqual([['1:5', '-1'], undefined]);
});
