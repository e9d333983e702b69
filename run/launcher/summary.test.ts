import { summarise, summaryLines } from './summary.mjs';

type Outcome = Parameters<typeof summarise>[0][number];
const assertion = (status: string, title = status, ancestors: string[] = ['suite']) => ({
  ancestorTitles: ancestors,
  title,
  fullName: [...ancestors, title].join(' '),
  status,
});
const outcome = (name: string, exitCode: number, ...files: { status: string; tests: ReturnType<typeof assertion>[] }[]): Outcome => ({
  name,
  exitCode,
  report: { testResults: files.map(({ status, tests }, index) => ({ name: `${name}-${index}.test.ts`, status, assertionResults: tests })) },
});

test('counts over several runs', () => {
  const summary = summarise([
    outcome('one', 0, { status: 'passed', tests: [assertion('passed'), assertion('passed')] }),
    outcome('two', 1, { status: 'failed', tests: [assertion('passed'), assertion('failed')] }),
  ]);
  expect(summaryLines(summary)).toEqual(['Failed: suite failed', '3 passed, 1 failed, 0 skipped']);
});

test('a skip is listed with the reason in its title', () => {
  const summary = summarise([
    outcome('one', 0, {
      status: 'passed',
      tests: [assertion('pending', 'answers', ['Redis [redis needs redis-server]']), assertion('todo', 'later')],
    }),
  ]);
  expect(summaryLines(summary)).toEqual([
    'Skipped: Redis [redis needs redis-server] answers (redis needs redis-server)',
    'Skipped: suite later (no reason given)',
    '0 passed, 0 failed, 2 skipped',
  ]);
});

test('a file that could not run is a failure', () => {
  const summary = summarise([outcome('one', 1, { status: 'failed', tests: [] }, { status: 'passed', tests: [assertion('passed')] })]);
  expect(summaryLines(summary)).toEqual(['Failed: one-0.test.ts', '1 passed, 1 failed, 0 skipped']);
});

test.each([
  { why: 'wrote no report', given: { name: 'Checks', exitCode: 2, report: undefined } },
  { why: 'ended badly after its tests had passed', given: outcome('Checks', 2, { status: 'passed', tests: [] }) },
])('a run that $why is a failure', ({ given }) => {
  expect(summaryLines(summarise([given]))).toEqual(['Failed: Checks ended with 2', '0 passed, 1 failed, 0 skipped']);
});

test('a run that had to be ended is a failure beside those it reported', () => {
  const given = { ...outcome('Host', 1, { status: 'failed', tests: [assertion('failed')] }), problem: 'left something running behind its tests' };
  expect(summaryLines(summarise([given]))).toEqual([
    'Failed: suite failed',
    'Failed: Host left something running behind its tests',
    '0 passed, 2 failed, 0 skipped',
  ]);
});
