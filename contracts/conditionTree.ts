import type { Decision } from './words.ts';

/** A node of a tree that something walks down by conditions, as far as the walk knows it. */
export type ConditionNode<Self> = {
  /** Where it stands: the index among the children at each level; the root's is empty. */
  at: number[];
  /** Names from the root down to it. */
  path: string[];
  name: string;
  /** What matched here is also shown to the siblings that follow. */
  continues: boolean;
  children: Self[];
};

/** Why a node did or did not match: it took what came, passed it down, refused it; or a sibling took it before, or the walk never came here. */
export type WalkReason = 'took' | 'passed_down' | 'refused' | 'sibling_took' | 'parent_refused';
export type WalkVerdict<Node> = Decision<WalkReason> & { node: Node };

/** Why a node does not match; undefined when it does. The root is never asked: what belonged nowhere would be lost. */
export type Refuse<Node> = (node: Node) => Decision['facts'] | undefined;

type Leaves<Node> = [Node, ...Node[]];
type Tell<Node> = (node: Node, reason: WalkReason, facts?: Decision['facts']) => void;

/**
 * The leaves that something comes to, in the tree's order: never none, since the root takes what nobody below it takes. Alertmanager's rule: depth first; of the
 * children the first that matches ends the walk, unless it continues; a node whose children do not match takes it itself. Pure.
 */
export function walkTree<Node extends ConditionNode<Node>>(root: Node, refuse: Refuse<Node>): Leaves<Node> {
  const leaves = walk(root, refuse, null);
  return isNonEmpty(leaves) ? leaves : [root];
}

/** The same walk, telling of every node why it did or did not match. */
export function explainTree<Node extends ConditionNode<Node>>(
  root: Node,
  refuse: Refuse<Node>,
): { leaves: Leaves<Node>; verdicts: WalkVerdict<Node>[] } {
  const told = new Map<Node, WalkVerdict<Node>>();
  const leaves = walk(root, refuse, (node, reason, facts = {}) => void told.set(node, { node, reason, facts }));
  return { leaves: isNonEmpty(leaves) ? leaves : [root], verdicts: inOrder(root, told) };
}

function walk<Node extends ConditionNode<Node>>(node: Node, refuse: Refuse<Node>, tell: Tell<Node> | null): Node[] {
  const refusal = node.at.length === 0 ? undefined : refuse(node);
  if (refusal) {
    if (tell) {
      tell(node, 'refused', refusal);
      for (const child of node.children) tellBelow(child, 'parent_refused', {}, tell);
    }
    return [];
  }

  const leaves: Node[] = [];
  let taker: Node | undefined;
  for (const child of node.children) {
    if (taker) {
      if (!tell) break;
      tellBelow(child, 'sibling_took', { sibling: taker.name }, tell);
      continue;
    }
    const found = walk(child, refuse, tell);
    leaves.push(...found);
    if (found.length > 0 && !child.continues) taker = child;
  }
  if (leaves.length > 0) {
    tell?.(node, 'passed_down', { to: leaves.map(({ path }) => path) });
    return leaves;
  }
  tell?.(node, 'took');
  return [node];
}

function tellBelow<Node extends ConditionNode<Node>>(node: Node, reason: WalkReason, facts: Decision['facts'], tell: Tell<Node>): void {
  tell(node, reason, facts);
  for (const child of node.children) tellBelow(child, 'parent_refused', {}, tell);
}

function inOrder<Node extends ConditionNode<Node>>(node: Node, told: ReadonlyMap<Node, WalkVerdict<Node>>): WalkVerdict<Node>[] {
  const verdict = told.get(node);
  return [...(verdict ? [verdict] : []), ...node.children.flatMap((child) => inOrder(child, told))];
}

function isNonEmpty<Item>(items: Item[]): items is [Item, ...Item[]] {
  return items.length > 0;
}
