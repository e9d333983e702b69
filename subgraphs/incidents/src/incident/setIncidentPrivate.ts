import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { changeIncident } from './changeIncident.ts';

/**
 * Hides the incident, with its alerts, from all but its owner team, its assignee, people with a role in it and those who may see everything private; or
 * shows it to everybody again. NOT_FOUND; CONFLICT for hiding one that no team owns.
 */
export function setIncidentPrivate(platform: Platform, caller: Caller, id: string, isPrivate: boolean): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:edit' }, (before) => {
    if (isPrivate === before.private) return null;
    if (isPrivate && before.ownerTeamId === null) {
      throw new AppError('CONFLICT', `No team owns incident ${before.number}. Give it to the team that shall see it first.`);
    }
    return {
      columns: { private: isPrivate },
      entry: { kind: 'privacy_set', facts: { private: isPrivate } },
      audit: { action: 'incident.privacySet', before: { private: before.private }, after: { private: isPrivate } },
    };
  });
}
