import type { FlushReason, IncidentFacts } from '#contracts/events';
import type { IncidentState } from '#contracts/incidentStates';
import { systemActor, transact } from '#kit/transact';
import { placeOf } from '../channel/placeOf.ts';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { startRuns } from '../escalation/startRuns.ts';
import { isHeld, lockDispatch } from './heldNotices.ts';
import { sendNotices } from './sendNotices.ts';
import { tellResolved } from './tellResolved.ts';

/** That an incident is announced, for the first time or again, or that it is over. */
export type Dispatch = { event: 'opened'; reason: FlushReason; incident: IncidentFacts } | { event: 'resolved'; incident: IncidentFacts };

/**
 * Decides whom an incident's event is told. An announcement begins what the policy says of it; where there is no policy, every enabled channel with a place of its own is told, once. The
 * end goes to whoever was told. If the incident was over before it was announced, neither is sent. The two events' jobs may run in either order and more than once.
 */
export function dispatchNotices(platform: NotifyPlatform, tenantId: string, dispatch: Dispatch): Promise<void> {
  const { event, incident } = dispatch;
  return transact(platform, systemActor(tenantId), async (unit) => {
    await lockDispatch(unit.db, incident.id);
    const past = await unit.db.noticeDispatch.findMany({ where: { incidentId: incident.id } });
    const isTold = past.some((before) => before.event === event);
    // Not remembered as dispatched: an incident whose merge is undone is announced again.
    if (event === 'opened' && isHeld(past)) return;
    if (!isTold) await unit.db.noticeDispatch.create({ data: { incidentId: incident.id, event, at: unit.now } });
    if (event === 'resolved') return isTold ? undefined : tellResolved(unit, platform, incident);
    if (past.some((before) => before.event === 'resolved')) return;
    await announce(unit, platform, dispatch, isTold);
  });
}

async function announce(
  unit: NotifyUnit,
  platform: NotifyPlatform,
  { reason, incident }: Dispatch & { event: 'opened' },
  isTold: boolean,
): Promise<void> {
  // Some of its alerts ended: that calls for nobody who was not called before.
  if (isTold && reason === 'some_alerts_resolved') return;
  const [state] = await platform.incidents.read(unit.db, [incident.id]);
  if (state && (await hasBegun(unit, state))) return;
  const started = state ? await startRuns(unit, platform, state, isTold && reason === 'first_notification' ? 'new_alerts_in_group' : reason) : null;
  if (started?.reason === 'started' || isTold) return;
  await tellEveryChannel(unit, incident);
}

/** Whether a run began since the incident was last announced: then this job has run before, and what it began may be through by now. */
async function hasBegun({ db }: NotifyUnit, { facts, announcedAt }: IncidentState): Promise<boolean> {
  if (announcedAt === null) return false;
  return (await db.escalationRun.count({ where: { incidentId: facts.id, startedAt: { gte: announcedAt } } })) > 0;
}

async function tellEveryChannel(unit: NotifyUnit, incident: IncidentFacts): Promise<void> {
  const enabled = await unit.db.channel.findMany({ where: { enabled: true, archivedAt: null } });
  const channels = enabled.filter((channel) => placeOf(channel) !== null);
  const cause = { reason: 'every_channel' };
  await sendNotices(
    unit,
    channels.map(({ id }) => ({ incident, event: 'opened', channelId: id, cause, dedupKey: `${incident.id}:${id}:opened` })),
  );
}
