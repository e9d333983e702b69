import type { Permission } from '#contracts/permissions';
import type { ApprovalState } from '#prisma/generated/client';

/** What becomes of an answer: taken, or why not. */
export type ApprovalOutcome = 'taken' | 'over' | 'expired' | 'not_allowed' | 'own_request' | 'not_in_team' | 'answered_before';

export type Answerer = { personId: string; teamIds: readonly string[]; permissions: readonly Permission[] };

/**
 * Whether a person may answer an approval as it stands. Who asked for the run never may, whatever else they may do; where teams are named, only their people; where a
 * team that is named is not there any more, nobody of it. Pure.
 */
export function judgeApprovalAnswer(
  approval: { state: ApprovalState; requesterId: string | null; expiresAt: Date; teams: readonly string[] },
  facts: { answerer: Answerer; teams: readonly { id: string; name: string }[]; hasAnswered: boolean; now: Date },
): ApprovalOutcome {
  const { answerer, teams, hasAnswered, now } = facts;
  if (!answerer.permissions.includes('approvals:answer')) return 'not_allowed';
  if (answerer.personId === approval.requesterId) return 'own_request';
  if (approval.teams.length > 0 && !teams.some(({ id, name }) => approval.teams.includes(name) && answerer.teamIds.includes(id)))
    return 'not_in_team';
  if (approval.state === 'EXPIRED' || (approval.state === 'WAITING' && approval.expiresAt <= now)) return 'expired';
  if (approval.state !== 'WAITING') return 'over';
  return hasAnswered ? 'answered_before' : 'taken';
}
