import type { LineageKind } from '../../api/generated/graphql';

/** A node as the platform gives it; its key is how edges name it. */
export interface GraphNode {
  kind: LineageKind;
  id: string;
  label: string;
}

export interface GraphEdge {
  from: string;
  to: string;
  kind: string;
}

export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** A node of the drawing: one of the graph, or several of them as one. */
export interface DrawnNode extends GraphNode {
  key: string;
  /** How many nodes it stands for; 1 for a node of the graph itself. */
  count: number;
}

export interface DrawnGraph {
  nodes: DrawnNode[];
  edges: GraphEdge[];
}

/** So many nodes of one kind in one place are still drawn singly. */
const SINGLY = 6;

export const keyOf = (node: Pick<GraphNode, 'kind' | 'id'>) => `${node.kind}:${node.id}`;

/**
 * Draws many nodes that differ in nothing but their name as one: same kind, and neighbours of the same sorts. A hundred pods,
 * each with an alert of its own, say no more than "100 pods" with "100 alerts".
 * @param unfolded keys of folds that were opened.
 * @param root never disappears into a fold.
 */
export function foldNodes({ nodes, edges }: Graph, unfolded: ReadonlySet<string>, root: string): DrawnGraph {
  const sorts = sortsOf({ nodes, edges }, root);
  const places = new Map<number, GraphNode[]>();
  for (const node of nodes) {
    const sort = sorts.get(keyOf(node)) ?? -1;
    places.set(sort, [...(places.get(sort) ?? []), node]);
  }
  const drawnAs = new Map<string, string>();
  const drawn: DrawnNode[] = [];
  for (const members of places.values()) {
    const [first] = members;
    if (first === undefined) {
      continue;
    }
    const fold = `fold:${keyOf(first)}`;
    if (members.length > SINGLY && !unfolded.has(fold)) {
      drawn.push({ ...first, key: fold, count: members.length });
      members.forEach((node) => drawnAs.set(keyOf(node), fold));
    } else {
      members.forEach((node) => {
        drawn.push({ ...node, key: keyOf(node), count: 1 });
        drawnAs.set(keyOf(node), keyOf(node));
      });
    }
  }
  const lines = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const from = drawnAs.get(edge.from);
    const to = drawnAs.get(edge.to);
    if (from !== undefined && to !== undefined && from !== to) {
      lines.set(`${from} ${to} ${edge.kind}`, { from, to, kind: edge.kind });
    }
  }
  return { nodes: drawn, edges: [...lines.values()] };
}

/** Rounds of telling nodes apart; two nodes that are alike this far around look the same to a person. */
const ROUNDS = 6;

/**
 * Gives every node the number of its sort. Nodes of one kind start as one sort and are told apart as long as the sorts of
 * their neighbours differ (partition refinement over sets, so that having more of the same does not tell apart).
 */
function sortsOf({ nodes, edges }: Graph, root: string): Map<string, number> {
  const around = new Map<string, Array<{ word: string; other: string }>>();
  const add = (node: string, word: string, other: string) =>
    around.set(node, [...(around.get(node) ?? []), { word, other }]);
  for (const { from, to, kind } of edges) {
    add(from, `>${kind}`, to);
    add(to, `<${kind}`, from);
  }
  let sorts = number(nodes, (node) => (keyOf(node) === root ? 'root' : node.kind));
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = sorts;
    sorts = number(nodes, (node) => {
      const key = keyOf(node);
      const words = (around.get(key) ?? []).map(({ word, other }) => `${word} ${before.get(other)}`);
      return `${before.get(key)}|${[...new Set(words)].sort().join()}`;
    });
    if (new Set(sorts.values()).size === new Set(before.values()).size) {
      break;
    }
  }
  return sorts;
}

/** Numbers the nodes so that those with the same word have the same number. */
function number(nodes: GraphNode[], word: (node: GraphNode) => string): Map<string, number> {
  const numbers = new Map<string, number>();
  return new Map(
    nodes.map((node) => {
      const its = word(node);
      const known = numbers.get(its) ?? numbers.size;
      numbers.set(its, known);
      return [keyOf(node), known];
    })
  );
}
