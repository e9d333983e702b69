import { AppError } from '#kit/errors';
import {
  depthLimit,
  edgeLimit,
  type LineageEdge,
  type LineageNode,
  nameOf,
  type NodeKey,
  nodeLimit,
  type Walk,
  type WalkRequest,
} from '../lineage.ts';

/** A node with its distance from the root, in edges. */
export type ReachedNode = LineageNode & { distance: number };

/** What a store of the lineage can do within one tenant and one transaction. */
export type LineageStore = {
  /**
   * The root (distance 0) and the nodes within `depth` edges of it, nearest first and by kind and id among equals; the first
   * `most` of them. Empty when there is no such root.
   */
  reach(root: NodeKey, direction: 'UPSTREAM' | 'DOWNSTREAM', depth: number, most: number): Promise<ReachedNode[]>;
  /** The edges between these nodes, by their ends and kind; the first `most` of them. */
  edgesAmong(nodes: readonly NodeKey[], most: number): Promise<LineageEdge[]>;
};

const parts = { UPSTREAM: ['UPSTREAM'], DOWNSTREAM: ['DOWNSTREAM'], BOTH: ['UPSTREAM', 'DOWNSTREAM'] } as const;

/** One walk over a store: what is common to both, so that they can only differ in how they find neighbours. */
export async function walkLineage(store: LineageStore, request: WalkRequest): Promise<Pick<Walk, 'nodes' | 'edges' | 'truncated'>> {
  const { limit = nodeLimit.usual } = request;
  const reached: ReachedNode[] = [];
  for (const direction of parts[request.direction]) reached.push(...(await store.reach(request.root, direction, request.depth, limit + 1)));
  const nearest = nearestOnce(reached);
  const nodes = nearest.slice(0, limit).map(({ kind, id, label, facts }) => ({ kind, id, label, facts }));
  const edges = nodes.length === 0 ? [] : await store.edgesAmong(nodes, edgeLimit + 1);
  return { nodes, edges: edges.slice(0, edgeLimit), truncated: nearest.length > limit || edges.length > edgeLimit };
}

/** Throws BAD_USER_INPUT unless depth and limit are whole numbers within their range. */
export function checkWalk({ depth, limit = nodeLimit.usual }: WalkRequest): void {
  if (!Number.isInteger(depth) || depth < 1 || depth > depthLimit)
    throw new AppError('BAD_USER_INPUT', `"depth" must be between 1 and ${depthLimit}.`);
  if (!Number.isInteger(limit) || limit < 1 || limit > nodeLimit.most)
    throw new AppError('BAD_USER_INPUT', `"limit" must be between 1 and ${nodeLimit.most}.`);
}

/**
 * Most nodes of one step that a store needs to keep so that a walk for `most` nodes is exact. Fewer than `most` were seen before
 * the step, or the walk is full already; so among the first twice as many in order there are `most` new ones, if there are any.
 */
export const widthOf = (most: number): number => 2 * most;

/** Each node once, at its least distance, in the order of an answer. */
export function nearestOnce(nodes: readonly ReachedNode[]): ReachedNode[] {
  const nearest = new Map<string, ReachedNode>();
  for (const node of nodes) {
    const known = nearest.get(nameOf(node));
    if (known === undefined || node.distance < known.distance) nearest.set(nameOf(node), node);
  }
  return [...nearest.values()].sort((a, b) => a.distance - b.distance || order(a.kind, b.kind) || order(a.id, b.id));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
