import type { TenantDb } from '#kit/tenant';
import { type LineageEdge, type LineageNode, nameOf, type NodeKey } from '../lineage.ts';

/** Kinds of nodes that stand for things which exist and can break. What was measured and told of them (metrics, rules, alerts) is between no two of them. */
const thingKinds = ['RESOURCE', 'JOB', 'DATASET'] as const;

/** Most edges that one step follows; a step with more keeps the first in order. */
const widest = 2_000;

/** A thing with its distance in edges from the nearest of those where the walk began, and the edge by which it was reached. */
export type Nearby = { key: NodeKey; hops: number; via: { edge: LineageEdge; from: NodeKey } | null };

/** Everything within some edges of a few things; `truncated` when a step was wider than is followed, so that something may lack. By `nameOf`. */
export type Neighbourhood = { reached: ReadonlyMap<string, Nearby>; truncated: boolean };

/** A chain of things: each edge joins the node before it with the one after it, in whichever direction it points. */
export type LineagePath = { nodes: Pick<LineageNode, 'kind' | 'id' | 'label'>[]; edges: LineageEdge[] };

type EdgeRow = { fromKind: NodeKey['kind']; fromId: string; toKind: NodeKey['kind']; toId: string; kind: string };

/**
 * Walks from things to their neighbours over every kind of edge among things, in both directions, one statement a step. It is asked of PostgreSQL
 * alone: who decides by it must not lack what was recorded a moment ago.
 */
export async function reachNearby(db: Pick<TenantDb, '$queryRaw'>, roots: readonly NodeKey[], mostHops: number): Promise<Neighbourhood> {
  const reached = new Map<string, Nearby>(roots.map((key) => [nameOf(key), { key, hops: 0, via: null }]));
  let frontier = [...reached.values()].map(({ key }) => key);
  let truncated = false;
  for (let hops = 1; hops <= mostHops && frontier.length > 0; hops++) {
    const rows = await readEdges(db, frontier);
    truncated ||= rows.length > widest;
    const begun = new Set(frontier.map(nameOf));
    const next: NodeKey[] = [];
    for (const row of rows.slice(0, widest)) {
      const edge = { from: { kind: row.fromKind, id: row.fromId }, to: { kind: row.toKind, id: row.toId }, kind: row.kind };
      const [from, key] = begun.has(nameOf(edge.from)) && !reached.has(nameOf(edge.to)) ? [edge.from, edge.to] : [edge.to, edge.from];
      if (reached.has(nameOf(key)) || !begun.has(nameOf(from))) continue;
      reached.set(nameOf(key), { key, hops, via: { edge, from } });
      next.push(key);
    }
    frontier = next;
  }
  return { reached, truncated };
}

async function readEdges(db: Pick<TenantDb, '$queryRaw'>, frontier: readonly NodeKey[]): Promise<EdgeRow[]> {
  return db.$queryRaw<EdgeRow[]>`
    WITH frontier AS MATERIALIZED (
      SELECT kind::"LineageKind", id FROM unnest(${frontier.map(({ kind }) => kind)}::text[], ${frontier.map(({ id }) => id)}::text[]) AS f (kind, id)
    )
    SELECT e.from_kind AS "fromKind", e.from_id AS "fromId", e.to_kind AS "toKind", e.to_id AS "toId", e.kind
    FROM (
      SELECT e.* FROM frontier f JOIN lineage_edge e ON e.from_kind = f.kind AND e.from_id = f.id
      WHERE e.to_kind = ANY(${[...thingKinds]}::"LineageKind"[])
      UNION
      SELECT e.* FROM frontier f JOIN lineage_edge e ON e.to_kind = f.kind AND e.to_id = f.id
      WHERE e.from_kind = ANY(${[...thingKinds]}::"LineageKind"[])
    ) AS e
    ORDER BY from_kind::text COLLATE "C", from_id COLLATE "C", to_kind::text COLLATE "C", to_id COLLATE "C", e.kind COLLATE "C"
    LIMIT ${widest + 1}::int`;
}

/** The nearest of these things that was reached; undefined when none was. */
export function nearestOf({ reached }: Neighbourhood, things: readonly NodeKey[]): Nearby | undefined {
  return things
    .flatMap((key) => reached.get(nameOf(key)) ?? [])
    .sort((one, other) => one.hops - other.hops || (one.key.id < other.key.id ? -1 : 1))
    .at(0);
}

/** The way by which each of these was reached, from where the walk began. Names are read for all of them at once. */
export async function readPaths(db: Pick<TenantDb, '$queryRaw'>, { reached }: Neighbourhood, ends: readonly Nearby[]): Promise<LineagePath[]> {
  const ways = ends.map((end) => {
    const way = [end];
    for (let at = end; at.via !== null;) {
      const before = reached.get(nameOf(at.via.from));
      if (before === undefined) throw new Error(`Nothing leads to ${nameOf(at.key)}.`);
      way.unshift(before);
      at = before;
    }
    return way;
  });
  const keys = ways.flat().map(({ key }) => key);
  const labels = keys.length === 0 ? [] : await readLabels(db, keys);
  const labelOf = new Map(labels.map((node) => [nameOf(node), node.label]));
  return ways.map((way) => ({
    nodes: way.map(({ key }) => ({ ...key, label: labelOf.get(nameOf(key)) ?? key.id })),
    edges: way.flatMap(({ via }) => via?.edge ?? []),
  }));
}

function readLabels(db: Pick<TenantDb, '$queryRaw'>, keys: readonly NodeKey[]): Promise<Pick<LineageNode, 'kind' | 'id' | 'label'>[]> {
  return db.$queryRaw`
    SELECT n.kind, n.id, n.label FROM lineage_node n
    JOIN (
      SELECT DISTINCT kind::"LineageKind", id FROM unnest(${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ id }) => id)}::text[]) AS k (kind, id)
    ) AS k ON k.kind = n.kind AND k.id = n.id`;
}
