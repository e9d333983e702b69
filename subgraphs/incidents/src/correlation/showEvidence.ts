import { type LineageEdge, nameOf } from '#graph/lineage';
import type { LineagePath } from '#graph/querying/reachNearby';
import type { CorrelationEvidence, CorrelationPath } from './correlation.type.ts';
import type { Evidence } from './judgeOthers.ts';

/** Evidence, or as much of it as a refusal has, in the graph's shape. */
export function showEvidence({ gapSeconds, labels = [], hops, path = null }: Partial<Evidence>): CorrelationEvidence {
  return { gapSeconds: gapSeconds ?? null, sharedLabels: labels, hops: hops ?? (path && path.edges.length), path: path && showPath(path) };
}

function showPath({ nodes, edges }: LineagePath): CorrelationPath {
  return {
    nodes: nodes.map(({ kind, id, label }) => ({ kind, key: id, label })),
    edges: edges.map(({ kind, from }: LineageEdge, at) => {
      const first = nodes[at];
      return { kind, isForward: first !== undefined && nameOf(first) === nameOf(from) };
    }),
  };
}
