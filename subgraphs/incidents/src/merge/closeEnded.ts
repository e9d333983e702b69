import { isOpen } from '#contracts/words';
import type { Incident } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { incidentFacts } from '../incident/incidentFacts.ts';
import { nothingDue } from '../incident/transitions.ts';
import { findEndedIncidents } from '../ingest/store/findEndedIncidents.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';

/** Resolves those of these locked incidents that alerts have left and in which, of those that stayed, none fires any more. */
export async function closeEnded(unit: IncidentsUnit, tenantId: string, incidents: readonly Incident[]): Promise<void> {
  const { db, now } = unit;
  const open = incidents.filter(({ status }) => isOpen(status));
  const ended = await findEndedIncidents(
    db,
    tenantId,
    open.map(({ id }) => id),
  );
  for (const incident of open.filter(({ id }) => ended.has(id))) {
    const closed = { ...nothingDue, status: 'RESOLVED', resolvedAt: now, resolvedById: null, updatedAt: now } as const;
    await db.incident.update({ where: { tenantId_id: { tenantId, id: incident.id } }, data: closed });
    await writeTimeline(db, [{ incidentId: incident.id, at: now, kind: 'resolved', key: 'resolved', facts: { reason: 'all_alerts_resolved' } }]);
    unit.emit('incident.resolved', { incident: incidentFacts({ ...incident, ...closed }) });
  }
}
