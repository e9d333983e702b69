import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import type { LoadedDelivery } from '../delivery/loadDeliveries.ts';
import { noticeDetails } from '../notice/notice.ts';
import type { AnswerAction } from '../message/message.ts';
import type { AnswerOutcome } from '../answer/judgeAnswer.ts';
import { judgeAsked } from './judgeAsked.ts';

/**
 * Takes an answer to a notice of what a run asks, and passes it on (`approval.answered`). Whether it counts is judged where the approval is; here it is judged as well, so that
 * whoever answers is told at once.
 */
export async function answerAsked(
  platform: NotifyPlatform,
  { db, now, emit }: NotifyUnit,
  { delivery, personId, action }: { delivery: LoadedDelivery; personId: string; action: AnswerAction },
): Promise<AnswerOutcome> {
  const asked = noticeDetails.parse(delivery.details ?? {}).approval;
  if (!asked || (action !== 'approve' && action !== 'reject')) return 'unknown_notice';
  const { permissions, teamIds } = await platform.directory.rights(db, personId);
  const teams = await platform.directory.teamsByName(db, asked.teams);
  const outcome = judgeAsked(asked, { personId, permissions, teamIds, teams, now });
  if (outcome !== 'taken') return outcome;
  // One answer of each person, whichever it is and by whichever notice.
  const before = await db.noticeAnswer.count({ where: { deliveryId: delivery.id } });
  if (before > 0) return 'answered_before';
  const via = delivery.channel.kind;
  const { count } = await db.noticeAnswer.createMany({ data: [{ deliveryId: delivery.id, action, personId, via, at: now }], skipDuplicates: true });
  if (count === 0) return 'answered_before';
  emit('approval.answered', { approvalId: asked.id, personId, approves: action === 'approve', note: '', via, at: now.toISOString() });
  return 'taken';
}
