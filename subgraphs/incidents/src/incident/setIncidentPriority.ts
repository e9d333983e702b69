import type { Priority } from '#contracts/words';
import type { Caller } from '#kit/caller';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { changeIncident } from './changeIncident.ts';
import { incidentFacts } from './incidentFacts.ts';
import { needsSetting, type Setting } from './setting.ts';

/** Says which incidents come first; null leaves it to the routes, when the incident gets worse. NOT_FOUND when there is no such incident. */
export function setIncidentPriority(
  platform: Platform,
  caller: Caller,
  id: string,
  priority: Priority | null,
  setting: Setting<Priority | null> = {},
): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:edit' }, (before, unit) => {
    if (!needsSetting(before.number, 'priority', before.priority, priority, setting)) return null;
    return {
      columns: { priority },
      entry: { kind: 'priority_set', facts: { from: before.priority, to: priority } },
      audit: { action: 'incident.prioritySet', before: { priority: before.priority }, after: { priority } },
      emit: (incident) => unit.emit('incident.prioritySet', { incident: incidentFacts(incident), from: before.priority }),
    };
  });
}
