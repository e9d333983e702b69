import { type Page, type PageArgs, readPage } from '#kit/page';
import { Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import type { IncidentsDb } from './context.ts';

const namePosition = z.tuple([z.string(), z.uuid()]);
type NamePosition = z.infer<typeof namePosition>;

/** A list at the root of the graph: rows of a table that meet the conditions, ordered by their name and then by the id. */
type NamedList<Row> = {
  table: Prisma.Sql;
  conditions: readonly Prisma.Sql[];
  /** The rows of these ids, in any order. */
  read(ids: string[]): Promise<Row[]>;
};

/** Reads one page of a list that people look through by name. Ids come by SQL of our own and rows by Prisma, for the reasons that readNewestFirst has. */
export function readByName<Row extends { id: string; name: string }>(db: IncidentsDb, args: PageArgs, list: NamedList<Row>): Promise<Page<Row>> {
  const where = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
    conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join([...conditions], ' AND ')}` : Prisma.empty;
  return readPage<Row, NamePosition>(args, {
    position: ({ name, id }) => [name, id],
    shape: namePosition,
    async read({ after, take }) {
      const past = after ? [Prisma.sql`(name, id) > (${after[0]}, ${after[1]}::uuid)`] : [];
      const found = await db.$queryRaw<{ id: string }[]>`
        SELECT id FROM ${list.table} ${where([...list.conditions, ...past])} ORDER BY name, id LIMIT ${take}::int`;
      const rows = found.length === 0 ? [] : await list.read(found.map(({ id }) => id));
      const rowOf = new Map(rows.map((row) => [row.id, row]));
      return found.flatMap(({ id }) => rowOf.get(id) ?? []);
    },
    async count(limit) {
      const [counted] = await db.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM (SELECT FROM ${list.table} ${where(list.conditions)} LIMIT ${limit}::int) c`;
      return counted?.count ?? 0;
    },
  });
}
