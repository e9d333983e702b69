import type { Caller } from '#kit/caller';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { changeIncident } from './changeIncident.ts';
import { incidentFacts } from './incidentFacts.ts';
import { requireTransition } from './requireTransition.ts';
import { triggered } from './transitions.ts';

/** Gives the incident back: ACKNOWLEDGED becomes TRIGGERED. NOT_FOUND, or CONFLICT when nobody has it on. */
export function unacknowledgeIncident(platform: Platform, caller: Caller, id: string): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:acknowledge' }, (before, { emit }) => {
    requireTransition(before, 'unacknowledge');
    return {
      columns: triggered,
      entry: { kind: 'unacknowledged', facts: { reason: 'by_hand' } },
      audit: { action: 'incident.unacknowledged', before: { status: before.status }, after: { status: 'TRIGGERED' } },
      emit: (incident) => emit('incident.unacknowledged', { incident: incidentFacts(incident), reason: 'by_hand' }),
    };
  });
}
