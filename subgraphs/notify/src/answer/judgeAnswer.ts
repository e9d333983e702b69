import type { IncidentStatus } from '#contracts/words';
import type { Permission } from '#contracts/permissions';
import type { AnswerAction } from '../message/message.ts';

/** What becomes of an answer: taken, or why not. */
export type AnswerOutcome =
  'taken' | 'answered_before' | 'already_acknowledged' | 'closed' | 'not_allowed' | 'unknown_person' | 'expired' | 'unknown_notice';

const needed: Record<AnswerAction, Permission> = { acknowledge: 'incidents:acknowledge', resolve: 'incidents:resolve' };

/** Whether an answer makes sense as the incident stands, and whether its person may give it. Pure. */
export function judgeAnswer(action: AnswerAction, facts: { status: IncidentStatus | null; permissions: readonly Permission[] }): AnswerOutcome {
  const { status, permissions } = facts;
  if (status === null) return 'unknown_notice';
  if (!permissions.includes(needed[action])) return 'not_allowed';
  if (status === 'RESOLVED' || status === 'MERGED') return 'closed';
  if (action === 'acknowledge' && status === 'ACKNOWLEDGED') return 'already_acknowledged';
  return 'taken';
}
