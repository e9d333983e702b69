import { formatMatcher } from '#contracts/matcher';
import { nestTree, type Nested } from '#kit/treeInput';
import { listPolicy, plantPolicy } from './plantPolicy.ts';
import type { PolicyNodeInput, PolicyNodeType } from './policy.type.ts';
import type { PolicyDraft, PolicyDraftInput } from './policyDraft.ts';

/** A policy as clients see it: a flat list, each node before its children. */
export function showPolicy(draft: PolicyDraft): PolicyNodeType[] {
  const nodes = listPolicy(plantPolicy(draft));
  const parentOf = new Map(nodes.flatMap((node) => node.children.map((child) => [child, node] as const)));
  return nodes.map((node) => {
    const { id, at, path, name, severities, priorities, ownerTeamIds, continues, tells, chainId, importance, effective } = node;
    const { telling } = effective;
    return {
      ...{ id: id.startsWith('new:') ? null : id, key: id, parentKey: parentOf.get(node)?.id ?? null, depth: at.length, path, name },
      ...{ matchers: node.matchers.map(formatMatcher), severities, priorities, ownerTeamIds, continues, tells, chainId, importance },
      ...{ effectiveTells: telling.tells, effectiveChainId: telling.tells === 'CHAIN' ? telling.chainId : null },
      effectiveImportance: effective.importance,
    };
  });
}

/** Nests nodes that came as a list. BAD_USER_INPUT for what is no tree; checkPolicy judges the rest. */
export function nestPolicy(nodes: readonly PolicyNodeInput[]): Nested<PolicyDraftInput> {
  return nestTree(nodes, ({ matchers, severities, priorities, ownerTeamIds, continues, ...node }): PolicyDraftInput => {
    return {
      ...node,
      matchers: matchers ?? [],
      severities: severities ?? [],
      priorities: priorities ?? [],
      ownerTeamIds: ownerTeamIds ?? [],
      continues: continues ?? false,
    };
  });
}
