import { type Caller, requirePermission } from '#kit/caller';
import { type Platform, transact } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { readNote } from './readNote.ts';
import { takeIncident } from './takeIncident.ts';

/** The caller adds to the incident's story, whatever its status. NOT_FOUND, or BAD_USER_INPUT for a note that is empty or too long. */
export async function addIncidentNote(platform: Platform, caller: Caller, id: string, note: string): Promise<Incident> {
  requirePermission(caller, 'incidents:note');
  const text = readNote(note);
  const { tenantId, personId } = caller;
  return transact(platform, caller, async ({ db, now, audit, signal }) => {
    const before = await takeIncident(db, tenantId, id);
    const incident = await db.incident.update({ where: { tenantId_id: { tenantId, id } }, data: { updatedAt: now } });
    await writeTimeline(db, [{ incidentId: id, at: now, kind: 'note', actorId: personId, text, facts: { via: caller.via } }]);
    audit({
      action: 'incident.noted',
      subject: { kind: 'Incident', id },
      before: { updatedAt: before.updatedAt.toISOString() },
      after: { updatedAt: incident.updatedAt.toISOString(), note: text },
    });
    signal('incident', [id]);
    return incident;
  });
}
