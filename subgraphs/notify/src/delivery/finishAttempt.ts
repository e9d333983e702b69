import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import type { TemplateUse } from '../template/applyTemplates.ts';
import { endContact } from '../contact/endContact.ts';
import { sendDeliveryTask } from './delivery.task.ts';
import { type Ending, endDelivery } from './endDelivery.ts';
import type { AttemptJudgement } from './judgeAttempt.ts';
import { nextAttempt } from './nextAttempt.ts';
import { recordHealth } from './recordHealth.ts';
import { cancelOutcome, type CancelOutcome } from './outcomes.ts';
import type { SentText, TakenDelivery } from './takeDelivery.ts';

/**
 * Records an attempt and what follows from it: the end, or the next time. `overtaken` when the lease ran out and
 * another worker has taken the delivery meanwhile: then the attempt stands recorded as `worker_lost`, and nothing is changed here.
 */
export function finishAttempt(
  platform: NotifyPlatform,
  tenantId: string,
  taken: TakenDelivery,
  judgement: AttemptJudgement,
  sent: SentText,
  use: TemplateUse,
): Promise<{ reason: 'recorded' | 'overtaken' }> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    const [mine] = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM delivery WHERE id = ${taken.id}::uuid AND status = 'SENDING' AND fence = ${taken.fence} FOR UPDATE`;
    if (!mine) return { reason: 'overtaken' };
    const delivery = await db.delivery.findFirstOrThrow({ where: { id: taken.id }, include: { channel: true } });

    const { outcome, httpStatus, detail } = judgement;
    const durationMs = Math.max(0, now.getTime() - taken.takenAt.getTime());
    await db.deliveryAttempt.create({
      data: { deliveryId: taken.id, number: taken.attempt, at: taken.takenAt, durationMs, outcome, httpStatus, detail },
    });

    await recordHealth(unit, delivery, judgement);
    await endContact(unit, delivery, outcome);
    await db.delivery.update({
      where: { tenantId_id: { tenantId, id: taken.id } },
      data: { sent, ...use, ...(judgement.providerId !== undefined && { providerId: judgement.providerId }) },
    });

    const next = followUp(platform, judgement, taken, now, cancelOutcome.parse(delivery.cancelOutcome));
    if ('ending' in next) {
      await endDelivery(unit, delivery, next.ending);
    } else {
      await db.delivery.update({
        where: { tenantId_id: { tenantId, id: taken.id } },
        data: { status: 'PENDING', nextAt: next.at, leaseUntil: null },
      });
      unit.enqueue(sendDeliveryTask, { deliveryId: taken.id }, { startAfter: next.at });
      unit.signal('incident', delivery.incidentId === null ? [] : [delivery.incidentId]);
    }
    return { reason: 'recorded' };
  });
}

function followUp(
  { random = Math.random }: NotifyPlatform,
  judgement: AttemptJudgement,
  taken: TakenDelivery,
  now: Date,
  calledOff: CancelOutcome | null,
): { ending: Ending } | { at: Date } {
  const { verdict, outcome, retryAfter } = judgement;
  switch (verdict) {
    case 'delivered':
      return { ending: { status: 'DELIVERED', outcome } };
    case 'give_up':
      return { ending: { status: 'FAILED', outcome } };
    case 'retry': {
      // Somebody waits for the result of a test.
      if (taken.event === 'test') return { ending: { status: 'FAILED', outcome } };
      if (calledOff) return { ending: { status: 'CANCELLED', outcome: calledOff } };
      const next = nextAttempt({ number: taken.attempt, now, retryAfter, random: random() });
      return next.again ? { at: next.at } : { ending: { status: 'FAILED', outcome: next.reason } };
    }
    default:
      return verdict satisfies never;
  }
}
