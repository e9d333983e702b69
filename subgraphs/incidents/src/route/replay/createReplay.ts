import { severities, type Labels, type Severity } from '#contracts/words';
import { worse } from '../../incident/summarise.ts';
import { type AlertDecisions, decideAlert } from '../decideAlert.ts';
import type { RouteNode } from '../plantRoutes.ts';

/** An alert event of the past, as far as it makes or ends incidents. */
export type ReplayEvent = {
  at: Date;
  alertId: string;
  name: string;
  /** It begins to fire, goes on with another severity, or ends. */
  effect: 'fires' | 'revised' | 'ends';
  labels: Labels;
  severity: Severity;
  integrationOwnerId: string | null;
};

/** Of the live tree, and of the draft. */
type Both<Value> = { before: Value; after: Value };

export type ReplayResult = {
  /** How often an alert fired: what the counts of changes below are of. */
  firings: number;
  incidents: Both<number>;
  /** Firings that another node takes, and those whose incident gets another owner, severity or priority. */
  moved: number;
  ownerChanged: number;
  severityChanged: number;
  priorityChanged: number;
  /** Incidents of the draft made of several of the live tree's, and incidents of the live tree that the draft takes apart. */
  merged: number;
  split: number;
  bySeverity: (Both<number> & { severity: Severity })[];
  /** Incidents of each node, at most 50, those with the largest difference first. */
  byRoute: (Both<number> & { path: string[] })[];
  /** Firings that went from one node to another, at most 50, the most first. */
  flows: { from: string[]; to: string[]; firings: number }[];
  /** At most 100, of every kind some. */
  examples: ReplayExample[];
};

export type ChangeKind = 'moved' | 'owner' | 'severity' | 'priority' | 'merged' | 'split';
export type ReplayExample = Both<ExampleSide> & { kind: ChangeKind; at: string; alertId: string; alertName: string };
type ExampleSide = { path: string[]; group: Labels; ownerTeamId: string | null; severity: Severity; priority: string };

const mostListed = 50;
const mostOfKind = 16;
/** Pairs of nodes that are counted; a tree of 1,000 nodes has a million. */
const mostFlows = 5_000;

export type Replay = { take(event: ReplayEvent): void; result(): ReplayResult };

/**
 * Lets two trees live through the same events. Both begin with nothing open, and incidents end when their last alert does: what people did meanwhile is
 * not repeated. Memory is that of the alerts that fire at one time, never of the whole past.
 */
export function createReplay(before: RouteNode, after: RouteNode): Replay {
  const worlds: Both<World> = { before: createWorld(before), after: createWorld(after) };
  const firing = new Map<string, Both<Simulated>>();
  const count = { firings: 0, moved: 0, ownerChanged: 0, severityChanged: 0, priorityChanged: 0, merged: 0, split: 0 };
  const flows = new Map<string, ReplayResult['flows'][0]>();
  const examples = new Map<ChangeKind, ReplayExample[]>();

  const end = (alertId: string): void => {
    const incidents = firing.get(alertId);
    if (!incidents) return;
    firing.delete(alertId);
    worlds.before.leave(incidents.before);
    worlds.after.leave(incidents.after);
  };

  /** An alert stays in its incident when its severity changes, and makes it no milder. */
  const revise = (event: ReplayEvent): void => {
    const incidents = firing.get(event.alertId);
    if (!incidents) return;
    incidents.before.severity = worse(incidents.before.severity, decideAlert(before, event).severity.severity);
    incidents.after.severity = worse(incidents.after.severity, decideAlert(after, event).severity.severity);
  };

  const start = (event: ReplayEvent): void => {
    const decided: Both<AlertDecisions> = { before: decideAlert(before, event), after: decideAlert(after, event) };
    const joined: Both<Simulated> = { before: worlds.before.join(decided.before), after: worlds.after.join(decided.after) };
    firing.set(event.alertId, joined);
    count.firings += 1;
    const show = (kind: ChangeKind): void => {
      const shown = examples.get(kind) ?? [];
      if (shown.length < mostOfKind) examples.set(kind, [...shown, exampleOf(kind, event, decided)]);
    };
    const tell = (kind: ChangeKind, counter: keyof typeof count, isSo: boolean): void => {
      if (!isSo) return;
      count[counter] += 1;
      show(kind);
    };
    tell('moved', 'moved', decided.before.leaf.id !== decided.after.leaf.id);
    tell('owner', 'ownerChanged', decided.before.owner.ownerTeamId !== decided.after.owner.ownerTeamId);
    tell('severity', 'severityChanged', decided.before.severity.severity !== decided.after.severity.severity);
    tell('priority', 'priorityChanged', decided.before.priority.priority !== decided.after.priority.priority);
    tell('merged', 'merged', meets(joined.after, joined.before));
    tell('split', 'split', meets(joined.before, joined.after));
    addFlow(flows, decided);
  };

  return {
    take(event) {
      if (event.effect === 'revised') return revise(event);
      end(event.alertId);
      if (event.effect === 'fires') start(event);
    },
    result() {
      const [old, present] = [worlds.before.report(), worlds.after.report()];
      return {
        ...count,
        incidents: { before: old.incidents, after: present.incidents },
        bySeverity: severities.map((severity) => ({
          severity,
          before: old.bySeverity.get(severity) ?? 0,
          after: present.bySeverity.get(severity) ?? 0,
        })),
        byRoute: compareRoutes(old.byRoute, present.byRoute),
        flows: [...flows.values()].toSorted((one, other) => other.firings - one.firings).slice(0, mostListed),
        examples: [...examples.values()].flat(),
      };
    },
  };
}

