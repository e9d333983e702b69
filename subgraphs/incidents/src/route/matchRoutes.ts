import { explainTree, type Refuse, type WalkReason, walkTree } from '#contracts/conditionTree';
import { findUnheld, formatMatcher, valueOf } from '#contracts/matcher';
import type { Decision, Labels } from '#contracts/words';
import type { RouteNode } from './plantRoutes.ts';

/** Why a node did or did not match. */
export type RouteReason =
  /** It matched, and no node below it did: the alert is its own. */
  | 'took_alert'
  /** It matched, and nodes below it took the alert. */
  | 'passed_down'
  /** A matcher did not hold; the facts say which, and what the label's value was. */
  | 'matcher_did_not_hold'
  /** A sibling before it matched and does not continue. */
  | 'sibling_took_alert'
  /** The node above it did not match, or was not reached. */
  | 'parent_did_not_match';

export type RouteVerdict = Decision<RouteReason> & { node: RouteNode };

const words: Record<WalkReason, RouteReason> = {
  took: 'took_alert',
  passed_down: 'passed_down',
  refused: 'matcher_did_not_hold',
  sibling_took: 'sibling_took_alert',
  parent_refused: 'parent_did_not_match',
};

/** The leaves that an alert comes to, in the tree's order; never none. */
export function matchRoutes(root: RouteNode, labels: Labels): [RouteNode, ...RouteNode[]] {
  return walkTree(root, ({ matchers }) => (findUnheld(matchers, labels) ? {} : undefined));
}

/** The same walk, telling of every node why it did or did not match. */
export function explainRoutes(root: RouteNode, labels: Labels): { leaves: [RouteNode, ...RouteNode[]]; verdicts: RouteVerdict[] } {
  const refuse: Refuse<RouteNode> = ({ matchers }) => {
    const unheld = findUnheld(matchers, labels);
    return unheld && { matcher: formatMatcher(unheld), label: unheld.name, actual: valueOf(labels, unheld.name) };
  };
  const { leaves, verdicts } = explainTree(root, refuse);
  return { leaves, verdicts: verdicts.map(({ reason, ...verdict }) => ({ ...verdict, reason: words[reason] })) };
}
