import { formatMatcher, type Matcher } from '#contracts/matcher';
import { type EffectiveSettings, listNodes, plantRoutes, type RouteNode } from './plantRoutes.ts';
import type { RouteType } from './route.type.ts';
import type { RouteDraft } from './routeDraft.ts';

/** A tree as clients see it: a flat list, each node before its children. */
export function showRoutes(draft: RouteDraft): RouteType[] {
  const root = plantRoutes(draft);
  const parentOf = new Map(listNodes(root).flatMap((node) => node.children.map((child) => [child, node] as const)));
  return listNodes(root).map((node) => showNode(node, parentOf.get(node)));
}

function showNode(node: RouteNode, parent: RouteNode | undefined): RouteType {
  const { id, at, path, name, continues, groupBy, groupWaitMs, groupIntervalMs, repeatIntervalMs, muteTimeIntervals, activeTimeIntervals } = node;
  return {
    id: isSaved(id) ? id : null,
    key: id,
    parentKey: parent?.id ?? null,
    depth: at.length,
    ...{ path, name, continues, groupBy, groupWaitMs, groupIntervalMs, repeatIntervalMs, muteTimeIntervals, activeTimeIntervals },
    matchers: texts(node.matchers),
    ownerTeamId: node.ownerTeamId,
    severityRules: node.severityRules && node.severityRules.map(showRule),
    priorityRules: node.priorityRules && node.priorityRules.map(showRule),
    sla: node.sla,
    effective: showSettings(node.effective),
  };
}

/** What holds at a node, with conditions as texts. */
export function showSettings({ severityRules, priorityRules, ...settings }: EffectiveSettings): RouteType['effective'] {
  return { ...settings, severityRules: severityRules.map(showRule), priorityRules: priorityRules.map(showRule) };
}

function showRule<Rule extends { matchers: Matcher[] }>(rule: Rule): Omit<Rule, 'matchers'> & { matchers: string[] } {
  return { ...rule, matchers: texts(rule.matchers) };
}

function texts(matchers: readonly Matcher[]): string[] {
  return matchers.map(formatMatcher);
}

function isSaved(id: string): boolean {
  return !id.startsWith('new:');
}
