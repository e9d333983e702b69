import { findFault } from './findFault';

it.each([
  ['"matchers": expected a comma (at character 3)', 'a b="c"', { words: 'expected a comma', at: 2 }],
  ['"matchers": this quote is not closed (at character 99)', 'a="b', { words: 'this quote is not closed', at: 4 }],
  [
    '"matchers": x=~"(" is not a regular expression',
    'x=~"("',
    { words: 'x=~"(" is not a regular expression', at: undefined },
  ],
])('%s', (message, text, fault) => {
  expect(findFault(message, text)).toEqual(fault);
});
