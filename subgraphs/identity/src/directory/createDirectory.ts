import { type Directory, type DirectoryPerson, languages } from '#contracts/directory';
import { Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import { readRights } from '../access/readRights.ts';
import type { IdentityDb } from '../context.ts';

type Db = Pick<IdentityDb, '$queryRaw'>;
type Row = { id: string; name: string; email: string | null; time_zone: string | null; language: string | null };

/** The people and teams of whatever tenant the given transaction is bound to; row-level security keeps all others out. */
export function createDirectory(): Directory<Db> {
  return {
    people: (db, ids) => readPeople(db, Prisma.sql`id = ANY(${[...ids]}::uuid[])`),
    peopleByEmail: (db, emails) => readPeople(db, Prisma.sql`lower(email) = ANY(${emails.map((email) => email.toLowerCase())}::text[])`),
    peopleByName: (db, names) => readPeople(db, Prisma.sql`name = ANY(${[...names]}::text[])`),
    async members(db, teamId) {
      const rows = await db.$queryRaw<{ id: string }[]>`
        SELECT p.id FROM team_member m JOIN person p ON p.tenant_id = m.tenant_id AND p.id = m.person_id
        WHERE m.team_id = ${teamId}::uuid ORDER BY p.name, p.id`;
      return rows.map(({ id }) => id);
    },
    teams: (db, ids) => db.$queryRaw`SELECT id, name FROM team WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY name`,
    teamsByName: (db, names) => db.$queryRaw`SELECT id, name FROM team WHERE name = ANY(${[...names]}::text[]) ORDER BY name`,
    async grafanaUrl(db) {
      // The first that was connected: a second one is a move, or a trial.
      const [first] = await db.$queryRaw<{ issuer: string }[]>`SELECT issuer FROM connection ORDER BY created_at, id LIMIT 1`;
      return first?.issuer.replace(/\/+$/, '') ?? null;
    },
    rights: (db, personId) => readRights(db, personId),
  };
}

async function readPeople(db: Db, condition: Prisma.Sql): Promise<DirectoryPerson[]> {
  const rows = await db.$queryRaw<Row[]>`SELECT id, name, email, time_zone, language FROM person WHERE ${condition} ORDER BY name, id`;
  return rows.map(({ time_zone, language, ...person }) => ({
    ...person,
    timeZone: time_zone,
    language: z.enum(languages).nullable().parse(language),
  }));
}
