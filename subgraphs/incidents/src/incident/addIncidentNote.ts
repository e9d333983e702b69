import type { Caller } from '#kit/caller';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { readMentions } from '../people/readMentions.ts';
import { requirePeople } from '../people/requirePeople.ts';
import { changeIncident } from './changeIncident.ts';
import { incidentFacts } from './incidentFacts.ts';
import { readNote } from './readNote.ts';

/**
 * The caller adds to the incident's story, whatever its status; the people whom the note mentions are told. NOT_FOUND for an unknown incident or
 * person, BAD_USER_INPUT for a note that is empty or too long.
 */
export function addIncidentNote(platform: Platform, caller: Caller, id: string, note: string): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:note' }, async (before, { db, now, emit }) => {
    const text = readNote(note);
    const personIds = readMentions(text);
    await requirePeople(db, personIds);
    return {
      entry: { kind: 'note', text, facts: personIds.length > 0 ? { personIds } : {} },
      audit: {
        action: 'incident.noted',
        before: { updatedAt: before.updatedAt.toISOString() },
        after: { updatedAt: now.toISOString(), note: text },
      },
      emit(incident) {
        if (personIds.length > 0)
          emit('incident.mentioned', { incident: incidentFacts(incident), personIds, byId: caller.personId, text, at: now.toISOString() });
      },
    };
  });
}
