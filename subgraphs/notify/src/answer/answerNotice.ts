import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import type { LoadedDelivery } from '../delivery/loadDeliveries.ts';
import type { AnswerAction } from '../message/message.ts';
import { type AnswerOutcome, judgeAnswer } from './judgeAnswer.ts';

/** Who gives an answer to which notice. */
export type Answer = { delivery: LoadedDelivery; personId: string; action: AnswerAction };

/**
 * Takes an answer to a notice and passes it on to the incident (`incident.answered`). Each answer of each notice counts once, whoever gives it. What the incident
 * makes of it is its own to judge; here it is judged as well, so that whoever answers is told at once.
 */
export function answerNotice(platform: NotifyPlatform, { delivery, personId, action }: Answer): Promise<AnswerOutcome> {
  const { tenantId, incidentId } = delivery;
  return transact(platform, systemActor(tenantId), async ({ db, now, emit }) => {
    if (incidentId === null) return 'unknown_notice';
    const [state] = await platform.incidents.read(db, [incidentId]);
    const { permissions } = await platform.directory.rights(db, personId);
    const outcome = judgeAnswer(action, { status: state?.facts.status ?? null, permissions });
    if (outcome !== 'taken') return outcome;
    const { count } = await db.noticeAnswer.createMany({
      data: [{ deliveryId: delivery.id, action, personId, via: delivery.channel.kind, at: now }],
      skipDuplicates: true,
    });
    if (count === 0) return 'answered_before';
    emit('incident.answered', { incidentId, personId, action, via: delivery.channel.kind, at: now.toISOString() });
    return 'taken';
  });
}
