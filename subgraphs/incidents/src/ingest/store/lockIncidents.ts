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

/** The latest incident of each group, by group key, locked likewise. */
export async function lockLatestOfGroups(db: IncidentsDb, tenantId: string, keys: readonly string[]): Promise<Map<string, Incident>> {
  const latest = await db.$queryRaw<{ id: string }[]>`
    SELECT i.id FROM unnest(${keys}::text[]) AS k(group_key)
    CROSS JOIN LATERAL (
      SELECT id FROM incident WHERE tenant_id = ${tenantId}::uuid AND group_key = k.group_key ORDER BY number DESC LIMIT 1
    ) i`;
  const incidents = await lockIncidents(
    db,
    tenantId,
    latest.map(({ id }) => id),
  );
  return new Map(incidents.map((incident) => [incident.groupKey, incident]));
}
