import { textList } from '#kit/textList';
import type { TenantDb } from '#kit/tenant';
import { Prisma } from '#prisma/generated/client';
import type { LineageEdge, NodeKey } from '../lineage.ts';
import { type LineageStore, type ReachedNode, widthOf } from './walkLineage.ts';

type EdgeRow = { from_kind: NodeKey['kind']; from_id: string; to_kind: NodeKey['kind']; to_id: string; kind: string };

/** Along the edges or against them: the column pair a step starts from and the one it leads to. */
const steps = {
  DOWNSTREAM: { start: Prisma.raw('from'), end: Prisma.raw('to') },
  UPSTREAM: { start: Prisma.raw('to'), end: Prisma.raw('from') },
};

/**
 * The lineage as PostgreSQL holds it, in the transaction's tenant. The walk is one recursive statement, breadth first: each
 * level keeps its first nodes in order and no more, so neither a circle nor a node with a hundred thousand neighbours makes it
 * grow. A level can hold nodes of earlier levels again, which is why it is twice as wide as the answer. Row-level security lets only
 * leakproof operators into an index condition, and equality of enums is none: the indexes skip over `kind`, at two searches or three
 * for one, which costs less than what else a step does.
 */
export function queryPostgres(db: Pick<TenantDb, '$queryRaw'>): LineageStore {
  return {
    async reach(root, direction, depth, most) {
      const { start, end } = steps[direction];
      return db.$queryRaw<ReachedNode[]>`
        WITH RECURSIVE walk (kind, id, distance) AS (
          SELECT kind, id, 0 FROM lineage_node WHERE kind = ${root.kind}::"LineageKind" AND id = ${root.id}
          UNION
          SELECT kind, id, distance FROM (
            SELECT e.${end}_kind AS kind, e.${end}_id AS id, walk.distance + 1 AS distance,
              dense_rank() OVER (ORDER BY e.${end}_kind::text COLLATE "C", e.${end}_id COLLATE "C") AS place
            FROM walk JOIN lineage_edge e ON e.${start}_kind = walk.kind AND e.${start}_id = walk.id
            WHERE walk.distance < ${depth}
          ) AS step
          WHERE place <= ${widthOf(most)}
        ), nearest AS (
          SELECT kind, id, min(distance) AS distance FROM walk GROUP BY kind, id
          ORDER BY distance, kind::text COLLATE "C", id COLLATE "C" LIMIT ${most}
        )
        SELECT kind, id, label, facts, distance FROM nearest JOIN lineage_node USING (kind, id)
        ORDER BY distance, kind::text COLLATE "C", id COLLATE "C"`;
    },

    async edgesAmong(nodes, most) {
      // Against lists, which are hashed: as a join the planner, who cannot know how many nodes there are, compares every edge with every node. The ids choose
      // by index; the names of both ends have the last word, since two kinds may share an id.
      const ids = textList(nodes, ({ id }) => id);
      const names = textList(nodes, ({ kind, id }) => `${kind} ${id}`);
      const rows = await db.$queryRaw<EdgeRow[]>`
        SELECT from_kind, from_id, to_kind, to_id, kind FROM lineage_edge
        WHERE from_id = ANY(${ids}) AND to_id = ANY(${ids})
          AND (from_kind::text || ' ' || from_id) = ANY(${names}) AND (to_kind::text || ' ' || to_id) = ANY(${names})
        ORDER BY from_kind::text COLLATE "C", from_id COLLATE "C", to_kind::text COLLATE "C", to_id COLLATE "C", kind COLLATE "C"
        LIMIT ${most}`;
      return rows.map(toEdge);
    },
  };
}

function toEdge(row: EdgeRow): LineageEdge {
  return { from: { kind: row.from_kind, id: row.from_id }, to: { kind: row.to_kind, id: row.to_id }, kind: row.kind };
}
