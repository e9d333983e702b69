import type { IncidentStatus } from '#contracts/words';
import type { Permission } from '#contracts/permissions';
import type { AnswerAction } from '../message/message.ts';

/** What becomes of an answer: taken, or why not. */
export type AnswerOutcome =
  | 'taken'
  | 'answered_before'
  | 'already_acknowledged'
  | 'closed'
  | 'not_allowed'
  | 'out_of_scope'
  | 'unknown_person'
  | 'expired'
  | 'unknown_notice'
  | 'own_request'
  | 'not_in_team'
  | 'approval_over';

/** What became of an answer that is about several incidents: of how many it was taken, and of the others, what kept the first from it. */
export type Answered = { reason: AnswerOutcome; taken: number; of: number };

type IncidentAction = Exclude<AnswerAction, 'approve' | 'reject'>;

const needed: Record<IncidentAction, Permission> = { acknowledge: 'incidents:acknowledge', resolve: 'incidents:resolve' };

/** Whether an answer makes sense as the incident stands, and whether its person may give it: by their permissions, and on this incident. Pure. */
export function judgeAnswer(
  action: IncidentAction,
  facts: { status: IncidentStatus | null; permissions: readonly Permission[]; isSeen: boolean },
): AnswerOutcome {
  const { status, permissions, isSeen } = facts;
  if (status === null) return 'unknown_notice';
  if (!permissions.includes(needed[action])) return 'not_allowed';
  if (!isSeen) return 'out_of_scope';
  if (status === 'RESOLVED' || status === 'MERGED') return 'closed';
  if (action === 'acknowledge' && status === 'ACKNOWLEDGED') return 'already_acknowledged';
  return 'taken';
}
