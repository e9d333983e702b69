import { type Page, type PageArgs, readPage, timePosition, type TimePosition } from '#kit/page';
import { Prisma } from '#prisma/generated/client';
import type { IncidentsDb } from './context.ts';

/** A list at the root of the graph: rows of a table that meet the conditions, ordered by a time and then by the id, newest first. */
type RootList<Row> = {
  table: Prisma.Sql;
  time: Prisma.Sql;
  conditions: readonly Prisma.Sql[];
  timeOf(row: Row): Date;
  /** The rows of these ids, in any order. */
  read(ids: string[]): Promise<Row[]>;
};

/**
 * Reads one page. Ids come by SQL of our own, since Prisma's conditions cannot search in the text of a jsonb column; the rows come by Prisma,
 * so that their types are the schema's.
 */
export function readNewestFirst<Row extends { id: string }>(db: IncidentsDb, args: PageArgs, list: RootList<Row>): Promise<Page<Row>> {
  const { table, time, timeOf } = list;
  const where = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
    conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join([...conditions], ' AND ')}` : Prisma.empty;
  return readPage<Row, TimePosition>(args, {
    position: (row) => [timeOf(row).toISOString(), row.id],
    shape: timePosition,
    async read({ after, take }) {
      const past = after ? [Prisma.sql`(${time}, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : [];
      const found = await db.$queryRaw<{ id: string }[]>`
        SELECT id FROM ${table} ${where([...list.conditions, ...past])} ORDER BY ${time} DESC, id DESC LIMIT ${take}::int`;
      const rows = found.length === 0 ? [] : await list.read(found.map(({ id }) => id));
      const rowOf = new Map(rows.map((row) => [row.id, row]));
      return found.flatMap(({ id }) => rowOf.get(id) ?? []);
    },
    async count(limit) {
      const [counted] = await db.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM (SELECT FROM ${table} ${where(list.conditions)} LIMIT ${limit}::int) c`;
      return counted?.count ?? 0;
    },
  });
}
