import { type Platform, systemActor, transact } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { incidentFacts } from '../incident/incidentFacts.ts';
import { lockIncidents } from '../ingest/store/lockIncidents.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { decideDeadlines, type DeadlineState } from './decideDeadlines.ts';

/**
 * Brings the deadlines of incidents to what they must be now, and tells of those that have passed unmet: after every event that moves them, and when the
 * sweep finds one due. Harmless to repeat.
 */
export async function keepDeadlines(platform: Platform, tenantId: string, incidentIds: readonly string[]): Promise<void> {
  await transact(platform, systemActor(tenantId), async (unit) => {
    const incidents = await lockIncidents(unit.db, tenantId, [...new Set(incidentIds)]);
    const before = await unit.db.deadline.findMany({ where: { incidentId: { in: incidents.map(({ id }) => id) } } });
    const beforeOf = Map.groupBy(before, ({ incidentId }) => incidentId);
    for (const incident of incidents) await keepOf(unit, tenantId, incident, beforeOf.get(incident.id) ?? []);
  });
}

async function keepOf(
  { db, now, emit, signal }: IncidentsUnit,
  tenantId: string,
  incident: Incident,
  before: readonly DeadlineState[],
): Promise<void> {
  const incidentId = incident.id;
  const hours = incident.ownerTeamId === null ? null : await db.serviceHours.findFirst({ where: { teamId: incident.ownerTeamId } });
  const decided = decideDeadlines(incident, before, hours, now).map((deadline) => judge(deadline, now));
  const changed = decided.filter(
    (deadline) =>
      !isSame(
        deadline,
        before.find(({ kind }) => kind === deadline.kind),
      ),
  );
  for (const { kind, ...columns } of changed) {
    const key = { tenantId_incidentId_kind: { tenantId, incidentId, kind } };
    await db.deadline.upsert({ where: key, create: { incidentId, kind, ...columns }, update: columns });
  }
  for (const { kind, dueAt, targetMinutes } of changed.filter(
    ({ kind, breachedAt }) => breachedAt && !before.find((was) => was.kind === kind)?.breachedAt,
  )) {
    const facts = { deadline: kind, dueAt: dueAt.toISOString(), targetMinutes };
    await writeTimeline(db, [{ incidentId, at: now, kind: 'sla_breached', key: `sla_breached/${kind}`, facts }]);
    emit('incident.slaBreached', { incident: incidentFacts(incident), ...facts });
  }
  if (changed.length > 0) signal('incident', [incidentId]);
}

/** Breached when it was met too late, or is not met although its time has come. */
function judge(deadline: DeadlineState, now: Date): DeadlineState {
  const { metAt, dueAt, pausedAt, breachedAt } = deadline;
  if (breachedAt !== null || pausedAt !== null) return deadline;
  return (metAt ?? now) > dueAt ? { ...deadline, breachedAt: now } : deadline;
}

function isSame(one: DeadlineState, other: DeadlineState | undefined): boolean {
  const told = ({ targetMinutes, dueAt, pausedAt, metAt, breachedAt }: DeadlineState) =>
    JSON.stringify([targetMinutes, dueAt, pausedAt, metAt, breachedAt]);
  return other !== undefined && told(one) === told(other);
}
