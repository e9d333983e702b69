import type { Permission } from '#contracts/permissions';
import type { NoticeDetails } from '../notice/notice.ts';
import type { AnswerOutcome } from '../answer/judgeAnswer.ts';

/** Whether a person may answer what a run asks, by what its notice says. Pure. */
export function judgeAsked(
  asked: Pick<NonNullable<NoticeDetails['approval']>, 'requesterId' | 'teams' | 'expiresAt' | 'ended'>,
  facts: { personId: string; permissions: readonly Permission[]; teamIds: readonly string[]; teams: readonly { id: string }[]; now: Date },
): AnswerOutcome {
  const { personId, permissions, teamIds, teams, now } = facts;
  if (!permissions.includes('approvals:answer')) return 'not_allowed';
  if (personId === asked.requesterId) return 'own_request';
  if (asked.teams.length > 0 && !teams.some(({ id }) => teamIds.includes(id))) return 'not_in_team';
  return asked.ended !== undefined || new Date(asked.expiresAt) <= now ? 'approval_over' : 'taken';
}
