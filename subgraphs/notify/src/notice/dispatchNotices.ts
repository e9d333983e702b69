import type { IncidentFacts } from '#contracts/events';
import { type Actor, systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { sendDeliveryTask } from '../delivery/delivery.task.ts';
import { endDelivery, type NotifyUnit, releaseResolved } from '../delivery/endDelivery.ts';
import { isHeld, lockDispatch } from './heldNotices.ts';
import type { NoticeEvent } from './noticeEvent.ts';

/**
 * Decides which notices an incident's event brings about: one row per channel, unique, woken by a job in the same transaction.
 *
 * `opened` goes to every enabled channel. `resolved` follows on the channels that were, or may have been, told of the opening, and
 * after it: while an attempt to tell of the opening is in hand it waits for its end; an opening that only waits for its next attempt is cancelled
 * (`resolved_first`), since by then it tells of something that is over. If the incident was over before it was announced, neither is sent. The
 * two events' jobs may run in either order and more than once.
 */
export function dispatchNotices(platform: NotifyPlatform, tenantId: string, event: NoticeEvent, incident: IncidentFacts): Promise<void> {
  const actor: Actor = systemActor(tenantId);
  return transact(platform, actor, async (unit) => {
    await lockDispatch(unit.db, incident.id);
    const past = await unit.db.noticeDispatch.findMany({ where: { incidentId: incident.id } });
    if (past.some((dispatch) => dispatch.event === event)) return;
    // Not remembered as dispatched: an incident whose merge is undone is announced again.
    if (event === 'opened' && isHeld(past)) return;
    await unit.db.noticeDispatch.create({ data: { incidentId: incident.id, event, at: unit.now } });
    const isOver = past.some((dispatch) => dispatch.event === 'resolved');
    if (event === 'resolved') await dispatchResolved(unit, incident);
    else if (!isOver) await dispatchOpened(unit, incident);
  });
}

async function dispatchOpened({ db, now, enqueue, signal }: NotifyUnit, incident: IncidentFacts): Promise<void> {
  const channels = await db.channel.findMany({ where: { enabled: true }, select: { id: true } });
  const deliveries = await db.delivery.createManyAndReturn({
    data: channels.map(({ id }) => ({ incidentId: incident.id, channelId: id, event: 'opened', body: incident, createdAt: now, nextAt: now })),
    select: { id: true },
  });
  for (const { id } of deliveries) enqueue(sendDeliveryTask, { deliveryId: id });
  if (deliveries.length > 0) signal('incident', [incident.id]);
}

async function dispatchResolved(unit: NotifyUnit, incident: IncidentFacts): Promise<void> {
  const { db, now, signal } = unit;
  // The lock makes a worker that records its result wait, so that it sees that a resolution stands behind it.
  await db.$queryRaw`SELECT id FROM delivery WHERE incident_id = ${incident.id}::uuid AND event = 'opened' ORDER BY id FOR UPDATE`;
  const openings = await db.delivery.findMany({
    where: { incidentId: incident.id, event: 'opened' },
    include: { channel: true },
    orderBy: { id: 'asc' },
  });
  if (openings.length === 0) return;

  await db.delivery.createMany({
    data: openings.map(({ channelId }) => ({ incidentId: incident.id, channelId, event: 'resolved', body: incident, createdAt: now, nextAt: null })),
  });
  signal('incident', [incident.id]);
  for (const opening of openings) {
    switch (opening.status) {
      case 'SENDING':
        break;
      case 'PENDING':
        await endDelivery(unit, opening, { status: 'CANCELLED', outcome: 'resolved_first' });
        break;
      case 'DELIVERED':
      case 'FAILED':
      case 'CANCELLED':
        await releaseResolved(unit, opening);
        break;
      default:
        opening.status satisfies never;
    }
  }
}
