import { type Platform, systemActor, transact } from '#kit/transact';
import type { IncidentsUnit } from '../context.ts';
import type { Sender } from '../ingest/authenticate.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { readNote } from './readNote.ts';

/** The incident that a sender's note is about, what it says, and who wrote it. */
type Word = { incidentId: string; text: string; by: string | null };

/** A note that somebody wrote in the system that an alert comes from, for the story of its incident. BAD_USER_INPUT for one that is empty or too long. */
export async function noteForSender(platform: Platform, sender: Sender, { incidentId, text, by }: Word): Promise<void> {
  const note = readNote(text);
  await transact(platform, systemActor(sender.tenantId), async ({ db, now, audit, signal }: IncidentsUnit) => {
    const facts = { via: 'INTEGRATION', integration: sender.name, ...(by !== null && { by }) };
    await db.incident.update({ where: { tenantId_id: { tenantId: sender.tenantId, id: incidentId } }, data: { updatedAt: now } });
    await writeTimeline(db, [{ incidentId, at: now, kind: 'note', text: note, facts }]);
    audit({ action: 'incident.noted', subject: { kind: 'Incident', id: incidentId }, after: { note, integration: sender.name } });
    signal('incident', [incidentId]);
  });
}
