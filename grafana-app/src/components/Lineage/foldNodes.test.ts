import { foldNodes, type Graph, type GraphNode } from './foldNodes';

const node = (kind: GraphNode['kind'], id: string): GraphNode => ({ kind, id, label: id });

/** A metric that measures pods, each with an alert of its own in the one incident. */
function storm(pods: number): Graph {
  const ids = Array.from({ length: pods }, (_, index) => index);
  return {
    nodes: [
      node('METRIC', 'm'),
      node('INCIDENT', 'i'),
      ...ids.map((id) => node('RESOURCE', `p${id}`)),
      ...ids.map((id) => node('ALERT', `a${id}`)),
    ],
    edges: ids.flatMap((id) => [
      { from: 'METRIC:m', to: `RESOURCE:p${id}`, kind: 'measures' },
      { from: `RESOURCE:p${id}`, to: `ALERT:a${id}`, kind: 'raised' },
      { from: `ALERT:a${id}`, to: 'INCIDENT:i', kind: 'part_of' },
    ]),
  };
}

describe('foldNodes', () => {
  it('draws a few nodes singly', () => {
    const drawn = foldNodes(storm(3), new Set(), 'INCIDENT:i');
    expect(drawn.nodes).toHaveLength(8);
    expect(drawn.edges).toHaveLength(9);
  });

  it('draws many alike as one, with one line for all of theirs', () => {
    const drawn = foldNodes(storm(90), new Set(), 'INCIDENT:i');
    expect(drawn.nodes.map(({ kind, count }) => `${kind} ${count}`).sort()).toEqual([
      'ALERT 90',
      'INCIDENT 1',
      'METRIC 1',
      'RESOURCE 90',
    ]);
    expect(drawn.edges).toHaveLength(3);
  });

  it('draws a fold singly once it is opened', () => {
    const drawn = foldNodes(storm(90), new Set(['fold:RESOURCE:p0']), 'INCIDENT:i');
    expect(drawn.nodes.filter(({ kind }) => kind === 'RESOURCE')).toHaveLength(90);
    expect(drawn.nodes.filter(({ kind }) => kind === 'ALERT')).toHaveLength(1);
    expect(drawn.edges.filter(({ kind }) => kind === 'measures')).toHaveLength(90);
  });

  it('keeps apart what stands elsewhere', () => {
    const graph = storm(20);
    graph.nodes.push(node('DELIVERY', 'd'));
    graph.edges.push({ from: 'ALERT:a7', to: 'DELIVERY:d', kind: 'notified_by' });
    const drawn = foldNodes(graph, new Set(), 'INCIDENT:i');
    expect(drawn.nodes.find(({ key }) => key === 'ALERT:a7')).toMatchObject({ count: 1 });
    expect(drawn.nodes.find(({ key }) => key === 'RESOURCE:p7')).toMatchObject({ count: 1 });
  });

  it('never folds the root away', () => {
    const drawn = foldNodes(storm(90), new Set(), 'RESOURCE:p5');
    expect(drawn.nodes.find(({ key }) => key === 'RESOURCE:p5')).toMatchObject({ count: 1 });
  });

  it('leaves out lines to nodes that a truncated answer does not have', () => {
    const graph = storm(2);
    graph.edges.push({ from: 'RULE:gone', to: 'METRIC:m', kind: 'reads' });
    expect(foldNodes(graph, new Set(), 'INCIDENT:i').edges).toHaveLength(6);
  });
});
