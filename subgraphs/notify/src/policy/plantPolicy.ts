import type { Importance } from '../escalation/chainDraft.ts';
import type { PolicyDraft } from './policyDraft.ts';

/** How incidents of a node are told. */
export type Telling = { tells: 'CHAIN'; chainId: string } | { tells: 'EVERY_CHANNEL' } | { tells: 'NOBODY' };

/** A node ready to decide. `id` of a node that was never saved is made of its place, so that drafts can be tried. */
export type PolicyNode = Omit<PolicyDraft, 'id' | 'children'> & {
  id: string;
  /** Names from the root down to it. */
  path: string[];
  /** Where it stands: the index among the children at each level; the root's is empty. */
  at: number[];
  effective: { telling: Telling; importance: Importance };
  children: PolicyNode[];
};

/** Makes a policy that decides out of one that people wrote. A root that says nothing tells every channel. Pure. */
export function plantPolicy(draft: PolicyDraft, parent?: PolicyNode, index = 0): PolicyNode {
  const at = parent ? [...parent.at, index] : [];
  const { children, ...settings } = draft;
  const from = parent?.effective ?? { telling: { tells: 'EVERY_CHANNEL' }, importance: 'DEFAULT' };
  const node: PolicyNode = {
    ...settings,
    id: draft.id ?? `new:${at.join('.')}`,
    path: [...(parent?.path ?? []), draft.name],
    at,
    effective: { telling: tellingOf(settings) ?? from.telling, importance: settings.importance ?? from.importance },
    children: [],
  };
  node.children = children.map((child, index) => plantPolicy(child, node, index));
  return node;
}

function tellingOf({ tells, chainId }: Pick<PolicyDraft, 'tells' | 'chainId'>): Telling | null {
  if (tells === null) return null;
  if (tells !== 'CHAIN') return { tells };
  return chainId === null ? null : { tells, chainId };
}

/** All nodes, each before its children. */
export function listPolicy(root: PolicyNode): PolicyNode[] {
  return [root, ...root.children.flatMap(listPolicy)];
}
