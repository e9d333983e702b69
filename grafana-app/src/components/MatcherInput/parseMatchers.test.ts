import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatMatchers, operatorSigns } from '../../words/quiet';
import { parseMatchers } from './parseMatchers';

/** The cases by which the platform's own reader is tested. */
const cases: { read: Array<[string, object[]]>; refused: Array<[string, number]> } = JSON.parse(
  readFileSync(join(__dirname, '../../../../contracts/matcherCases.json'), 'utf8')
);

it.each(cases.read)('%s is read as by the platform', (text, expected) => {
  const { matchers } = parseMatchers(text) as { matchers: Array<{ name: string; operator: 'EQUAL'; value: string }> };
  expect(matchers.map(({ name, operator, value }) => ({ name, op: operatorSigns[operator], value }))).toEqual(expected);
});

it.each(cases.refused)('%s is refused where the platform refuses it: at character %i', (text, character) => {
  expect(parseMatchers(text).fault?.at).toBe(character - 1);
});

it('what is written is read back', () => {
  const matchers = [
    { name: 'a b', operator: 'MATCH' as const, value: 'x"\\\n' },
    { name: 'c', operator: 'NOT_EQUAL' as const, value: '' },
  ];
  expect(parseMatchers(formatMatchers(matchers))).toEqual({ matchers });
});