/** An incident that would have been. */
type Simulated = {
  id: number;
  key: string;
  severity: Severity;
  firing: number;
  /** The incident of the other tree that its alerts were first seen in; null until one was. */
  partner: number | null;
  hasSeveral: boolean;
};

type World = {
  join(decided: AlertDecisions): Simulated;
  leave(incident: Simulated): void;
  report(): { incidents: number; bySeverity: Map<Severity, number>; byRoute: Map<string, { path: string[]; incidents: number }> };
};

/** What one tree makes of the events. */
function createWorld(root: RouteNode): World {
  const open = new Map<string, Simulated>();
  const closed = new Map<Severity, number>();
  const byRoute = new Map<string, { path: string[]; incidents: number }>([[root.id, { path: root.path, incidents: 0 }]]);
  let incidents = 0;
  const countInto = (counts: Map<Severity, number>, severity: Severity): void => void counts.set(severity, (counts.get(severity) ?? 0) + 1);
  return {
    join({ leaf, group: { key }, severity: { severity } }) {
      let incident = open.get(key);
      if (!incident) {
        incident = { id: (incidents += 1), key, severity, firing: 0, partner: null, hasSeveral: false };
        open.set(key, incident);
        const route = byRoute.get(leaf.id) ?? { path: leaf.path, incidents: 0 };
        byRoute.set(leaf.id, { ...route, incidents: route.incidents + 1 });
      }
      incident.firing += 1;
      incident.severity = worse(incident.severity, severity);
      return incident;
    },
    leave(incident) {
      incident.firing -= 1;
      if (incident.firing > 0) return;
      open.delete(incident.key);
      countInto(closed, incident.severity);
    },
    report() {
      const bySeverity = new Map(closed);
      for (const { severity } of open.values()) countInto(bySeverity, severity);
      return { incidents, bySeverity, byRoute };
    },
  };
}

/** Whether this is the second incident of the other tree that one's alerts are seen in; a third is no news. */
function meets(one: Simulated, other: Simulated): boolean {
  one.partner ??= other.id;
  if (one.partner === other.id || one.hasSeveral) return false;
  one.hasSeveral = true;
  return true;
}

function exampleOf(kind: ChangeKind, { at, alertId, name }: ReplayEvent, decided: Both<AlertDecisions>): ReplayExample {
  const side = ({ leaf, group, owner, severity, priority }: AlertDecisions): ExampleSide => ({
    path: leaf.path,
    // A label may be as long as a page; an example is read.
    group: Object.fromEntries(
      Object.entries(group.labels)
        .slice(0, 10)
        .map(([label, value]) => [label.slice(0, 100), value.slice(0, 200)]),
    ),
    ownerTeamId: owner.ownerTeamId,
    severity: severity.severity,
    priority: priority.priority,
  });
  return { kind, at: at.toISOString(), alertId, alertName: name, before: side(decided.before), after: side(decided.after) };
}

function addFlow(flows: Map<string, ReplayResult['flows'][0]>, { before, after }: Both<AlertDecisions>): void {
  const key = `${before.leaf.id} ${after.leaf.id}`;
  const flow = flows.get(key);
  if (flow) flow.firings += 1;
  else if (flows.size < mostFlows) flows.set(key, { from: before.leaf.path, to: after.leaf.path, firings: 1 });
}

type RouteCounts = ReadonlyMap<string, { path: string[]; incidents: number }>;

function compareRoutes(before: RouteCounts, after: RouteCounts): ReplayResult['byRoute'] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((id) => ({
      path: after.get(id)?.path ?? before.get(id)?.path ?? [],
      before: before.get(id)?.incidents ?? 0,
      after: after.get(id)?.incidents ?? 0,
    }))
    .toSorted((one, other) => Math.abs(other.after - other.before) - Math.abs(one.after - one.before) || other.after - one.after)
    .slice(0, mostListed);
}
