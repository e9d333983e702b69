import { lineageKinds } from '#contracts/words';
import type { ManagedTransaction } from 'neo4j-driver';
import { z } from 'zod';
import type { NodeKey } from '../lineage.ts';
import { type LineageStore, nearestOnce, type ReachedNode, widthOf } from './walkLineage.ts';

const kind = z.enum(lineageKinds);
const reachedNode = z.object({
  kind,
  id: z.string(),
  label: z.string(),
  facts: z.string().transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
});
const key = z.object({ kind, id: z.string() });
const edge = z.object({ from: key, to: key, kind: z.string() });

const rootQuery = `
  MATCH (n:LineageNode { tenantId: $tenantId, kind: $kind, id: $id })
  RETURN n.kind AS kind, n.id AS id, n.label AS label, n.facts AS facts`;

const step = (pattern: string) => `
  UNWIND $frontier AS at
  MATCH (n:LineageNode { tenantId: $tenantId, kind: at.kind, id: at.id })${pattern}(next:LineageNode { tenantId: $tenantId })
  WITH DISTINCT next ORDER BY next.kind, next.id LIMIT $width
  RETURN next.kind AS kind, next.id AS id, next.label AS label, next.facts AS facts`;

const steps = { DOWNSTREAM: step('-[:LEADS_TO]->'), UPSTREAM: step('<-[:LEADS_TO]-') };

const edgesQuery = `
  UNWIND $nodes AS at
  MATCH (a:LineageNode { tenantId: $tenantId, kind: at.kind, id: at.id })
  WITH collect(a) AS chosen
  UNWIND chosen AS a
  MATCH (a)-[e:LEADS_TO]->(b:LineageNode { tenantId: $tenantId })
  WHERE b IN chosen
  RETURN { kind: a.kind, id: a.id } AS from, { kind: b.kind, id: b.id } AS to, e.kind AS kind
  ORDER BY from.kind, from.id, to.kind, to.id, kind LIMIT $most`;

/**
 * The lineage as Neo4j holds it, for one tenant: every match names the tenant at both of its ends. The walk goes level by level,
 * one bounded query each, because a variable-length pattern follows every path and dense graphs have more of those than nodes.
 */
export function queryNeo4j(tx: ManagedTransaction, tenantId: string): LineageStore {
  const ask = async <Row>(shape: z.ZodType<Row>, query: string, parameters: Record<string, unknown>): Promise<Row[]> => {
    const { records } = await tx.run(query, { tenantId, ...parameters });
    return records.map((record) => shape.parse(record.toObject()));
  };

  return {
    async reach(root, direction, depth, most) {
      const reached: ReachedNode[] = (await ask(reachedNode, rootQuery, keyOf(root))).map((node) => ({ ...node, distance: 0 }));
      let nearest = reached;
      for (let distance = 1; distance <= depth && nearest.length < most; distance++) {
        const frontier = nearest.filter((node) => node.distance === distance - 1).map(keyOf);
        if (frontier.length === 0) break;
        const next = await ask(reachedNode, steps[direction], { frontier, width: BigInt(widthOf(most)) });
        nearest = nearestOnce([...nearest, ...next.map((node) => ({ ...node, distance }))]);
      }
      return nearest.slice(0, most);
    },

    edgesAmong: (nodes, most) => ask(edge, edgesQuery, { nodes: nodes.map(keyOf), most: BigInt(most) }),
  };
}

/**
 * Runs each query of a walk over nothing. A Neo4j that has just started plans a query for a second or more, longer than a caller
 * is kept waiting; once planned it answers in milliseconds.
 */
export async function warmNeo4j(tx: ManagedTransaction): Promise<void> {
  const nothing = { tenantId: '', kind: '', id: '', frontier: [], nodes: [], width: 1n, most: 1n };
  for (const query of [rootQuery, steps.DOWNSTREAM, steps.UPSTREAM, edgesQuery]) await tx.run(query, nothing);
}

const keyOf = ({ kind, id }: NodeKey): NodeKey => ({ kind, id });
