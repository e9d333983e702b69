import { Prisma } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';

/** Most rows that a facet looks at, from the newest on: a count of a hundred thousand helps nobody to choose, and costs a second. */
export const facetLimit = 10_000;
/** Most rows whose labels are opened. */
export const labelRowLimit = 2_000;

/** Rows of a table that meet the conditions, from the newest on. */
export type Counted = { table: Prisma.Sql; time: Prisma.Sql; conditions: readonly Prisma.Sql[] };

/** A value with the number of rows that have it. */
export type FacetCount = { value: string; count: number };

/** How often each value of a column occurs, the commonest first; a row without one is not counted. */
export async function countFacet(db: IncidentsDb, list: Counted, column: Prisma.Sql): Promise<FacetCount[]> {
  return db.$queryRaw<FacetCount[]>`
    SELECT value::text AS value, count(*)::int AS count
    FROM (${newest(list, Prisma.sql`${column} AS value`, facetLimit)}) AS rows
    WHERE value IS NOT NULL GROUP BY rows.value ORDER BY count DESC, value LIMIT 50`;
}

/** How many rows meet the conditions, and whether that is all of them. */
export async function countRows(db: IncidentsDb, list: Counted): Promise<{ counted: number; isComplete: boolean }> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (${newest(list, Prisma.sql`1`, facetLimit + 1)}) AS rows`;
  const count = row?.count ?? 0;
  return { counted: Math.min(count, facetLimit), isComplete: count <= facetLimit };
}

/** The labels by which these rows are best told apart: names of which some value is shared, each with its commonest values. */
export async function countLabels(db: IncidentsDb, list: Counted): Promise<{ name: string; values: FacetCount[] }[]> {
  const rows = await db.$queryRaw<{ name: string; value: string; count: number }[]>`
    SELECT name, value, count FROM (
      SELECT l.key AS name, l.value, count(*)::int AS count,
        row_number() OVER (PARTITION BY l.key ORDER BY count(*) DESC, l.value) AS place, sum(count(*)) OVER (PARTITION BY l.key) AS total,
        max(count(*)) OVER (PARTITION BY l.key) AS best
      FROM (${newest(list, Prisma.sql`labels`, labelRowLimit)}) AS rows, jsonb_each_text(rows.labels) AS l
      GROUP BY l.key, l.value
    ) AS ranked
    WHERE place <= 8 ORDER BY best > 1 DESC, best DESC, name, place LIMIT 96`;
  const names = Map.groupBy(rows, ({ name }) => name);
  return [...names].slice(0, 12).map(([name, found]) => ({ name, values: found.map(({ value, count }) => ({ value, count })) }));
}

function newest({ table, time, conditions }: Counted, what: Prisma.Sql, limit: number): Prisma.Sql {
  const where = conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join([...conditions], ' AND ')}` : Prisma.empty;
  return Prisma.sql`SELECT ${what} FROM ${table} ${where} ORDER BY ${time} DESC, id DESC LIMIT ${limit}::int`;
}
