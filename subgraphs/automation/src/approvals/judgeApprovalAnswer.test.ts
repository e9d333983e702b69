import { judgeApprovalAnswer } from './judgeApprovalAnswer.ts';

const now = new Date('2026-11-27T10:00:00Z');
const approval = { state: 'WAITING' as const, requesterId: 'ann', expiresAt: new Date('2026-11-27T11:00:00Z'), teams: ['Databases'] };
const facts = {
  answerer: { personId: 'bob', teamIds: ['t1'], permissions: ['approvals:answer' as const] },
  teams: [{ id: 't1', name: 'Databases' }],
  hasAnswered: false,
  now,
};

test.each([
  ['taken', {}, {}],
  ['not_allowed', {}, { answerer: { ...facts.answerer, permissions: [] } }],
  ['own_request', {}, { answerer: { ...facts.answerer, personId: 'ann' } }],
  ['not_in_team', {}, { answerer: { ...facts.answerer, teamIds: ['t2'] } }],
  ['not_in_team', {}, { teams: [] }],
  ['taken', { teams: [] }, { answerer: { ...facts.answerer, teamIds: [] } }],
  ['expired', { expiresAt: now }, {}],
  ['expired', { state: 'EXPIRED' as const }, {}],
  ['over', { state: 'APPROVED' as const }, {}],
  ['over', { state: 'CLOSED' as const }, {}],
  ['answered_before', {}, { hasAnswered: true }],
])('%s when %j and %j', (outcome, change, changed) => {
  expect(judgeApprovalAnswer({ ...approval, ...change }, { ...facts, ...changed })).toBe(outcome);
});
