import { type Platform, systemActor, transact } from '#kit/transact';
import { ensureTeam } from '../team/ensureTeam.ts';
import { ensurePerson, type ForeignIdentity } from './ensurePerson.ts';

/** Where people that were not seen before come in: a team of their own per source, which holds the source's default role. */
export type Entrance = { tenantId: string; team: string; roleId: string };

/**
 * Makes a person at their first request and puts them into the entrance's team. A person that exists is left as they are: whoever took
 * them out of the team meant it.
 */
export function admitPerson(platform: Platform, { tenantId, team, roleId }: Entrance, identity: ForeignIdentity): Promise<string> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { personId, isNew } = await ensurePerson(unit, tenantId, identity);
    if (isNew) await unit.db.teamMember.create({ data: { teamId: await ensureTeam(unit.db, team, roleId), personId } });
    return personId;
  });
}
