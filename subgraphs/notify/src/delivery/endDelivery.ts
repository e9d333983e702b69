import type { Unit } from '#kit/transact';
import type { NotifyDb } from '../context.ts';
import { endMembers } from '../grouping/endMembers.ts';
import { judgeResolved } from '../notice/judgeResolved.ts';
import { alarms, isAlarm } from '../notice/noticeEvent.ts';
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
  incidentId: string | null;
  threadKey: string;
  event: string;
  attemptCount: number;
  createdAt: Date;
  channel: { name: string };
};

/**
 * Ends a delivery: its row, `delivery.finished`, and the pages that watch. When it was an alarm, the notice of the end that waits
 * behind it is let go, or cancelled where no alarm can have been heard. The caller holds the row's lock.
 */
export async function endDelivery(unit: NotifyUnit, delivery: DeliveryRow, ending: Ending): Promise<void> {
  await unit.db.delivery.update({
    where: { tenantId_id: { tenantId: delivery.tenantId, id: delivery.id } },
    data: { ...ending, finishedAt: unit.now, nextAt: null, leaseUntil: null },
  });
  if (delivery.event === 'digest') await endMembers(unit, delivery, ending);
  emitEnd(unit, delivery, ending);
  if (delivery.incidentId !== null && isAlarm(delivery.event)) await releaseResolved(unit, delivery);
}

/** Tells of the end of a delivery that is about an incident. */
export function emitEnd(unit: NotifyUnit, delivery: DeliveryRow, ending: Ending): void {
  const { incidentId } = delivery;
  if (incidentId === null) return;
  unit.emit('delivery.finished', {
    deliveryId: delivery.id,
    incidentId,
    at: unit.now.toISOString(),
    event: delivery.event,
    status: ending.status,
    channelName: delivery.channel.name,
    attempts: delivery.attemptCount,
    outcome: ending.outcome,
  });
  unit.signal('incident', [incidentId]);
}

/** Lets the notice of the end that waits in a conversation go, once no alarm of it is under way any more; nothing when none waits. */
export async function releaseResolved(unit: NotifyUnit, { incidentId, threadKey }: Pick<DeliveryRow, 'incidentId' | 'threadKey'>): Promise<void> {
  const { db, now } = unit;
  // Waiting is pending without a time.
  const waiting = await db.delivery.findFirst({
    where: { incidentId, threadKey, event: 'resolved', status: 'PENDING', nextAt: null, groupedInto: null },
    include: { channel: true },
  });
  if (!waiting) return;
  const told = await db.delivery.findMany({
    where: { incidentId, threadKey, event: { in: [...alarms] } },
    select: { id: true, status: true, createdAt: true, groupedInto: true },
  });
  if (told.some(({ status }) => status === 'PENDING' || status === 'SENDING')) return;
  const since = new Date(Math.min(...told.map(({ createdAt }) => createdAt.getTime())));
  const attempts = await db.deliveryAttempt.findMany({
    // What was told together with others was attempted with them.
    where: { deliveryId: { in: told.flatMap(({ id, groupedInto }) => (groupedInto === null ? [id] : [id, groupedInto])) }, at: { gte: since } },
    select: { outcome: true },
  });
  const decision = judgeResolved(z.array(z.enum(attemptOutcomes)).parse(attempts.map(({ outcome }) => outcome)));
  if (decision.reason === 'opened_not_delivered') return endDelivery(unit, waiting, { status: 'CANCELLED', outcome: decision.reason });
  await db.delivery.update({ where: { tenantId_id: { tenantId: waiting.tenantId, id: waiting.id } }, data: { nextAt: now } });
  unit.enqueue(sendDeliveryTask, { deliveryId: waiting.id });
}
