import { AppError } from '#kit/errors';
import { type Actor, type Platform, transact } from '#kit/transact';
import type { IdentityDb } from '../context.ts';
import { ensureTeam } from '../team/ensureTeam.ts';
import { ensureBuiltinRoles } from '../tenant/ensureBuiltinRoles.ts';
import { ensurePerson, type ForeignIdentity } from './ensurePerson.ts';

/** Team of those who may do everything. */
export const administrators = 'Administrators';

/** The person to promote: by id or e-mail once they have visited, or by what their identity provider will say of them. */
export type Candidate = { personId: string } | { email: string } | ForeignIdentity;

/**
 * Puts a person into the team Administrators, with an audit row; doing it twice changes nothing. NOT_FOUND when the actor's tenant does not
 * know them, CONFLICT when several people share the e-mail address. Only operators call this (set-up): it asks for no permission.
 */
export async function makeAdmin(platform: Platform, actor: Actor, candidate: Candidate): Promise<{ personId: string; teamId: string }> {
  return transact(platform, actor, async (unit) => {
    const personId = 'issuer' in candidate ? (await ensurePerson(unit, actor.tenantId, candidate)).personId : await findPerson(unit.db, candidate);
    const roles = await ensureBuiltinRoles(unit.db);
    const teamId = await ensureTeam(unit.db, administrators, roles.admin);
    const { count } = await unit.db.teamMember.createMany({ data: [{ teamId, personId }], skipDuplicates: true });
    if (count > 0) unit.audit({ action: 'person.madeAdmin', subject: { kind: 'person', id: personId }, after: { team: administrators } });
    return { personId, teamId };
  });
}

async function findPerson(db: IdentityDb, wanted: { personId: string } | { email: string }): Promise<string> {
  const where = 'personId' in wanted ? { id: wanted.personId } : { email: { equals: wanted.email, mode: 'insensitive' as const } };
  const [person, another] = await db.person.findMany({ where, select: { id: true }, take: 2 });
  if (!person) throw new AppError('NOT_FOUND', 'This tenant does not know that person; they are known once they have visited the platform.');
  if (another) throw new AppError('CONFLICT', 'Several people have this e-mail address; name the person by id.');
  return person.id;
}
