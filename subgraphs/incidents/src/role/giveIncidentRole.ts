import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { changeIncident } from '../incident/changeIncident.ts';
import { readLine } from '../incident/readLine.ts';
import { requirePeople } from '../people/requirePeople.ts';

const longestRole = 40;
const mostRoles = 30;

/**
 * Gives a role in the incident to a person, from whoever had it; with null nobody has it any more. NOT_FOUND for an unknown incident or person,
 * BAD_USER_INPUT for a name that is empty or too long, CONFLICT for more than 30 roles.
 */
export function giveIncidentRole(platform: Platform, caller: Caller, id: string, role: string, personId: string | null): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:edit' }, async (incident, { db, now }) => {
    const name = readLine(role, 'role', longestRole).toLowerCase();
    const held = await db.incidentRole.findMany({ where: { incidentId: id } });
    const before = held.find((each) => each.name === name);
    if (personId === (before?.personId ?? null)) return null;

    const key = { tenantId_incidentId_name: { tenantId: caller.tenantId, incidentId: id, name } };
    if (personId === null) {
      await db.incidentRole.delete({ where: key });
    } else {
      if (!before && held.length >= mostRoles)
        throw new AppError('CONFLICT', `Incident ${incident.number} has ${mostRoles} roles, which is the most.`);
      await requirePeople(db, [personId]);
      await db.incidentRole.upsert({ where: key, create: { incidentId: id, name, personId, since: now }, update: { personId, since: now } });
    }
    return {
      entry: personId === null ? { kind: 'role_taken', facts: { role: name } } : { kind: 'role_given', facts: { role: name, personIds: [personId] } },
      audit: {
        action: personId === null ? 'incident.roleTaken' : 'incident.roleGiven',
        before: { role: name, personId: before?.personId ?? null },
        after: { role: name, personId },
      },
    };
  });
}
