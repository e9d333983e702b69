import { type Caller, requirePermission } from '#kit/caller';
import { type Platform, transact } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { incidentFacts } from './incidentFacts.ts';
import { readNote } from './readNote.ts';
import { requireTransition } from './requireTransition.ts';
import { takeIncident } from './takeIncident.ts';

/**
 * The caller closes the incident, with a note if there is something to say. Alerts that fire on do not open it again, nor another one, until one of them begins
 * anew. NOT_FOUND, CONFLICT when it is resolved already, BAD_USER_INPUT for a note that is too long.
 */
export async function resolveIncident(platform: Platform, caller: Caller, id: string, note?: string | null): Promise<Incident> {
  requirePermission(caller, 'incidents:resolve');
  const text = note?.trim() ? readNote(note) : undefined;
  const { tenantId, personId } = caller;
  return transact(platform, caller, async ({ db, now, audit, emit, signal }) => {
    const before = await takeIncident(db, tenantId, id);
    requireTransition(before, 'resolve');
    const incident = await db.incident.update({
      where: { tenantId_id: { tenantId, id } },
      data: { status: 'RESOLVED', resolvedAt: now, resolvedById: personId, updatedAt: now },
    });
    const facts = { reason: 'resolved_by_caller', via: caller.via };
    await writeTimeline(db, [
      { incidentId: id, at: now, kind: 'resolved', key: 'resolved', actorId: personId, facts, ...(text !== undefined && { text }) },
    ]);
    const after = { status: incident.status, ...(text !== undefined && { note: text }) };
    audit({ action: 'incident.resolved', subject: { kind: 'Incident', id }, before: { status: before.status }, after });
    emit('incident.resolved', { incident: incidentFacts(incident) });
    signal('incident', [id]);
    return incident;
  });
}
