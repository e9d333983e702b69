import type { UpdateAudience } from '#contracts/words';
import type { Caller } from '#kit/caller';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { changeIncident } from './changeIncident.ts';
import { incidentFacts } from './incidentFacts.ts';
import { readNote } from './readNote.ts';

/** Tells people outside the work how the incident stands. NOT_FOUND, or BAD_USER_INPUT for a text that is empty or too long. */
export function postIncidentUpdate(platform: Platform, caller: Caller, id: string, text: string, audience: UpdateAudience): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:edit' }, (before, { emit }) => {
    const said = readNote(text);
    return {
      entry: { kind: 'update', text: said, facts: { audience } },
      audit: { action: 'incident.updatePosted', before: {}, after: { audience, text: said } },
      emit: (incident) => emit('incident.updatePosted', { incident: incidentFacts(incident), audience, text: said, byId: caller.personId }),
    };
  });
}
