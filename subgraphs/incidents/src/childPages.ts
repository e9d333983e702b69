import type { TimePosition } from '#kit/page';
import { Prisma } from '#prisma/generated/client';
import DataLoader from 'dataloader';
import type { IncidentsDb } from './context.ts';

/** A list of rows that hang on a parent (an incident's alerts, …), in the order of a time and then of the id. */
type ChildList<Row extends { id: string }> = {
  table: Prisma.Sql;
  parent: Prisma.Sql;
  time: Prisma.Sql;
  id: Prisma.Sql;
  order: 'asc' | 'desc';
  /** The rows of these places, in any order. */
  read(places: readonly Place[]): Promise<Row[]>;
};

/** Where a child stands: its parent, and its position in the parent's list. */
export type Place = { parent: string; time: Date; id: string };

/** A row with its place. */
export type Placed<Row> = Place & { row: Row };

type PageRequest = { parent: string; after: TimePosition | null; take: number };

type CountRequest = { parent: string; limit: number };

/** Pages and counts of one list under many parents: two statements for the pages of all parents that a request asks for, one for the counts. */
export type ChildPages<Row> = {
  page: DataLoader<PageRequest, Placed<Row>[]>;
  count: DataLoader<CountRequest, number>;
};

/** For loaders that join what is asked at the same time and keep nothing. */
export const unremembered = { cache: false } as const;

export function createChildPages<Row extends { id: string }>(db: IncidentsDb, list: ChildList<Row>): ChildPages<Row> {
  return {
    page: new DataLoader((requests) => readPages(db, list, requests), unremembered),
    count: new DataLoader((requests) => countChildren(db, list, requests), unremembered),
  };
}

async function readPages<Row extends { id: string }>(
  db: IncidentsDb,
  list: ChildList<Row>,
  requests: readonly PageRequest[],
): Promise<Placed<Row>[][]> {
  const { table, parent, time, id } = list;
  const beyond = list.order === 'asc' ? Prisma.sql`>` : Prisma.sql`<`;
  const order = list.order === 'asc' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const places = await db.$queryRaw<(Place & { request: number })[]>`
    SELECT r.request::int, r.parent, c.time, c.id
    FROM unnest(
      ${requests.map((request) => request.parent)}::uuid[],
      ${requests.map(({ after }) => after?.[0] ?? null)}::timestamptz[],
      ${requests.map(({ after }) => after?.[1] ?? null)}::uuid[],
      ${requests.map(({ take }) => take)}::int[]
    ) WITH ORDINALITY AS r(parent, after_time, after_id, take, request)
    CROSS JOIN LATERAL (
      SELECT ${time} AS time, ${id} AS id FROM ${table}
      WHERE ${parent} = r.parent AND (r.after_id IS NULL OR (${time}, ${id}) ${beyond} (r.after_time, r.after_id))
      ORDER BY ${time} ${order}, ${id} ${order} LIMIT r.take
    ) c
    ORDER BY r.request, c.time ${order}, c.id ${order}`;

  const rows = places.length === 0 ? [] : await list.read(places);
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const pages = requests.map((): Placed<Row>[] => []);
  for (const { request, ...place } of places) {
    const row = rowOf.get(place.id);
    if (row) pages[request - 1]?.push({ ...place, row });
  }
  return pages;
}

async function countChildren(
  db: IncidentsDb,
  list: Pick<ChildList<never>, 'table' | 'parent'>,
  requests: readonly CountRequest[],
): Promise<number[]> {
  const counts = await db.$queryRaw<{ count: number }[]>`
    SELECT (SELECT count(*) FROM (SELECT FROM ${list.table} WHERE ${list.parent} = r.parent LIMIT r.most) c)::int AS count
    FROM unnest(
      ${requests.map(({ parent }) => parent)}::uuid[],
      ${requests.map(({ limit }) => limit)}::int[]
    ) WITH ORDINALITY AS r(parent, most, request)
    ORDER BY r.request`;
  return counts.map(({ count }) => count);
}
