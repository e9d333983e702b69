import type { Caller } from '#kit/caller';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { flushIncidentTask } from '../tasks/flushIncidents.ts';
import { changeIncident } from './changeIncident.ts';
import { incidentFacts } from './incidentFacts.ts';
import { requireTransition } from './requireTransition.ts';
import { triggered } from './transitions.ts';

/** Ends an incident's sleep before its time: it is triggered, and announced if it never was. NOT_FOUND, or CONFLICT when it does not sleep. */
export function wakeIncident(platform: Platform, caller: Caller, id: string): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:snooze' }, (before, { now, emit, enqueue }) => {
    requireTransition(before, 'wake');
    return {
      columns: triggered,
      entry: { kind: 'woken', facts: { reason: 'by_hand' } },
      audit: {
        action: 'incident.woken',
        before: { snoozedUntil: before.snoozedUntil?.toISOString() ?? null },
        after: { snoozedUntil: null },
      },
      emit(incident) {
        emit('incident.woken', { incident: incidentFacts(incident), reason: 'by_hand' });
        if (incident.flushedAt === null) enqueue(flushIncidentTask, { incidentId: incident.id }, { startAfter: incident.flushAt ?? now });
      },
    };
  });
}
