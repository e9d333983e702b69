import type { IncidentsDb } from '../../context.ts';

/** Those of these incidents in which an alert fires. */
export async function findFiringIncidents(db: IncidentsDb, tenantId: string, ids: readonly string[]): Promise<Set<string>> {
  const firing = await db.$queryRaw<{ id: string }[]>`
    SELECT i.id FROM unnest(${ids}::uuid[]) AS i(id)
    WHERE EXISTS (SELECT FROM alert a WHERE a.tenant_id = ${tenantId}::uuid AND a.incident_id = i.id AND a.status = 'FIRING')`;
  return new Set(firing.map(({ id }) => id));
}
