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

test.each<[string, Matcher[]]>([
  ['', []],
  ['{}', []],
  ['severity="critical"', [{ name: 'severity', op: '=', value: 'critical' }]],
  ['severity=critical', [{ name: 'severity', op: '=', value: 'critical' }]],
  [
    '{a="b",c!="d", e=~"f|g" ,h!~".*",}',
    [
      { name: 'a', op: '=', value: 'b' },
      { name: 'c', op: '!=', value: 'd' },
      { name: 'e', op: '=~', value: 'f|g' },
      { name: 'h', op: '!~', value: '.*' },
    ],
  ],
  ['"service name"="a, \\"b\\" \\\\ \\n\\d"', [{ name: 'service name', op: '=', value: 'a, "b" \\ \n\\d' }]],
  ['a=""', [{ name: 'a', op: '=', value: '' }]],
  ['a=', [{ name: 'a', op: '=', value: '' }]],
  ['名前=~"値.*"', [{ name: '名前', op: '=~', value: '値.*' }]],
])('%s is read', (text, expected) => {
  expect(parseMatchers(text)).toEqual(expected);
});

test.each([
  ['a', 2],
  ['="b"', 1],
  ['{a="b"', 7],
  ['a="b" c="d"', 7],
  ['a="b', 3],
  ['{a="b"} x', 9],
])('%s is refused at character %i', (text, character) => {
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
