import { compileExpression, type Json, textOf } from './expression.ts';

const payload = { host: { name: 'db-1', load: 5, ratio: 0.25 }, tags: ['a', 'b'], when: null };
const evaluate = (text: string): Json => compileExpression(text, ['payload', 'labels']).evaluate({ payload, labels: { team: 'db' } });

test.each<[string, Json]>([
  ['payload.host.name + ":" + labels.team', 'db-1:db'],
  ['payload.host.load + 1', 6],
  ['payload.host.load > 4.5', true],
  ['payload.host.ratio', 0.25],
  ['payload.when == null', true],
  ['has(payload.nothing) ? payload.nothing : "none"', 'none'],
  ['payload.tags.map(t, t.upperAscii())', ['A', 'B']],
  ['payload.tags.filter(t, t != "a").size()', 1],
  ['{"name": payload.host.name, "list": [1, 2.5, true, null]}', { name: 'db-1', list: [1, 2.5, true, null] }],
  ['payload.host.name.split("-")[0]', 'db'],
  ['payload.host.name.matches("^db-[0-9]+$")', true],
  ['labels["team"]', 'db'],
])('%s', (text, expected) => {
  expect(evaluate(text)).toEqual(expected);
});

test.each([
  ['1 +', /cannot be read: .*1:3/],
  ['nobody.name', /names "nobody"; it may name payload, labels/],
  ['payload.tags.map(a, payload.tags.map(b, payload.tags.map(c, c)))', /more than 2 loops/],
  ['"a"'.repeat(2_000), /4000 is the most/],
])('%.20s… is refused before it is used', (text, message) => {
  expect(() => compileExpression(text, ['payload', 'labels'])).toThrow(message);
});

test('a missing field is an error that names the expression, not a wrong value', () => {
  expect(() => evaluate('payload.host.nothing')).toThrow(/The expression "payload.host.nothing" has no value/);
});

test('a list of any length is bounded work', () => {
  const list = Array.from({ length: 5_000 }, (_, at) => at);
  const size = compileExpression('list.all(a, list.exists(b, b == a)) ? list.size() : 0', ['list']).evaluate({ list });
  expect(size).toBe(1_000);
});

test('a hostile regular expression takes no time', () => {
  const expression = compileExpression('text.matches("^(a+)+$")', ['text']);
  expect(expression.evaluate({ text: `${'a'.repeat(50_000)}b` })).toBe(false);
});

test('values as label text', () => {
  expect([null, true, 3, 'x', ['a']].map((value) => textOf(value))).toEqual(['', 'true', '3', 'x', '["a"]']);
});

test('a regular expression is compiled once for many evaluations, and one that cannot be read has no value', () => {
  const matches = compileExpression('text.matches(pattern)', ['text', 'pattern']);
  expect(['^a+$', '^b', 'a'].map((pattern) => matches.evaluate({ text: 'aa', pattern }))).toEqual([true, false, true]);
  expect(() => matches.evaluate({ text: 'aa', pattern: '(?=a)' })).toThrow(/has no value/);
});
