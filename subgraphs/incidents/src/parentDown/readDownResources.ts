import type { IncidentsDb } from '../context.ts';
import { readFiring } from '../quiet/readFiring.ts';
import type { QuietPolicy } from '../quiet/readQuietPolicy.ts';

/** The alert that says of a resource that it is down. */
export type DownAlert = { alertId: string; alertName: string };

/** The resources that are down by what alerts say that are about them; by the resource's id. */
export async function readDownResources(db: IncidentsDb, tenantId: string, policy: QuietPolicy): Promise<Map<string, DownAlert>> {
  if (policy.parentDownHops === 0) return new Map();
  const saying = await readFiring(db, [policy.parentDownMatchers]);
  if (saying.length === 0) return new Map();
  const nameOf = new Map(saying.map(({ id, name }) => [id, name]));
  const about = await db.$queryRaw<{ alertId: string; resourceId: string }[]>`
    SELECT alert_id AS "alertId", resource_id AS "resourceId" FROM alert_resource
    WHERE tenant_id = ${tenantId}::uuid AND alert_id = ANY(${[...nameOf.keys()]}::uuid[]) ORDER BY alert_id DESC`;
  return new Map(about.map(({ alertId, resourceId }) => [resourceId, { alertId, alertName: nameOf.get(alertId) ?? '' }]));
}
