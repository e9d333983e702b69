import type { DrawnGraph, DrawnNode } from './foldNodes';
import { layoutGraph, nodeSize, type PlacedNode } from './layoutGraph';

const node = (kind: DrawnNode['kind'], id: string): DrawnNode => ({
  kind,
  id,
  label: id,
  key: `${kind}:${id}`,
  count: 1,
});
const edge = (from: string, to: string) => ({ from, to, kind: 'leads_to' });

const chain: DrawnGraph = {
  nodes: [
    node('INCIDENT', 'i'),
    node('RULE', 'r'),
    node('ALERT', 'a'),
    node('METRIC', 'm'),
    node('RESOURCE', 'h'),
    node('RUN', 'run'),
    node('INSIGHT', 'why'),
  ],
  edges: [
    edge('RULE:r', 'METRIC:m'),
    edge('METRIC:m', 'RESOURCE:h'),
    edge('RESOURCE:h', 'ALERT:a'),
    edge('ALERT:a', 'INCIDENT:i'),
    edge('INCIDENT:i', 'RUN:run'),
    edge('INCIDENT:i', 'INSIGHT:why'),
  ],
};

const at = (nodes: PlacedNode[], key: string) => {
  const found = nodes.find((other) => other.key === key);
  if (found === undefined) {
    throw new Error(`${key} is not drawn.`);
  }
  return found;
};

function overlaps(nodes: PlacedNode[]): number {
  return nodes.flatMap((a, index) =>
    nodes.slice(index + 1).filter((b) => Math.abs(a.x - b.x) < nodeSize.width && Math.abs(a.y - b.y) < nodeSize.height)
  ).length;
}

describe('layoutGraph', () => {
  it('goes from cause to effect, whatever order the nodes come in', () => {
    const { nodes } = layoutGraph(chain);
    const order = [...nodes].sort((a, b) => a.x - b.x).map(({ kind }) => kind);
    expect(order.slice(0, 5)).toEqual(['RULE', 'METRIC', 'RESOURCE', 'ALERT', 'INCIDENT']);
    expect(at(nodes, 'RUN:run').x).toBe(at(nodes, 'INSIGHT:why').x);
  });

  it('gives nodes of one kind that lead to each other columns of their own', () => {
    const { nodes } = layoutGraph({
      nodes: [node('RESOURCE', 'pod'), node('RESOURCE', 'host')],
      edges: [edge('RESOURCE:pod', 'RESOURCE:host')],
    });
    expect(at(nodes, 'RESOURCE:pod').x).toBeLessThan(at(nodes, 'RESOURCE:host').x);
  });

  it('survives a circle of relations', () => {
    const { nodes, edges } = layoutGraph({
      nodes: [node('RESOURCE', 'a'), node('RESOURCE', 'b')],
      edges: [edge('RESOURCE:a', 'RESOURCE:b'), edge('RESOURCE:b', 'RESOURCE:a')],
    });
    expect(nodes).toHaveLength(2);
    expect(edges).toHaveLength(2);
  });

  it('lets no nodes overlap and none stand outside, also when there are 200', () => {
    const alerts = Array.from({ length: 150 }, (_, index) => node('ALERT', `a${index}`));
    const hosts = Array.from({ length: 49 }, (_, index) => node('RESOURCE', `h${index}`));
    const { nodes, width, height } = layoutGraph({
      nodes: [...alerts, ...hosts, node('INCIDENT', 'i')],
      edges: alerts.flatMap(({ key }, index) => [edge(`RESOURCE:h${index % 49}`, key), edge(key, 'INCIDENT:i')]),
    });
    expect(overlaps(nodes)).toBe(0);
    expect(Math.min(...nodes.map(({ y }) => y))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...nodes.map(({ x }) => x + nodeSize.width))).toBeLessThanOrEqual(width);
    expect(Math.max(...nodes.map(({ y }) => y + nodeSize.height))).toBeLessThanOrEqual(height);
  });

  it('puts neighbours side by side, so that lines do not cross without need', () => {
    const { nodes } = layoutGraph({
      nodes: [node('RESOURCE', 'a'), node('RESOURCE', 'b'), node('ALERT', 'of-b-1'), node('ALERT', 'x-of-a')],
      edges: [edge('RESOURCE:a', 'ALERT:x-of-a'), edge('RESOURCE:b', 'ALERT:of-b-1')],
    });
    const above = (a: string, b: string) => at(nodes, a).y < at(nodes, b).y;
    expect(above('RESOURCE:a', 'RESOURCE:b')).toBe(above('ALERT:x-of-a', 'ALERT:of-b-1'));
  });

  it('draws nothing for nothing', () => {
    expect(layoutGraph({ nodes: [], edges: [] })).toEqual({ nodes: [], edges: [], width: 0, height: 0 });
  });
});
