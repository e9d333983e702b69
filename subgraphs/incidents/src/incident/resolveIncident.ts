import type { Caller } from '#kit/caller';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { changeIncident } from './changeIncident.ts';
import { incidentFacts } from './incidentFacts.ts';
import { readNote } from './readNote.ts';
import { requireTransition } from './requireTransition.ts';
import { nothingDue } from './transitions.ts';

/**
 * The caller closes the incident, with a note if there is something to say. Alerts that fire on do not open it again, nor another one, until one of them begins
 * anew. NOT_FOUND, CONFLICT when it is closed already, BAD_USER_INPUT for a note that is too long.
 */
export function resolveIncident(platform: Platform, caller: Caller, id: string, note?: string | null): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:resolve' }, (before, { now, emit }) => {
    const text = note?.trim() ? readNote(note) : undefined;
    requireTransition(before, 'resolve');
    return {
      columns: { ...nothingDue, status: 'RESOLVED', resolvedAt: now, resolvedById: caller.personId },
      entry: { kind: 'resolved', key: 'resolved', facts: { reason: 'resolved_by_caller' }, ...(text !== undefined && { text }) },
      audit: {
        action: 'incident.resolved',
        before: { status: before.status },
        after: { status: 'RESOLVED', ...(text !== undefined && { note: text }) },
      },
      emit: (incident) => emit('incident.resolved', { incident: incidentFacts(incident) }),
    };
  });
}
