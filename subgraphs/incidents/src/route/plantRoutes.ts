import type { PriorityRule, RouteDraft, SeverityRule, SlaTarget } from './routeDraft.ts';

/** What holds at a node once what it does not say has been taken from its parents. */
export type EffectiveSettings = {
  groupBy: string[];
  groupWaitMs: number;
  groupIntervalMs: number;
  repeatIntervalMs: number;
  /** Null leaves the incident to the team of the alert's integration. */
  ownerTeamId: string | null;
  severityRules: SeverityRule[];
  priorityRules: PriorityRule[];
  sla: SlaTarget[];
};

/** A node ready to decide. `id` of a node that was never saved is made of its place, so that drafts can be tried. */
export type RouteNode = Omit<RouteDraft, 'id' | 'children'> & {
  id: string;
  /** Names from the root down to it. */
  path: string[];
  /** Where it stands: the index among the children at each level; the root's is empty. */
  at: number[];
  effective: EffectiveSettings;
  children: RouteNode[];
};

/** What holds at a root that says nothing: Alertmanager's own defaults. */
export const standardSettings: EffectiveSettings = {
  groupBy: [],
  groupWaitMs: 30_000,
  groupIntervalMs: 300_000,
  repeatIntervalMs: 14_400_000,
  ownerTeamId: null,
  severityRules: [],
  priorityRules: [],
  sla: [],
};

/** Makes a tree that decides out of one that people wrote. Time intervals are a node's own: Alertmanager does not hand them down. */
export function plantRoutes(draft: RouteDraft, parent?: RouteNode, index = 0): RouteNode {
  const at = parent ? [...parent.at, index] : [];
  const { children, ...settings } = draft;
  const node: RouteNode = {
    ...settings,
    id: draft.id ?? `new:${at.join('.')}`,
    path: [...(parent?.path ?? []), draft.name],
    at,
    effective: inherit(settings, parent?.effective ?? standardSettings),
    children: [],
  };
  node.children = children.map((child, index) => plantRoutes(child, node, index));
  return node;
}

function inherit(own: Omit<RouteDraft, 'children'>, from: EffectiveSettings): EffectiveSettings {
  return {
    groupBy: own.groupBy ?? from.groupBy,
    groupWaitMs: own.groupWaitMs ?? from.groupWaitMs,
    groupIntervalMs: own.groupIntervalMs ?? from.groupIntervalMs,
    repeatIntervalMs: own.repeatIntervalMs ?? from.repeatIntervalMs,
    ownerTeamId: own.ownerTeamId ?? from.ownerTeamId,
    severityRules: own.severityRules ?? from.severityRules,
    priorityRules: own.priorityRules ?? from.priorityRules,
    sla: own.sla ?? from.sla,
  };
}

/** All nodes, each before its children. */
export function listNodes(root: RouteNode): RouteNode[] {
  return [root, ...root.children.flatMap(listNodes)];
}
