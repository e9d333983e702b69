import type { Unit } from '#kit/transact';
import type { NotifyDb } from '../context.ts';
import { judgeResolved } from '../notice/judgeResolved.ts';
import { sendDeliveryTask } from './delivery.task.ts';
import { attemptOutcomes, type DeliveryOutcome } from './outcomes.ts';
import { z } from 'zod';

export type NotifyUnit = Unit<NotifyDb>;

/** How a delivery ends for good. */
export type Ending = { status: 'DELIVERED' | 'FAILED' | 'CANCELLED'; outcome: DeliveryOutcome };

/** As much of a delivery as its end needs. */
export type DeliveryRow = {
  tenantId: string;
  id: string;
  incidentId: string;
  channelId: string;
  event: string;
  attemptCount: number;
  createdAt: Date;
  channel: { name: string };
};

/**
 * Ends a delivery: its row, `delivery.finished`, and the pages that watch. When it told of the opening, the notice of the resolution that waits
 * behind it is let go, or cancelled where the opening cannot have been told. The caller holds the row's lock.
 */
export async function endDelivery(unit: NotifyUnit, delivery: DeliveryRow, ending: Ending): Promise<void> {
  await unit.db.delivery.update({
    where: { tenantId_id: { tenantId: delivery.tenantId, id: delivery.id } },
    data: { ...ending, finishedAt: unit.now, nextAt: null, leaseUntil: null },
  });
  unit.emit('delivery.finished', {
    deliveryId: delivery.id,
    incidentId: delivery.incidentId,
    at: unit.now.toISOString(),
    event: delivery.event,
    status: ending.status,
    channelName: delivery.channel.name,
    attempts: delivery.attemptCount,
    outcome: ending.outcome,
  });
  unit.signal('incident', [delivery.incidentId]);
  if (delivery.event === 'opened') await releaseResolved(unit, delivery);
}

/** Whether the notice of the resolution waits for this notice of the opening. */
export async function isResolvedWaiting(db: NotifyDb, opened: Pick<DeliveryRow, 'event' | 'incidentId' | 'channelId'>): Promise<boolean> {
  return opened.event === 'opened' && (await findWaiting(db, opened)) !== null;
}

/** Lets the waiting notice of the resolution go, now that the notice of the opening has ended; nothing when none waits. */
export async function releaseResolved(unit: NotifyUnit, opened: DeliveryRow): Promise<void> {
  const { db, now } = unit;
  const waiting = await findWaiting(db, opened);
  if (!waiting) return;
  const attempts = await db.deliveryAttempt.findMany({ where: { deliveryId: opened.id, at: { gte: opened.createdAt } }, select: { outcome: true } });
  const decision = judgeResolved(z.array(z.enum(attemptOutcomes)).parse(attempts.map(({ outcome }) => outcome)));
  if (decision.reason === 'opened_not_delivered') return endDelivery(unit, waiting, { status: 'CANCELLED', outcome: decision.reason });
  await db.delivery.update({ where: { tenantId_id: { tenantId: waiting.tenantId, id: waiting.id } }, data: { nextAt: now } });
  unit.enqueue(sendDeliveryTask, { deliveryId: waiting.id });
}

/** Waiting is pending without a time. */
function findWaiting(db: NotifyDb, { incidentId, channelId }: Pick<DeliveryRow, 'incidentId' | 'channelId'>) {
  return db.delivery.findFirst({ where: { incidentId, channelId, event: 'resolved', status: 'PENDING', nextAt: null }, include: { channel: true } });
}
