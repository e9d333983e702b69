import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { requireTeam } from '../people/requirePeople.ts';
import { changeIncident } from './changeIncident.ts';
import { incidentFacts } from './incidentFacts.ts';
import { needsSetting, type Setting } from './setting.ts';

/**
 * Gives the incident to a team, or with null to none. NOT_FOUND for an unknown incident or team; CONFLICT for taking the team from a private
 * incident, which would hide it from nearly everybody.
 */
export function setIncidentOwner(
  platform: Platform,
  caller: Caller,
  id: string,
  teamId: string | null,
  setting: Setting<string | null> = {},
): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:edit' }, async (before, unit) => {
    if (!needsSetting(before.number, 'owner team', before.ownerTeamId, teamId, setting)) return null;
    if (teamId !== null) await requireTeam(unit.db, teamId);
    else if (before.private) throw new AppError('CONFLICT', `Incident ${before.number} is private, so a team must own it. Make it public first.`);
    return {
      columns: { ownerTeamId: teamId },
      entry: { kind: 'owner_set', facts: { from: before.ownerTeamId, to: teamId } },
      audit: { action: 'incident.ownerSet', before: { ownerTeamId: before.ownerTeamId }, after: { ownerTeamId: teamId } },
      emit: (incident) => unit.emit('incident.ownerSet', { incident: incidentFacts(incident), teamId }),
    };
  });
}
