import type { BuiltinRole } from '#contracts/permissions';
import { type Actor, type Platform, transact } from '#kit/transact';
import { ensureTeam } from '../team/ensureTeam.ts';
import { ensureBuiltinRoles } from '../tenant/ensureBuiltinRoles.ts';
import { ensurePerson, type ForeignIdentity } from './ensurePerson.ts';
import { issuerName } from './issuerName.ts';

/** The team that holds each built-in role, for people who are given one by name. */
const teamOf: Record<BuiltinRole, string> = { admin: 'Administrators', responder: 'Responders', viewer: 'Viewers' };

/**
 * Makes a person known before their first visit and puts them into the team of a built-in role; doing it twice changes nothing.
 * Only operators call this (set-up): it asks for no permission.
 */
export async function addPerson(
  platform: Platform,
  actor: Actor,
  identity: ForeignIdentity,
  role: BuiltinRole,
): Promise<{ personId: string; teamId: string }> {
  return transact(platform, actor, async (unit) => {
    const { personId } = await ensurePerson(unit, actor.tenantId, { ...identity, issuer: issuerName(identity.issuer) });
    const roles = await ensureBuiltinRoles(unit.db);
    const teamId = await ensureTeam(unit.db, teamOf[role], roles[role]);
    const { count } = await unit.db.teamMember.createMany({ data: [{ teamId, personId }], skipDuplicates: true });
    if (count > 0) unit.audit({ action: 'person.joinedTeam', subject: { kind: 'person', id: personId }, after: { team: teamOf[role] } });
    return { personId, teamId };
  });
}
