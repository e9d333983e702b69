import type { Unit } from '#kit/transact';
import type { NotifyDb } from '../context.ts';
import { judgeResolved } from '../notice/judgeResolved.ts';
import { noticeDetails } from '../notice/notice.ts';
import { alarms, isAlarm } from '../notice/noticeEvent.ts';
import { hurryPages } from '../page/hurryPages.ts';
import { sendDeliveryTask } from './delivery.task.ts';
import { attemptOutcomes, cancelOutcome, type DeliveryOutcome, maybeOfMessage } from './outcomes.ts';
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
  /** What its event told. */
  details?: unknown;
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
  if (ending.status === 'FAILED') await hurryPages(unit, [delivery.id]);
  emitEnd(unit, delivery, ending);
  if (delivery.incidentId !== null && isAlarm(delivery.event)) await releaseResolved(unit, delivery);
}

/** Tells of the end of a delivery that is about an incident. */
function emitEnd(unit: NotifyUnit, delivery: DeliveryRow, ending: Ending): void {
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
    causation: noticeDetails.safeParse(delivery.details).data?.causation,
  });
  unit.signal('incident', [incidentId]);
}

/**
 * Ends what a group stood for as the group ended: `grouped` where it arrived, otherwise for the reason that the group has. What was called off while the group was
 * in hand, and did not arrive, ends as it was called off. Where the refusal may be of the group's message, each is told by itself instead.
 */
async function endMembers(unit: NotifyUnit, group: Pick<DeliveryRow, 'id' | 'attemptCount'>, { status, outcome }: Ending): Promise<void> {
  const { db, now } = unit;
  const members = await db.delivery.findMany({
    where: { groupedInto: group.id, status: 'SENDING' },
    include: { channel: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  if (status === 'FAILED' && maybeOfMessage.has(outcome)) return releaseMembers(unit, members);
  const endings = members.map((member) => {
    const calledOff = status === 'DELIVERED' ? null : cancelOutcome.parse(member.cancelOutcome);
    const ending: Ending = calledOff
      ? { status: 'CANCELLED', outcome: calledOff }
      : { status, outcome: status === 'DELIVERED' ? 'grouped' : outcome };
    return { member, ending };
  });
  for (const same of Map.groupBy(endings, ({ ending }) => `${ending.status} ${ending.outcome}`).values()) {
    const [{ ending }] = same as [(typeof same)[number]];
    const ids = same.map(({ member }) => member.id);
    await db.delivery.updateMany({ where: { id: { in: ids } }, data: { ...ending, finishedAt: now } });
    if (ending.status === 'FAILED') await hurryPages(unit, ids);
    for (const { member } of same) emitEnd(unit, { ...member, attemptCount: group.attemptCount }, ending);
  }
  // Few of them have an end that waits, so they are looked for together.
  const waiting = await db.delivery.findMany({
    where: {
      incidentId: { in: members.flatMap(({ incidentId, event }) => (incidentId !== null && isAlarm(event) ? [incidentId] : [])) },
      ...{ event: 'resolved', status: 'PENDING', nextAt: null },
    },
    select: { incidentId: true, threadKey: true },
  });
  for (const conversation of waiting) await releaseResolved(unit, conversation);
}

/** Lets what a refused group stood for go by itself: it keeps the group that it was in, by which it is grouped no more. */
async function releaseMembers(
  { db, now, enqueue, signal }: NotifyUnit,
  members: readonly { id: string; incidentId: string | null }[],
): Promise<void> {
  const ids = members.map(({ id }) => id);
  await db.delivery.updateMany({ where: { id: { in: ids } }, data: { status: 'PENDING', nextAt: now } });
  for (const deliveryId of ids) enqueue(sendDeliveryTask, { deliveryId });
  signal('incident', [...new Set(members.flatMap(({ incidentId }) => incidentId ?? []))]);
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
