import type { IncidentsDb } from '../context.ts';

/** How many incidents one is made of: itself and those that were merged into it, also by way of others. */
export async function clusterSize(db: IncidentsDb, tenantId: string, id: string): Promise<number> {
  const [row] = await db.$queryRaw<{ size: number }[]>`
    WITH RECURSIVE cluster(id) AS (
      SELECT ${id}::uuid
      UNION
      SELECT i.id FROM cluster c JOIN incident i ON i.tenant_id = ${tenantId}::uuid AND i.merged_into_id = c.id
    )
    SELECT count(*)::int AS size FROM cluster`;
  return row?.size ?? 1;
}

/** How many open incidents wait for a person's word on whether they are the same problem as this one. */
export function pendingIn(db: IncidentsDb, olderId: string): Promise<number> {
  return db.correlation.count({ where: { olderId, state: 'SUGGESTED', younger: { status: { in: ['TRIGGERED', 'ACKNOWLEDGED'] } } } });
}
