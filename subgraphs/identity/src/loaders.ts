import type { Person as PersonRow, Team as TeamRow } from '#prisma/generated/client';
import DataLoader from 'dataloader';
import { z } from 'zod';
import type { RoleGrant } from './team/roleGrant.type.ts';
import type { IdentityDb } from './context.ts';

export type Loaders = {
  /** A person of the caller's tenant; null for an id that the tenant does not know. */
  person: DataLoader<string, PersonRow | null>;
  /** Likewise a team. */
  team: DataLoader<string, TeamRow | null>;
  /** The roles that a team holds, by name, and of what. */
  grantsOfTeam: DataLoader<string, RoleGrant[]>;
};

/** One query per kind of row and request, however many fields ask. */
export function createLoaders(db: IdentityDb): Loaders {
  return {
    person: new DataLoader(async (ids) => {
      const people = await db.person.findMany({ where: { id: { in: ids.filter(isUuid) } } });
      const byId = new Map(people.map((person) => [person.id, person]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    team: new DataLoader(async (ids) => {
      const teams = await db.team.findMany({ where: { id: { in: ids.filter(isUuid) } } });
      const byId = new Map(teams.map((team) => [team.id, team]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    grantsOfTeam: new DataLoader(async (teamIds) => {
      const held = await db.teamRole.findMany({
        where: { teamId: { in: [...teamIds] } },
        include: { role: true },
        orderBy: { role: { name: 'asc' } },
      });
      const grants = held.map(({ teamId, role, scope, scopeLabels }) => ({ teamId, role, scope, labels: scopeLabels as RoleGrant['labels'] }));
      return teamIds.map((teamId) => grants.filter((grant) => grant.teamId === teamId));
    }),
  };
}

/** What is no UUID is nobody's id; PostgreSQL would refuse the whole query for it. */
const isUuid = (id: string): boolean => z.uuid().safeParse(id).success;
