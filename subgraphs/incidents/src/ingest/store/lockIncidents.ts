import type { Incident } from '#prisma/generated/client';
import type { IncidentsDb } from '../../context.ts';

/**
 * Incidents by id, as committed, locked until the transaction ends so that a person's verb and the intake decide one after the other.
 * The lock lets rows that refer to the incident be inserted meanwhile.
 */
export async function lockIncidents(db: IncidentsDb, tenantId: string, ids: readonly string[]): Promise<Incident[]> {
  if (ids.length === 0) return [];
  await db.$executeRaw`
    SELECT FROM incident WHERE tenant_id = ${tenantId}::uuid AND id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  return db.incident.findMany({ where: { id: { in: [...ids] } } });
}

/**
 * The latest incident of each group, by group key, locked likewise. Where it was merged, the one that its alerts went to stands for it, however
 * often that was merged again; several groups may so have one incident.
 */
export async function lockLatestOfGroups(db: IncidentsDb, tenantId: string, keys: readonly string[]): Promise<Map<string, Incident>> {
  const latest = await db.$queryRaw<{ group_key: string; id: string }[]>`
    SELECT k.group_key, last.id FROM unnest(${keys}::text[]) AS k(group_key)
    CROSS JOIN LATERAL (
      SELECT id, merged_into_id FROM incident WHERE tenant_id = ${tenantId}::uuid AND group_key = k.group_key ORDER BY number DESC LIMIT 1
    ) i
    CROSS JOIN LATERAL (
      WITH RECURSIVE chain(id, next) AS (
        SELECT i.id, i.merged_into_id
        UNION ALL
        SELECT n.id, n.merged_into_id FROM chain JOIN incident n ON n.tenant_id = ${tenantId}::uuid AND n.id = chain.next
      )
      SELECT id FROM chain WHERE next IS NULL
    ) last`;
  const incidents = await lockIncidents(
    db,
    tenantId,
    latest.map(({ id }) => id),
  );
  const incidentOf = new Map(incidents.map((incident) => [incident.id, incident]));
  return new Map(
    latest.flatMap(({ group_key: key, id }) => {
      const incident = incidentOf.get(id);
      return incident ? [[key, incident] as const] : [];
    }),
  );
}
