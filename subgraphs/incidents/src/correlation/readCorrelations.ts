import type { Correlation } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import { type ChildPages, createChildPages } from '../childPages.ts';
import type { IncidentsDb } from '../context.ts';

/** The pairs of incidents, found from either of the two; `where` is a condition on `c`. */
export function pairPages(db: IncidentsDb, where: Prisma.Sql): ChildPages<Correlation> {
  const side = (column: Prisma.Sql) => Prisma.sql`SELECT c.id, c.created_at, c.${column} AS incident_id FROM correlation c ${where}`;
  return createChildPages(db, {
    table: Prisma.sql`(${side(Prisma.sql`older_id`)} UNION ALL ${side(Prisma.sql`younger_id`)}) AS pair`,
    ...{ parent: Prisma.sql`incident_id`, time: Prisma.sql`created_at`, id: Prisma.sql`id` },
    order: 'desc',
    read: (places) => db.correlation.findMany({ where: { id: { in: places.map(({ id }) => id) } } }),
  });
}

/** How many pairs a rule found, by what was said of them. */
export type PairCounts = { suggested: number; merged: number; dismissed: number };

/** Counts the pairs of rules, one statement for all. */
export async function countPairs(db: IncidentsDb, ruleIds: readonly string[]): Promise<PairCounts[]> {
  const counted = await db.correlation.groupBy({ by: ['ruleId', 'state'], where: { ruleId: { in: [...ruleIds] } }, _count: true });
  return ruleIds.map((id) => {
    const of = (...states: string[]) =>
      counted.filter(({ ruleId, state }) => ruleId === id && states.includes(state)).reduce((sum, { _count }) => sum + _count, 0);
    return { suggested: of('SUGGESTED'), merged: of('ACCEPTED', 'MERGED'), dismissed: of('DISMISSED') };
  });
}
