import { type Nested, nestTree } from '#kit/treeInput';
import type { RouteInput } from './route.input.ts';
import type { RouteDraftInput } from './routeDraft.ts';

/** Nests routes that came as a list. BAD_USER_INPUT for what is no tree; checkDraft judges the rest. */
export function nestInput(nodes: readonly RouteInput[]): Nested<RouteDraftInput> {
  return nestTree(nodes, filled);
}

function filled(node: Omit<RouteInput, 'key' | 'parentKey'>): RouteDraftInput {
  return {
    ...node,
    matchers: node.matchers ?? [],
    continues: node.continues ?? false,
    muteTimeIntervals: node.muteTimeIntervals ?? [],
    activeTimeIntervals: node.activeTimeIntervals ?? [],
    severityRules: node.severityRules?.map((rule) => ({ ...rule, matchers: rule.matchers ?? [] })) ?? null,
    priorityRules: node.priorityRules?.map((rule) => ({ ...rule, severities: rule.severities ?? [], matchers: rule.matchers ?? [] })) ?? null,
  };
}
