import fc from 'fast-check';
import { beginningOf, compileCondition, conditionSubject } from './condition.ts';
import { compileExpression } from './expression.ts';

const variables = ['event', 'incident'];
const values = { event: { name: 'incident.opened' }, incident: { severity: 'HIGH', number: 7, labels: { team: 'db', 'a-b': 'x' } } };
const judge = (text: string) => compileCondition(text, variables).judge(conditionSubject(variables, values));

test.each(['incident.severity == "HIGH"', 'incident.number > 3 && incident.labels.team == "db"', 'incident.labels["a-b"] == "x" || false'])(
  '%s holds',
  (text) => {
    expect(judge(text)).toEqual({ holds: true });
  },
);

test('the part that is false is named, with what it saw', () => {
  expect(judge('incident.number > 3 && incident.labels.team in ["web", "net"] && event.name == "other"')).toEqual({
    holds: false,
    reason: 'condition_false',
    part: expect.stringMatching(/incident\.labels\.team in/),
    saw: [{ name: 'incident.labels.team', value: 'db' }],
  });
});

test('all that an alternative saw is shown, and what is asked for with has()', () => {
  const seen = judge('(incident.severity == "LOW" || incident.number == 8) && has(incident.labels.zone)');
  expect(seen).toMatchObject({
    reason: 'condition_false',
    saw: [
      { name: 'incident.severity', value: 'HIGH' },
      { name: 'incident.number', value: 7 },
    ],
  });
  expect(judge('has(incident.labels.zone)')).toMatchObject({ saw: [{ name: 'incident.labels.zone', value: null, missing: true }] });
});

test('what has no value does not hold; a part that is false decides before it', () => {
  expect(judge('incident.labels.zone == "eu"')).toMatchObject({
    reason: 'condition_no_value',
    saw: [{ name: 'incident.labels.zone', value: null, missing: true }],
    error: expect.stringMatching(/zone/),
  });
  expect(judge('incident.labels.zone == "eu" && incident.number == 1')).toMatchObject({ reason: 'condition_false', part: 'incident.number == 1' });
  expect(judge('incident.severity')).toMatchObject({ reason: 'condition_no_value', error: 'the value is neither true nor false' });
});

test('the variable of a loop is no name of its own', () => {
  expect(judge('["a"].exists(each, each == incident.severity)')).toMatchObject({ saw: [{ name: 'incident.severity', value: 'HIGH' }] });
});

test('long values are cut', () => {
  const long = { ...values, incident: { title: 'x'.repeat(1_000) } };
  const verdict = compileCondition('incident.title == ""', variables).judge(conditionSubject(variables, long));
  expect(JSON.stringify(verdict).length).toBeLessThan(500);
});

test('what is done directly is what CEL says', () => {
  const scalar = fc.constantFrom<unknown>('a', 'b', '', 1, 1.5, true, null, undefined, ['a'], { a: 'a' });
  const simple = fc.constantFrom(
    ...[
      'x.f == "a"',
      '"a" == x.f',
      'x.f != "a"',
      'x.f in ["a", "b"]',
      'x.f in ["a", 1]',
      'x["f"] == ""',
      'x.f == 1',
      'x.f != 1.5',
      'x.f in x.g',
      'x.g.f == "a"',
    ],
    ...[
      'x.f > 1',
      'x.f <= 1.5',
      'x.f < "b"',
      'x.f == true',
      'x.f == null',
      'x.f.contains("a")',
      'x.f.startsWith("")',
      'x.f.endsWith("b")',
      'x.f.contains(1)',
      'x.f.matches("^a.*$")',
      'x.f.matches("^a?b")',
      'x.f.matches("[")',
      'x.f.matches(1)',
    ],
  );
  const part = fc.oneof(
    simple,
    fc.tuple(simple, simple).map(([one, other]) => `${one} || ${other}`),
    fc.tuple(simple, simple, simple).map(([one, other, third]) => `${one} && ${other} || ${third}`),
    simple.map((one) => `!(${one})`),
  );
  fc.assert(
    fc.property(scalar, scalar, part, (f, g, text) => {
      const x = JSON.parse(JSON.stringify({ f, g })) as object;
      const verdict = compileCondition(text, ['x']).judge(conditionSubject(['x'], { x }));
      let expected: unknown;
      try {
        expected = compileExpression(text, ['x']).evaluate({ x });
      } catch {
        expected = 'none';
      }
      expect(verdict.holds ? true : verdict.reason === 'condition_false' ? false : 'none').toBe(expected);
    }),
    { numRuns: 1_500 },
  );
});

test('conditions over one subject share what they have in common, and keep their own verdicts', () => {
  const subject = conditionSubject(variables, values);
  const judgeShared = (text: string) => compileCondition(text, variables).judge(subject).holds;
  expect([judgeShared('incident.number > 3'), judgeShared('incident.number > 9'), judgeShared('incident.number > 3 && incident.number > 9')]).toEqual(
    [true, false, false],
  );
});

test('a regular expression that is asked only where the text begins as it must says what CEL says', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    'ab',
    '-',
    '.',
    '.*',
    'a*',
    'b?',
    'a+',
    'b{0,1}',
    'b{2}',
    '[ab]',
    '(a|b)',
    '|',
    '\\.',
    '(?i)',
    '(?i:b)',
    '$',
    '^',
  );
  const pattern = fc.tuple(fc.constantFrom('^', '^', ''), fc.array(piece, { maxLength: 4 })).map(([begins, pieces]) => begins + pieces.join(''));
  fc.assert(
    fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', 'B', '-', '.', '\n'), maxLength: 6 }), (pattern, f) => {
      const text = `x.f.matches(${JSON.stringify(pattern)})`;
      const verdict = compileCondition(text, ['x']).judge(conditionSubject(['x'], { x: { f } }));
      let expected: unknown;
      try {
        expected = compileExpression(text, ['x']).evaluate({ x: { f } });
      } catch {
        expected = 'none';
      }
      expect(verdict.holds ? true : verdict.reason === 'condition_false' ? false : 'none').toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['^svc-1-.*$', 'svc-1-'],
  ['^svc-1?', 'svc-'],
  ['^a|b', ''],
  ['(?i)^a', ''],
  ['a', ''],
])('what %s matches begins with "%s"', (pattern, begins) => {
  expect(beginningOf(pattern)).toBe(begins);
});
