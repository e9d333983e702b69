import { lineageKinds } from '../../words/lineage';
import type { DrawnGraph, DrawnNode, GraphEdge } from './foldNodes';

/** Sizes in pixels. */
export const nodeSize = { width: 180, height: 48 };
const GAP_X = 44;
const GAP_Y = 12;

/** Sweeps of the ordering; crossings hardly get fewer after these. */
const SWEEPS = 6;

export interface PlacedNode extends DrawnNode {
  x: number;
  y: number;
}

export interface PlacedEdge extends GraphEdge {
  /** An SVG path from the right side of `from` to the left side of `to`. */
  path: string;
}

export interface Layout {
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  width: number;
  height: number;
}

/**
 * Places the nodes in columns from cause to effect, as their kinds say; nodes of one kind that lead to each other get columns
 * of their own. Inside a column the nodes stand where their neighbours are, which keeps lines short and crossings few.
 */
export function layoutGraph({ nodes, edges }: DrawnGraph): Layout {
  const columns = columnsOf(nodes, edges);
  const neighbours = neighboursOf(edges);
  const y = new Map<string, number>();
  for (const column of columns) {
    spread(column, y, () => undefined);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const column of sweep % 2 === 0 ? columns : [...columns].reverse()) {
      spread(column, y, (key) => mean((neighbours.get(key) ?? []).map((other) => y.get(other) ?? 0)));
    }
  }
  const top = Math.min(0, ...y.values());
  const placed = columns.flatMap((column, index) =>
    column.map((node): PlacedNode => ({
      ...node,
      x: index * (nodeSize.width + GAP_X),
      y: (y.get(node.key) ?? 0) - top,
    }))
  );
  const byKey = new Map(placed.map((node) => [node.key, node]));
  return {
    nodes: placed,
    edges: edges.flatMap((edge) => {
      const from = byKey.get(edge.from);
      const to = byKey.get(edge.to);
      return from && to ? [{ ...edge, path: pathBetween(from, to) }] : [];
    }),
    width: Math.max(0, columns.length * (nodeSize.width + GAP_X) - GAP_X),
    height: placed.reduce((lowest, node) => Math.max(lowest, node.y + nodeSize.height), 0),
  };
}

/** Delivery, run and insight are effects of the same incident, so they share a column. */
const rankOf = (node: DrawnNode) => Math.min(lineageKinds.indexOf(node.kind), lineageKinds.indexOf('DELIVERY'));

function columnsOf(nodes: DrawnNode[], edges: GraphEdge[]): DrawnNode[][] {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const inside = edges.filter(({ from, to }) => byKey.get(from)?.kind === byKey.get(to)?.kind);
  const depth = new Map(nodes.map((node) => [node.key, 0]));
  // A cycle would push its nodes on for ever; no chain of one kind is longer than its nodes, and three columns are enough to read.
  for (let round = 0; round < 3; round += 1) {
    for (const { from, to } of inside) {
      depth.set(to, Math.min(2, Math.max(depth.get(to) ?? 0, (depth.get(from) ?? 0) + 1)));
    }
  }
  const columns = new Map<number, DrawnNode[]>();
  for (const node of [...nodes].sort((a, b) => a.label.localeCompare(b.label) || a.key.localeCompare(b.key))) {
    const column = rankOf(node) * 3 + (depth.get(node.key) ?? 0);
    columns.set(column, [...(columns.get(column) ?? []), node]);
  }
  return [...columns].sort(([a], [b]) => a - b).map(([, column]) => column);
}

/** Orders a column by where each node wants to be, and puts it there as far as the others leave room. */
function spread(column: DrawnNode[], y: Map<string, number>, wanted: (key: string) => number | undefined) {
  const step = nodeSize.height + GAP_Y;
  const wishes = new Map(column.map(({ key }, index) => [key, wanted(key) ?? y.get(key) ?? index * step]));
  column.sort((a, b) => (wishes.get(a.key) ?? 0) - (wishes.get(b.key) ?? 0));
  const centre = mean([...wishes.values()]) ?? 0;
  let lowest = -Infinity;
  const placed = column.map(({ key }) => {
    lowest = Math.max(lowest + step, wishes.get(key) ?? 0);
    return lowest;
  });
  // Pushing down only would make the column sink: move it back around where its nodes wanted to be.
  const shift = centre - (mean(placed) ?? 0);
  column.forEach(({ key }, index) => y.set(key, (placed[index] ?? 0) + shift));
}

function mean(values: number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function neighboursOf(edges: GraphEdge[]): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of edges) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  return neighbours;
}

function pathBetween(from: PlacedNode, to: PlacedNode): string {
  const startX = from.x + nodeSize.width;
  const startY = from.y + nodeSize.height / 2;
  const endY = to.y + nodeSize.height / 2;
  const bend = Math.max(GAP_X / 2, Math.abs(to.x - startX) / 2);
  return `M${startX},${startY} C${startX + bend},${startY} ${to.x - bend},${endY} ${to.x},${endY}`;
}
