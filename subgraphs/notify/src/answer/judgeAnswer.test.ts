import { judgeAnswer } from './judgeAnswer.ts';

const everything = ['incidents:acknowledge', 'incidents:resolve'] as const;

test('what lies outside of the scope of whoever answers is told apart, for one who may answer others', () => {
  const facts = { status: 'TRIGGERED', permissions: everything, isSeen: false } as const;
  expect(judgeAnswer('acknowledge', facts)).toBe('out_of_scope');
  expect(judgeAnswer('acknowledge', { ...facts, permissions: [] })).toBe('not_allowed');
});

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
  expect(judgeAnswer(action, { status, permissions, isSeen: true })).toBe(outcome);
});
