import type { LineageKind } from '#contracts/words';
import { textList } from '#kit/textList';
import type { TenantDb } from '#kit/tenant';
import type { EdgeKind } from '../edgeKinds.ts';
import { type Facts, nameOf, type NodeKey } from '../lineage.ts';

export type LineageDb = Pick<TenantDb, '$queryRaw' | '$executeRaw'>;

/**
 * A node to record. Without `facts` it is only mentioned: something else was found to be connected to it, its own recorder may
 * come later or have been there, and what that one says stands.
 */
export type RecordedNode = NodeKey & {
  label: string;
  facts?: Facts;
  /** The facts only say that nothing is known: they give way to whatever is told, earlier or later. */
  isIgnorance?: boolean;
};
export type RecordedEdge = { from: NodeKey; kind: EdgeKind; to: NodeKey };
export type Recording = { nodes: RecordedNode[]; edges: RecordedEdge[] };

/** What an event tells: when it happened (ISO 8601), its nodes and edges, and the incidents that are explained by them. */
export type Told = Recording & { at: string; incidentIds?: readonly string[] };

/**
 * Records nodes and edges in the transaction's tenant; what stands already is left alone and keeps its change number, so a
 * repeated job changes nothing. Older news never overwrites newer: `at` is when each event happened.
 *
 * The tenant's clock is locked until the transaction ends. Change numbers therefore appear in the order of the commits, and a
 * reader that has seen number n will never find a new row below it; that is what the projection builds on. The lock also
 * keeps concurrent recordings from deadlocking on each other's rows.
 *
 * Gives back the change number, or null when nothing was new.
 */
export async function recordLineage(db: LineageDb, told: readonly Omit<Told, 'incidentIds'>[]): Promise<bigint | null> {
  const inOrder = told.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const nodes = inOrder.flatMap(({ at, nodes }) => nodes.map((node) => ({ ...node, at })));
  const edges = inOrder.flatMap(({ at, edges }) => edges.map((edge) => ({ ...edge, at })));
  if (nodes.length === 0 && edges.length === 0) return null;
  const change = await tick(db);
  const written = (await writeNodes(db, change, merge(nodes))) + (await writeEdges(db, change, edges));
  if (written > 0) return change;
  await db.$executeRaw`UPDATE lineage_clock SET change = change - 1`;
  return null;
}

async function tick(db: LineageDb): Promise<bigint> {
  const rows = await db.$queryRaw<{ change: bigint }[]>`
    INSERT INTO lineage_clock AS clock (change) VALUES (1)
    ON CONFLICT (tenant_id) DO UPDATE SET change = clock.change + 1
    RETURNING change`;
  const [row] = rows;
  if (row === undefined) throw new Error('The lineage clock gave no number.');
  return row.change;
}

/** One row per node, since one statement cannot write a row twice; what is said last counts, ignorance less, a mention least. */
function merge(nodes: (RecordedNode & { at: string })[]): (RecordedNode & { at: string })[] {
  const merged = new Map<string, RecordedNode & { at: string }>();
  for (const node of nodes) {
    const name = nameOf(node);
    const standing = merged.get(name);
    if (standing === undefined || (node.facts !== undefined && weightOf(node) >= weightOf(standing))) merged.set(name, node);
  }
  return [...merged.values()];
}

const weightOf = ({ facts, isIgnorance }: RecordedNode): number => (facts === undefined ? 0 : isIgnorance ? 1 : 2);

/** Before every real time: a mention never counts as newer than what a recorder said, nor does ignorance. */
const [mentioned, ignorant] = [new Date(0), new Date(1)].map((time) => time.toISOString());

async function writeNodes(db: LineageDb, change: bigint, nodes: (RecordedNode & { at: string })[]): Promise<number> {
  if (nodes.length === 0) return 0;
  return db.$executeRaw`
    INSERT INTO lineage_node AS standing (kind, id, label, facts, seen_at, change)
    SELECT kind::"LineageKind", id, label, facts::jsonb, seen_at, ${change}
    FROM unnest(
      ${textList(nodes, ({ kind }): LineageKind => kind)}::text[],
      ${textList(nodes, ({ id }) => id)}::text[],
      ${textList(nodes, ({ label }) => label)}::text[],
      ${textList(nodes, ({ facts }) => JSON.stringify(facts ?? {}))}::text[],
      ${textList(nodes, (node) => [mentioned, ignorant, node.at][weightOf(node)])}::timestamptz[]
    ) AS said (kind, id, label, facts, seen_at)
    ON CONFLICT (tenant_id, kind, id) DO UPDATE
      SET label = excluded.label, facts = excluded.facts, seen_at = excluded.seen_at, change = excluded.change
      WHERE excluded.seen_at >= standing.seen_at
        AND (excluded.label, excluded.facts) IS DISTINCT FROM (standing.label, standing.facts)`;
}

async function writeEdges(db: LineageDb, change: bigint, edges: (RecordedEdge & { at: string })[]): Promise<number> {
  if (edges.length === 0) return 0;
  return db.$executeRaw`
    INSERT INTO lineage_edge (from_kind, from_id, to_kind, to_id, kind, seen_at, change)
    SELECT from_kind::"LineageKind", from_id, to_kind::"LineageKind", to_id, kind, seen_at, ${change}
    FROM unnest(
      ${textList(edges, ({ from }): LineageKind => from.kind)}::text[],
      ${textList(edges, ({ from }) => from.id)}::text[],
      ${textList(edges, ({ to }): LineageKind => to.kind)}::text[],
      ${textList(edges, ({ to }) => to.id)}::text[],
      ${textList(edges, ({ kind }) => kind)}::text[],
      ${textList(edges, ({ at }) => at)}::timestamptz[]
    ) AS said (from_kind, from_id, to_kind, to_id, kind, seen_at)
    ON CONFLICT DO NOTHING`;
}
