import type { TenantDb } from '#kit/tenant';

type NodeRow = { kind: string; id: string; label: string; facts: string; change: bigint };
type EdgeRow = { fromKind: string; fromId: string; toKind: string; toId: string; kind: string };

/** Rows to bring to Neo4j so that it holds every change up to `to`. */
export type Batch = { reason: 'changes'; to: bigint; nodes: NodeRow[]; edges: EdgeRow[] };
export type NextBatch = Batch | { reason: 'up_to_date' } | { reason: 'projection_is_ahead' };

/** Rows of one batch; it may be more by the rest of its last change, since a change is never split. */
const batchSize = 1_000;

/**
 * The changes that follow `held`, oldest first. A node that an edge needs is part of the batch even when the node itself changed
 * later: an edge never arrives without its ends. `projection_is_ahead` means that PostgreSQL is not the one that was projected
 * (a restored backup): the projection is void. Read `held` from Neo4j before calling this.
 */
export async function readBatch(db: Pick<TenantDb, '$queryRaw' | 'lineageClock'>, held: bigint): Promise<NextBatch> {
  const clock = (await db.lineageClock.findFirst())?.change ?? 0n;
  if (held > clock) return { reason: 'projection_is_ahead' };
  if (held === clock) return { reason: 'up_to_date' };

  const [last] = await db.$queryRaw<{ change: bigint | null }[]>`
    SELECT max(change) AS change FROM (
      (SELECT change FROM lineage_node WHERE change > ${held} ORDER BY change LIMIT ${batchSize})
      UNION ALL
      (SELECT change FROM lineage_edge WHERE change > ${held} ORDER BY change LIMIT ${batchSize})
      ORDER BY change LIMIT ${batchSize}
    ) AS next`;
  // Every row of the missing changes has changed again since and carries a number that the clock did not show yet.
  const to = last?.change ?? clock;

  const nodes = await db.$queryRaw<NodeRow[]>`
    SELECT kind, id, label, facts::text AS facts, change FROM lineage_node WHERE change > ${held} AND change <= ${to}
    UNION
    SELECT n.kind, n.id, n.label, n.facts::text, n.change FROM lineage_edge e JOIN lineage_node n ON n.kind = e.from_kind AND n.id = e.from_id
    WHERE e.change > ${held} AND e.change <= ${to}
    UNION
    SELECT n.kind, n.id, n.label, n.facts::text, n.change FROM lineage_edge e JOIN lineage_node n ON n.kind = e.to_kind AND n.id = e.to_id
    WHERE e.change > ${held} AND e.change <= ${to}`;
  const edges = await db.$queryRaw<EdgeRow[]>`
    SELECT from_kind AS "fromKind", from_id AS "fromId", to_kind AS "toKind", to_id AS "toId", kind
    FROM lineage_edge WHERE change > ${held} AND change <= ${to}`;
  return { reason: 'changes', to, nodes, edges };
}
