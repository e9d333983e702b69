import { mostLevels, mostNodes } from '#kit/treeInput';
import { checkDraft, requireDraft } from './checkDraft.ts';

const problems = (input: unknown) => checkDraft(input).problems.map(({ at, field, code }) => [at.join('.'), field, code]);

test('a draft of little is filled up', () => {
  expect(requireDraft({ name: ' all ', children: [{ name: 'db' }] })).toMatchObject({
    name: 'all',
    groupBy: null,
    children: [{ name: 'db', matchers: [] }],
  });
});

test.each([
  [{ name: '' }, ['', 'name', 'bad_value']],
  [{ name: 'r', children: [{ name: 'a' }, { name: 'b', groupWaitMs: -1 }] }, ['1', 'groupWaitMs', 'bad_value']],
  [{ name: 'r', unknown: 1 }, ['', '', 'bad_value']],
  [{ name: 'r', matchers: [{ name: 'a', op: '=', value: 'b' }] }, ['', 'matchers', 'root_takes_everything']],
  [{ name: 'r', children: [{ name: 'a', matchers: [{ name: 'a', op: '=~', value: '(' }] }] }, ['0', 'matchers.0', 'bad_regular_expression']],
  [
    { name: 'r', severityRules: [{ matchers: [{ name: 'a', op: '!~', value: '(?=x)' }], severity: 'LOW' }] },
    ['', 'severityRules.0.matchers.0', 'bad_regular_expression'],
  ],
  [{ name: 'r', children: [{ name: 'a' }, { name: 'a' }] }, ['1', 'name', 'name_taken']],
  [{ name: 'r', groupBy: ['...', 'a'] }, ['', 'groupBy', 'every_label_and_others']],
  [{ name: 'r', groupBy: ['a', 'a'] }, ['', 'groupBy', 'label_twice']],
  [{ name: 'r', sla: [{ severity: 'LOW' }, { severity: 'LOW' }] }, ['', 'sla', 'severity_twice']],
  [{ name: 'r', children: Array.from({ length: mostNodes }, (_, at) => ({ name: `n${at}` })) }, ['', 'children', 'too_many_nodes']],
  [nested(mostLevels + 1), ['', 'children', 'too_deep']],
])('%j', (input, problem) => {
  expect(problems(input)).toEqual([problem]);
});

test('the largest and the deepest tree that are allowed', () => {
  expect(problems({ name: 'r', children: Array.from({ length: mostNodes - 1 }, (_, at) => ({ name: `n${at}` })) })).toEqual([]);
  expect(problems(nested(mostLevels))).toEqual([]);
});

test('an id may stand in one place only, and the error of a draft names its nodes', () => {
  const id = '0197a000-0000-7000-8000-000000000001';
  expect(
    problems({
      name: 'r',
      children: [
        { name: 'a', id },
        { name: 'b', id },
      ],
    }),
  ).toEqual([['1', 'id', 'id_twice']]);
  expect(() => requireDraft({ name: 'r', children: [{ name: 'a', children: [{ name: 'b', groupWaitMs: 0.5 }] }] })).toThrow(
    /^r › a › b \(groupWaitMs\): /,
  );
});

function nested(levels: number): object {
  return levels === 1 ? { name: 'n' } : { name: 'n', children: [nested(levels - 1)] };
}
