import type { Caller } from '#kit/caller';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { changeIncident } from './changeIncident.ts';
import { readNote } from './readNote.ts';

/** The caller adds to the incident's story, whatever its status. NOT_FOUND, or BAD_USER_INPUT for a note that is empty or too long. */
export function addIncidentNote(platform: Platform, caller: Caller, id: string, note: string): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:note' }, (before, { now }) => {
    const text = readNote(note);
    return {
      entry: { kind: 'note', text },
      audit: {
        action: 'incident.noted',
        before: { updatedAt: before.updatedAt.toISOString() },
        after: { updatedAt: now.toISOString(), note: text },
      },
    };
  });
}
