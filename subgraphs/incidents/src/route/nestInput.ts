import { AppError } from '#kit/errors';
import { mostNodes } from './checkDraft.ts';
import type { RouteInput } from './route.input.ts';
import type { RouteDraftInput } from './routeDraft.ts';

/** A tree of which only the shape is known: checkDraft judges the rest. */
export type Nested = RouteDraftInput & { children: Nested[] };

/**
 * Nests a tree that came as a list. It comes as one because an input type that contains itself sends graphql-jit, which compiles each request's variables,
 * into an endless recursion. BAD_USER_INPUT for what is no tree; a node stands after its parent, so there can be no circle.
 */
export function nestInput(nodes: readonly RouteInput[]): Nested {
  const [first] = nodes;
  if (!first) throw new AppError('BAD_USER_INPUT', 'A tree has a root.');
  if (nodes.length > mostNodes) throw new AppError('BAD_USER_INPUT', `A tree has at most ${mostNodes} routes.`);
  const byKey = new Map<string, Nested>();
  for (const { key, parentKey, ...node } of nodes) {
    const nested: Nested = { ...filled(node), children: [] };
    if (byKey.has(key)) throw new AppError('BAD_USER_INPUT', `Two routes have the key "${key}".`);
    if (byKey.size === 0 && parentKey != null) throw new AppError('BAD_USER_INPUT', 'The first route is the root: it has no parent.');
    if (byKey.size > 0) {
      const parent = parentKey == null ? undefined : byKey.get(parentKey);
      if (!parent) throw new AppError('BAD_USER_INPUT', `No route before "${node.name}" has the key of its parent, "${parentKey ?? ''}".`);
      parent.children.push(nested);
    }
    byKey.set(key, nested);
  }
  return byKey.get(first.key) as Nested;
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
