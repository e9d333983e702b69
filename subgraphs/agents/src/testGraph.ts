import type { LineageNode, NodeKey, Walk } from '#graph/lineage';

type Told = { second: number; about?: string[]; metrics?: string[]; rule?: string };

const incident: LineageNode = { kind: 'INCIDENT', id: 'incident', label: '#1 Test', facts: {} };
const start = Date.UTC(2026, 0, 1);

/** For tests: the walk upstream from an incident, from what its alerts say; relations are `<cause> <verb> <effect>` between resources. */
export function graphOf({
  alerts,
  relations = [],
}: {
  alerts: Record<string, Told>;
  relations?: string[];
}): Pick<Walk, 'nodes' | 'edges' | 'truncated'> {
  const nodes = new Map<string, LineageNode>([['INCIDENT', incident]]);
  const edges: Walk['edges'] = [];
  const add = (kind: NodeKey['kind'], id: string, facts = {}) => {
    nodes.set(`${kind} ${id}`, { kind, id, label: id, facts });
    return { kind, id };
  };
  for (const [id, { second, about = [], metrics = [], rule }] of Object.entries(alerts)) {
    const alert = add('ALERT', id, { startsAt: new Date(start + second * 1_000).toISOString() });
    edges.push({ from: alert, to: incident, kind: 'part_of' });
    for (const name of about) edges.push({ from: add('RESOURCE', name), to: alert, kind: 'raised' });
    for (const name of metrics) edges.push({ from: add('METRIC', name), to: alert, kind: 'raised' });
    if (rule !== undefined) edges.push({ from: add('RULE', rule), to: alert, kind: 'raised' });
  }
  for (const relation of relations) {
    const [from = '', kind = '', to = ''] = relation.split(' ');
    edges.push({ from: add('RESOURCE', from), to: add('RESOURCE', to), kind });
  }
  return { nodes: [...nodes.values()], edges, truncated: false };
}

/** The alert as it stands while only its name is recorded. */
export const mentionOf = (node: LineageNode): LineageNode => ({ ...node, facts: {} });
