import type { IncidentsDb } from '../../context.ts';

/** Those of these incidents that have alerts of which none fires any more. */
export async function findEndedIncidents(db: IncidentsDb, tenantId: string, ids: readonly string[]): Promise<Set<string>> {
  const ended = await db.$queryRaw<{ id: string }[]>`
    SELECT i.id FROM unnest(${ids}::uuid[]) AS i(id)
    WHERE EXISTS (SELECT FROM alert a JOIN incident_alert m ON m.tenant_id = a.tenant_id AND m.alert_id = a.id
        WHERE m.tenant_id = ${tenantId}::uuid AND m.incident_id = i.id AND a.incident_id = i.id)
      AND NOT EXISTS (SELECT FROM alert a WHERE a.tenant_id = ${tenantId}::uuid AND a.incident_id = i.id AND (a.status = 'FIRING' OR a.flapping_since IS NOT NULL))`;
  return new Set(ended.map(({ id }) => id));
}
