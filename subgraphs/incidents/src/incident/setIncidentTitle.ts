import type { Caller } from '#kit/caller';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { longestName } from '../ingest/alertName.ts';
import { changeIncident } from './changeIncident.ts';
import { readLine } from './readLine.ts';

/** Gives the incident a title that alerts change no more. NOT_FOUND, or BAD_USER_INPUT for one that is empty or too long. */
export function setIncidentTitle(platform: Platform, caller: Caller, id: string, title: string): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:edit' }, (before) => {
    const to = readLine(title, 'title', longestName);
    if (to === before.title && before.titlePinned) return null;
    return {
      columns: { title: to, titlePinned: true },
      entry: { kind: 'title_set', facts: { from: before.title, to } },
      audit: { action: 'incident.titleSet', before: { title: before.title }, after: { title: to } },
    };
  });
}
