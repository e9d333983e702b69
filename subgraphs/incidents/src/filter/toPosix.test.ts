import { toPosix } from './toPosix.ts';

test.each([
  ['a|b', '(?p)^(?:a|b)$'],
  ['(?i)prod-.*', '(?ip)^(?:prod\\-.*)$'],
  ['[^a]', '(?p)^(?:(?:[^a]|\\n))$'],
  ['\\d{2,3}?', '(?p)^(?:[0-9]{2,3})$'],
  ['資料庫.+', '(?p)^(?:資料庫.+)$'],
])('%s becomes %s', (expression, posix) => {
  expect(toPosix(expression)).toEqual({ posix });
});

test.each([
  ['\\pL', '\\p'],
  ['\\bup\\b', '\\b'],
  ['(?P<x>a)', '(?P'],
  ['a(?i:b)', '(?i'],
  ['[[:alpha:]]', '[['],
  ['a{300}', '{300}'],
  ['^*', '^*'],
])('%s is refused because of %s', (expression, refused) => {
  expect(toPosix(expression)).toEqual({ refused });
});
