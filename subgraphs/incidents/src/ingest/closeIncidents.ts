import { isOpen } from '#contracts/words';
import type { IncidentsUnit } from '../context.ts';
import { incidentFacts } from '../incident/incidentFacts.ts';
import { nothingDue } from '../incident/transitions.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { describeAlerts } from './describeAlerts.ts';
import { groupNonEmpty } from './groupNonEmpty.ts';
import type { Judged } from './judge.ts';
import { findEndedIncidents } from './store/findEndedIncidents.ts';
import { lockIncidents } from './store/lockIncidents.ts';

/** Tells the incidents of alerts that ended, and resolves those in which nothing fires any more. The alerts' rows must be written already. */
export async function closeIncidents(unit: IncidentsUnit, tenantId: string, ended: readonly Judged[]): Promise<void> {
  const { db, now } = unit;
  const endedIn = groupNonEmpty(ended, ({ known }) => known?.incident?.id);
  const ids = [...endedIn.keys()];
  if (ids.length === 0) return;

  const incidents = await lockIncidents(db, tenantId, ids);
  const over = await findEndedIncidents(db, tenantId, ids);
  const closing = incidents.filter(({ id, status }) => isOpen(status) && over.has(id));
  const closed = { ...nothingDue, status: 'RESOLVED', resolvedAt: now, resolvedById: null, updatedAt: now } as const;

  // What changed is judged soon, and told when its group_interval is over.
  await db.$executeRaw`
    UPDATE incident SET updated_at = ${now}, flush_at = coalesce(flush_at, ${now})
    WHERE tenant_id = ${tenantId}::uuid AND id = ANY(${ids}::uuid[])`;
  if (closing.length > 0) await db.incident.updateMany({ where: { id: { in: closing.map(({ id }) => id) } }, data: closed });
  await writeTimeline(db, [
    ...[...endedIn].map(([incidentId, judged]) => ({ incidentId, at: now, kind: 'alert_resolved' as const, facts: describeAlerts(judged) })),
    ...closing.map(({ id }) => ({ incidentId: id, at: now, kind: 'resolved' as const, key: 'resolved', facts: { reason: 'all_alerts_resolved' } })),
  ]);
  for (const incident of closing) unit.emit('incident.resolved', { incident: incidentFacts({ ...incident, ...closed }) });
  unit.signal('incident', ids);
}
