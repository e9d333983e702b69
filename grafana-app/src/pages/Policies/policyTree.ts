import { pick } from 'lodash';
import type { PolicyNodeFragment, PolicyNodeInput } from '../../api/generated/graphql';
import { list, nest, unlikeName } from '../../tree/draftTree';

/** A node as it is edited: the platform's node with those below it in place. */
export interface PolicyDraftNode extends Omit<PolicyNodeFragment, 'parentKey'> {
  children: PolicyDraftNode[];
}

/** What can be changed of a node by itself. */
export type PolicyChange = Partial<Omit<PolicyDraftNode, 'id' | 'key' | 'children'>>;

/** Nests the nodes that the platform lists flat. */
export function nestPolicy(nodes: readonly PolicyNodeFragment[]): PolicyDraftNode | undefined {
  return nest(nodes, ({ parentKey: _, ...node }): PolicyDraftNode => ({ ...node, children: [] }));
}

/** A node that says nothing yet, with a name that none of its siblings has. */
export function newPolicyNode(key: string, name: string, siblings: readonly PolicyDraftNode[]): PolicyDraftNode {
  return {
    ...{
      id: null,
      key,
      name: unlikeName(name, siblings),
      matchers: [],
      severities: [],
      priorities: [],
      ownerTeamIds: [],
    },
    ...{ continues: false, tells: null, chainId: null, importance: null, children: [] },
  };
}

const settings = [
  ...(['id', 'key', 'name', 'matchers', 'severities', 'priorities', 'ownerTeamIds', 'continues'] as const),
  ...(['tells', 'chainId', 'importance'] as const),
] satisfies ReadonlyArray<keyof PolicyNodeInput>;

/** The tree as the platform takes it: a list, each node before its children. */
export function toPolicyInput(root: PolicyDraftNode): PolicyNodeInput[] {
  return list(root).map(({ node, parent }) => ({ ...pick(node, settings), parentKey: parent?.key ?? null }));
}

/** How each node tells, with what it has of its parents. */
export interface Telling {
  tells: NonNullable<PolicyDraftNode['tells']>;
  chainId: string | null;
  importance: NonNullable<PolicyDraftNode['importance']>;
}

export function inheritTelling(root: PolicyDraftNode): Map<string, Telling> {
  const found = new Map<string, Telling>();
  const visit = (node: PolicyDraftNode, above: Telling) => {
    const own =
      node.tells === null ? above : { tells: node.tells, chainId: node.tells === 'CHAIN' ? node.chainId : null };
    const here = { tells: own.tells, chainId: own.chainId, importance: node.importance ?? above.importance };
    found.set(node.key, here);
    node.children.forEach((child) => visit(child, here));
  };
  visit(root, { tells: 'EVERY_CHANNEL', chainId: null, importance: 'DEFAULT' });
  return found;
}
