import type { Caller } from '#kit/caller';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { requirePeople } from '../people/requirePeople.ts';
import { changeIncident } from './changeIncident.ts';
import { incidentFacts } from './incidentFacts.ts';
import { needsSetting, type Setting } from './setting.ts';

/** Gives the incident to a person, or with null to nobody. Who has it need not have acknowledged it. NOT_FOUND for an unknown incident or person. */
export function assignIncident(
  platform: Platform,
  caller: Caller,
  id: string,
  personId: string | null,
  setting: Setting<string | null> = {},
): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:edit' }, async (before, { db, emit }) => {
    if (!needsSetting(before.number, 'assignee', before.assigneeId, personId, setting)) return null;
    await requirePeople(db, personId === null ? [] : [personId]);
    const previous = before.assigneeId === null ? {} : { previousId: before.assigneeId };
    return {
      columns: { assigneeId: personId },
      entry: personId === null ? { kind: 'unassigned', facts: previous } : { kind: 'assigned', facts: { personIds: [personId], ...previous } },
      audit: { action: 'incident.assigned', before: { assigneeId: before.assigneeId }, after: { assigneeId: personId } },
      emit: (incident) => emit('incident.assigned', { incident: incidentFacts(incident), personId }),
    };
  });
}
