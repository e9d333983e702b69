import type { EdgeKind } from '#graph/edgeKinds';
import { type LineageNode, nameOf, type Walk } from '#graph/lineage';
import { z } from 'zod';

/** An alert of the incident as an analysis sees it. `startedAt` is null while only its name is recorded. */
export type SeenAlert = { name: string; startedAt: number | null };

/** Something that may have caused alerts: what it is, and how much of each alert it can account for. */
export type Candidate = {
  node: LineageNode;
  /** By the alert's name (`ALERT:id`): 1 for an alert about itself, less for one about something that depends on it. */
  credits: Map<string, number>;
  /** Other candidates with alerts of their own that depend on it, with how strongly. */
  dependents: { node: LineageNode; strength: number }[];
};

export type IncidentPicture = {
  alerts: SeenAlert[];
  /** Resources, or metrics and rules when no alert is about a resource. */
  candidates: Candidate[];
  basis: 'resources' | 'metrics_and_rules';
  /** Alerts that no resource is known of. */
  withoutResource: number;
  truncated: boolean;
};

/**
 * How likely what a resource suffers is passed on along an edge: what runs on a dead host is dead; a part seldom fails because of
 * the whole it belongs to (a namespace has no failures of its own); behind a service there is often another pod.
 */
const passedOn: ReadonlyMap<string, number> = new Map<EdgeKind, number>([
  ['hosts', 0.9],
  ['backs', 0.7],
  ['contains', 0.5],
  ['relates_to', 0.3],
]);

const alertFacts = z.object({ startsAt: z.iso.datetime() });

/** Reads what matters out of a walk upstream from an incident. */
export function pictureIncident({ nodes, edges, truncated }: Pick<Walk, 'nodes' | 'edges' | 'truncated'>): IncidentPicture {
  const byName = new Map(nodes.map((node) => [nameOf(node), node]));
  const members = new Set(edges.filter(({ kind, to }) => kind === 'part_of' && to.kind === 'INCIDENT').map(({ from }) => nameOf(from)));
  const alerts = nodes.filter((node) => members.has(nameOf(node))).map((node) => ({ name: nameOf(node), startedAt: startOf(node) }));

  const sources = (kinds: readonly string[]) => {
    const found = new Map<string, string[]>();
    for (const { from, to, kind } of edges) {
      if (kind === 'raised' && kinds.includes(from.kind) && members.has(nameOf(to)))
        found.set(nameOf(to), [...(found.get(nameOf(to)) ?? []), nameOf(from)]);
    }
    return found;
  };
  const resources = sources(['RESOURCE']);
  const basis = resources.size > 0 ? 'resources' : 'metrics_and_rules';
  const reaches = reachAmong(edges);
  const own = specificOnly(basis === 'resources' ? resources : sources(['METRIC', 'RULE']), reaches);

  const alerting = new Set([...own.values()].flat());
  const candidates: Candidate[] = [];
  const alertsOf = invert(own);
  for (const [name, node] of byName) {
    if (!alerting.has(name) && !reaches.has(name)) continue;
    const credits = new Map<string, number>();
    const dependents: Candidate['dependents'] = [];
    // Only what it reaches, not all that alerts: an incident of hundreds of alerts has as many candidates.
    for (const [other, strength] of [[name, 1] as const, ...(reaches.get(name) ?? [])]) {
      for (const alert of alertsOf.get(other) ?? []) credits.set(alert, Math.max(strength, credits.get(alert) ?? 0));
      const dependent = byName.get(other);
      if (other !== name && dependent !== undefined && alerting.has(other)) dependents.push({ node: dependent, strength });
    }
    if (credits.size > 0) candidates.push({ node, credits, dependents });
  }
  return { alerts, candidates, basis, withoutResource: alerts.length - resources.size, truncated };
}

/** The alerts of each source, from the sources of each alert. */
function invert(sources: ReadonlyMap<string, string[]>): Map<string, string[]> {
  const inverted = new Map<string, string[]>();
  for (const [alert, names] of sources) {
    for (const name of names) inverted.set(name, [...(inverted.get(name) ?? []), alert]);
  }
  return inverted;
}

function startOf({ facts }: LineageNode): number | null {
  const parsed = alertFacts.safeParse(facts);
  return parsed.success ? Date.parse(parsed.data.startsAt) : null;
}

/** An alert with the labels of a pod, its node and its namespace is about the pod: the others come in as what the pod depends on. */
function specificOnly(sources: Map<string, string[]>, reaches: Map<string, Map<string, number>>): Map<string, string[]> {
  const hasNearer = (name: string, among: string[]) =>
    among.some((other) => other !== name && reaches.get(name)?.has(other) && !reaches.get(other)?.has(name));
  return new Map([...sources].map(([alert, names]) => [alert, names.filter((name) => !hasNearer(name, names))]));
}

/** From each resource to those that depend on it, over any number of relations, with the strength of the strongest way. */
function reachAmong(edges: Walk['edges']): Map<string, Map<string, number>> {
  const next = new Map<string, { to: string; strength: number }[]>();
  for (const { from, to, kind } of edges) {
    const strength = passedOn.get(kind);
    if (strength !== undefined) next.set(nameOf(from), [...(next.get(nameOf(from)) ?? []), { to: nameOf(to), strength }]);
  }
  return new Map([...next.keys()].map((start) => [start, strongestFrom(start, next)]));
}

function strongestFrom(start: string, next: Map<string, { to: string; strength: number }[]>): Map<string, number> {
  const strongest = new Map<string, number>([[start, 1]]);
  const open = [start];
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    for (const { to, strength } of next.get(name) ?? []) {
      const reached = (strongest.get(name) ?? 0) * strength;
      if (reached <= (strongest.get(to) ?? 0)) continue;
      strongest.set(to, reached);
      open.push(to);
    }
  }
  strongest.delete(start);
  return strongest;
}
