import type { IncidentFacts } from '#contracts/events';
import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { isHeld, lockDispatch } from './heldNotices.ts';
import { sendNotices } from './sendNotices.ts';
import { tellResolved } from './tellResolved.ts';

/**
 * Decides which notices an incident's event brings about. `opened` goes to every enabled channel; `resolved` to whoever was told. If the incident was over
 * before it was announced, neither is sent. The two events' jobs may run in either order and more than once.
 */
export function dispatchNotices(platform: NotifyPlatform, tenantId: string, event: 'opened' | 'resolved', incident: IncidentFacts): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    await lockDispatch(unit.db, incident.id);
    const past = await unit.db.noticeDispatch.findMany({ where: { incidentId: incident.id } });
    if (past.some((dispatch) => dispatch.event === event)) return;
    // Not remembered as dispatched: an incident whose merge is undone is announced again.
    if (event === 'opened' && isHeld(past)) return;
    await unit.db.noticeDispatch.create({ data: { incidentId: incident.id, event, at: unit.now } });
    if (event === 'resolved') await tellResolved(unit, incident);
    else await tellOpened(unit, incident);
  });
}

async function tellOpened(unit: NotifyUnit, incident: IncidentFacts): Promise<void> {
  const channels = await unit.db.channel.findMany({ where: { enabled: true }, select: { id: true } });
  const cause = { reason: 'every_channel' };
  await sendNotices(
    unit,
    channels.map(({ id }) => ({ incident, event: 'opened', channelId: id, cause, dedupKey: `${incident.id}:${id}:opened` })),
  );
}
