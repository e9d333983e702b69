import { type Platform, systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { incidentFacts } from '../incident/incidentFacts.ts';
import { phaseOf, triggered } from '../incident/transitions.ts';
import { lockIncidents } from '../ingest/store/lockIncidents.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { flushIncidentTask } from './flushIncidents.ts';

/** Most incidents of one sweep; the next comes in seconds. */
const sweepSize = 500;

/**
 * Wakes the incidents whose sleep is over and gives back those whose acknowledgement has lapsed, in every tenant. One incident's failure does
 * not keep the others waiting; all failures are thrown together at the end.
 */
export async function wakeDueIncidents(platform: Platform, signal: AbortSignal): Promise<void> {
  const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.incidents_to_wake(${platform.clock.now()}, ${sweepSize}::int)`,
  );
  const failures: unknown[] = [];
  for (const { tenant_id: tenantId, id } of due) {
    if (signal.aborted) break;
    await wakeDueIncident(platform, tenantId, id).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${due.length} incidents could not be woken.`);
}

/** What its due time asks for, if it is still due: two sweeps at once do it once. */
async function wakeDueIncident(platform: Platform, tenantId: string, id: string): Promise<void> {
  await transact(platform, systemActor(tenantId), async ({ db, now, audit, emit, enqueue, signal }) => {
    const [before] = await lockIncidents(db, tenantId, [id]);
    const due = before?.snoozedUntil ?? before?.acknowledgedUntil;
    if (!before || !due || due > now) return;
    const slept = phaseOf(before) === 'SNOOZED';

    const incident = await db.incident.update({ where: { tenantId_id: { tenantId, id } }, data: { ...triggered, updatedAt: now } });
    const facts = { until: due.toISOString(), reason: slept ? 'time_over' : 'lapsed' };
    await writeTimeline(db, [{ incidentId: id, at: now, kind: slept ? 'woken' : 'unacknowledged', facts }]);
    audit({
      action: slept ? 'incident.woken' : 'incident.unacknowledged',
      subject: { kind: 'Incident', id },
      before: { status: before.status, until: due.toISOString() },
      after: { status: incident.status },
    });
    if (slept) emit('incident.woken', { incident: incidentFacts(incident), reason: 'time_over' });
    else emit('incident.unacknowledged', { incident: incidentFacts(incident), reason: 'lapsed' });
    // One that slept through the end of its group_wait has not been announced yet.
    if (slept && incident.flushedAt === null) enqueue(flushIncidentTask, { incidentId: id }, { startAfter: incident.flushAt ?? now });
    signal('incident', [id]);
  });
}
