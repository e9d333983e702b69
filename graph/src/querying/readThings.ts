import type { TenantDb } from '#kit/tenant';
import type { NodeKey } from '../lineage.ts';

type Raised = { kind: NodeKey['kind']; id: string; alertId: string };

/**
 * What alerts are about, by the alert's id: the resources and data jobs that raised them, without those that carry another of the same alert. The alert of a
 * pod names its node too and says nothing of it; two pods of one node are two hops apart and not none.
 */
export async function readThings(db: Pick<TenantDb, '$queryRaw'>, alertIds: readonly string[]): Promise<Map<string, NodeKey[]>> {
  if (alertIds.length === 0) return new Map();
  const rows = await db.$queryRaw<Raised[]>`
    WITH raised AS MATERIALIZED (
      SELECT from_kind AS kind, from_id AS id, to_id AS alert_id FROM lineage_edge
      WHERE to_kind = 'ALERT' AND to_id = ANY(${alertIds}::text[]) AND from_kind IN ('RESOURCE', 'JOB')
    )
    SELECT r.kind, r.id, r.alert_id AS "alertId" FROM raised r
    WHERE NOT EXISTS (
      SELECT FROM raised other
      JOIN lineage_edge e ON e.from_kind = r.kind AND e.from_id = r.id AND e.to_kind = other.kind AND e.to_id = other.id AND e.kind IN ('hosts', 'contains')
      WHERE other.alert_id = r.alert_id AND other.id <> r.id
    )
    ORDER BY r.alert_id, r.kind, r.id`;
  return new Map(
    [...Map.groupBy(rows, ({ alertId }) => alertId)].map(([alertId, things]) => [alertId, things.map(({ kind, id }) => ({ kind, id }))]),
  );
}

/** Ids of alerts that these things raised, the latest seen first; at most so many. */
export async function readRaised(db: Pick<TenantDb, '$queryRaw'>, things: readonly NodeKey[], most: number): Promise<string[]> {
  if (things.length === 0) return [];
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT e.to_id AS id FROM unnest(${things.map(({ kind }) => kind)}::text[], ${things.map(({ id }) => id)}::text[]) AS t (kind, id)
    JOIN lineage_edge e ON e.from_kind = t.kind::"LineageKind" AND e.from_id = t.id AND e.to_kind = 'ALERT'
    ORDER BY e.seen_at DESC, e.to_id DESC LIMIT ${most}::int`;
  return [...new Set(rows.map(({ id }) => id))];
}
