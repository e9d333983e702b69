import { judgeStep } from './judgeStep.ts';

test.each([
  [null, false, { go: 'begin', reason: 'not_begun' }],
  [null, true, { go: 'begin', reason: 'not_begun' }],
  ['SUCCEEDED', false, { go: 'skip', reason: 'already_succeeded' }],
  ['RUNNING', true, { go: 'begin', reason: 'repeatable' }],
  ['RUNNING', false, { go: 'abandon', reason: 'worker_lost' }],
] as const)('a step that is %s, repeatable %s', (status, isRepeatable, decision) => {
  expect(judgeStep({ status, isRepeatable })).toEqual(decision);
});
