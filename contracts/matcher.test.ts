import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainMatcher, findUnheld, formatMatchers, isHeld, type Matcher, MatcherSyntaxError, parseMatchers } from './matcher.ts';

test.each([
  ['=', 'a', 'a', true],
  ['=', 'a', 'b', false],
  ['!=', 'a', 'b', true],
  ['=~', 'a|b', 'b', true],
  ['=~', 'a', 'ab', false],
  ['=~', 'a.*', 'a\nb', false],
  ['=~', '', '', true],
  ['!~', 'a.*', 'b', true],
  ['!~', '.+', '', true],
] as const)('%s %j holds for %j: %s', (op, value, actual, held) => {
  expect(isHeld({ name: 'x', op, value }, actual)).toBe(held);
});

test('a missing label is the empty string, also one that every object inherits', () => {
  expect(findUnheld([{ name: 'toString', op: '=', value: '' }], {})).toBeUndefined();
  expect(findUnheld([{ name: 'team', op: '!=', value: '' }], { other: 'x' })).toEqual({ name: 'team', op: '!=', value: '' });
});

/** The plugin reads the same cases: its fields understand what the platform does. */
const cases: { read: [string, Matcher[]][]; refused: [string, number][] } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'matcherCases.json'), 'utf8'),
);

test.each(cases.read)('%s is read', (text, expected) => {
  expect(parseMatchers(text)).toEqual(expected);
});

test.each(cases.refused)('%s is refused at character %i', (text, character) => {
  expect(() => parseMatchers(text)).toThrow(MatcherSyntaxError);
  expect(() => parseMatchers(text)).toThrow(`(at character ${character})`);
});

test('what is written is read back', () => {
  const conditions: Matcher[] = [
    { name: 'a b', op: '=~', value: 'x"\\\n' },
    { name: 'c', op: '!=', value: '' },
  ];
  expect(parseMatchers(formatMatchers(conditions))).toEqual(conditions);
});

test('an expression that RE2 cannot read is explained', () => {
  expect(explainMatcher({ name: 'a', op: '=~', value: '(' })).toContain('is not a regular expression of RE2');
  expect(explainMatcher({ name: 'a', op: '=~', value: '(?<=b)a' })).not.toBeNull();
  expect(explainMatcher({ name: 'a', op: '=', value: '(' })).toBeNull();
});
