import type { Labels } from '#contracts/words';
import type { IncidentsDb } from '../context.ts';

/** Furthest that is walked up. */
export const mostHops = 10;

/** A resource that an alert is about (0 hops), or one above it, by the shortest way. */
export type Standing = { alertId: string; resourceId: string; hops: number; label: string | null; labels: Labels | null };

/**
 * Where alerts stand: the resources that they are about and everything that those run on or are part of. A service hangs on none of its pods: it is
 * there so that one of them may go.
 */
export async function readStandings(db: IncidentsDb, tenantId: string, alertIds: readonly string[]): Promise<Map<string, Standing[]>> {
  if (alertIds.length === 0) return new Map();
  const rows = await db.$queryRaw<Standing[]>`
    WITH RECURSIVE up AS (
      SELECT alert_id, resource_id, 0 AS hops FROM alert_resource WHERE tenant_id = ${tenantId}::uuid AND alert_id = ANY(${alertIds}::uuid[])
      UNION
      SELECT up.alert_id, b.parent_id, up.hops + 1
      FROM up JOIN resource_below b ON b.tenant_id = ${tenantId}::uuid AND b.child_id = up.resource_id WHERE up.hops < ${mostHops}::int
    ), nearest AS (
      SELECT alert_id, resource_id, min(hops) AS hops FROM up GROUP BY alert_id, resource_id
    )
    SELECT n.alert_id AS "alertId", n.resource_id AS "resourceId", n.hops, r.label, r.labels
    FROM nearest n LEFT JOIN heard_resource r ON r.tenant_id = ${tenantId}::uuid AND r.id = n.resource_id
    ORDER BY n.alert_id, n.hops, n.resource_id`;
  return Map.groupBy(rows, ({ alertId }) => alertId);
}
