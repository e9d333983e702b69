import { judgeAnswer } from './judgeAnswer.ts';

const everything = ['incidents:acknowledge', 'incidents:resolve'] as const;

test.each([
  ['acknowledge', 'TRIGGERED', everything, 'taken'],
  ['resolve', 'TRIGGERED', everything, 'taken'],
  ['resolve', 'ACKNOWLEDGED', everything, 'taken'],
  ['acknowledge', 'ACKNOWLEDGED', everything, 'already_acknowledged'],
  ['acknowledge', 'RESOLVED', everything, 'closed'],
  ['resolve', 'MERGED', everything, 'closed'],
  ['resolve', 'TRIGGERED', ['incidents:acknowledge'], 'not_allowed'],
  ['acknowledge', 'TRIGGERED', [], 'not_allowed'],
  ['acknowledge', null, everything, 'unknown_notice'],
] as const)('%s of what is %s, with %j: %s', (action, status, permissions, outcome) => {
  expect(judgeAnswer(action, { status, permissions })).toBe(outcome);
});
