import { type Caller, requirePermission } from '#kit/caller';
import { type Platform, transact } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { incidentFacts } from './incidentFacts.ts';
import { requireTransition } from './requireTransition.ts';
import { takeIncident } from './takeIncident.ts';

/** The caller takes the incident on: TRIGGERED becomes ACKNOWLEDGED. NOT_FOUND, or CONFLICT when it is acknowledged or resolved already. */
export async function acknowledgeIncident(platform: Platform, caller: Caller, id: string): Promise<Incident> {
  requirePermission(caller, 'incidents:acknowledge');
  const { tenantId, personId } = caller;
  return transact(platform, caller, async ({ db, now, audit, emit, signal }) => {
    const before = await takeIncident(db, tenantId, id);
    requireTransition(before, 'acknowledge');
    const incident = await db.incident.update({
      where: { tenantId_id: { tenantId, id } },
      data: { status: 'ACKNOWLEDGED', acknowledgedAt: now, acknowledgedById: personId, updatedAt: now },
    });
    await writeTimeline(db, [{ incidentId: id, at: now, kind: 'acknowledged', key: 'acknowledged', actorId: personId, facts: { via: caller.via } }]);
    audit({
      action: 'incident.acknowledged',
      subject: { kind: 'Incident', id },
      before: { status: before.status },
      after: { status: incident.status },
    });
    emit('incident.acknowledged', { incident: incidentFacts(incident) });
    signal('incident', [id]);
    return incident;
  });
}
