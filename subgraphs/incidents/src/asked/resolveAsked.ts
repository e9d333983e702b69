import type { EventPayload } from '#contracts/events';
import { type Platform, systemActor, transact } from '#kit/transact';
import { incidentFacts } from '../incident/incidentFacts.ts';
import { nothingDue } from '../incident/transitions.ts';
import { lockIncidents } from '../ingest/store/lockIncidents.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';

/** Closes an incident because an escalation chain says so at its end; nothing when somebody has answered meanwhile. */
export function resolveAsked(
  platform: Platform,
  tenantId: string,
  { incidentId, chainName }: EventPayload<'escalation.resolveAsked'>,
): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    const [before] = await lockIncidents(db, tenantId, [incidentId]);
    if (before?.status !== 'TRIGGERED') return;
    const columns = { ...nothingDue, status: 'RESOLVED', resolvedAt: now, resolvedById: null, updatedAt: now } as const;
    const incident = await db.incident.update({ where: { tenantId_id: { tenantId, id: incidentId } }, data: columns });
    await writeTimeline(db, [{ incidentId, at: now, kind: 'resolved', key: 'resolved', facts: { reason: 'escalation_ended', chain: chainName } }]);
    unit.audit({
      action: 'incident.resolved',
      subject: { kind: 'Incident', id: incidentId },
      before: { status: before.status },
      after: { status: 'RESOLVED', chain: chainName },
    });
    unit.emit('incident.resolved', { incident: incidentFacts(incident) });
    unit.signal('incident', [incidentId]);
  });
}
