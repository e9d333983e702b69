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

/**
 * The leaves that an alert comes to, in the tree's order: never none, since the root takes what nobody below it takes. Alertmanager's rule: depth first; of the
 * children the first that matches ends the walk, unless it continues; a node whose children do not match takes the alert itself.
 */
export function matchRoutes(root: RouteNode, labels: Labels): [RouteNode, ...RouteNode[]] {
  const leaves = walk(root, labels, silent);
  // The root is asked for no matchers: an alert that belonged nowhere would be lost.
  return isNonEmpty(leaves) ? leaves : [root];
}

/** The same walk, telling of every node why it did or did not match. */
export function explainRoutes(root: RouteNode, labels: Labels): { leaves: [RouteNode, ...RouteNode[]]; verdicts: RouteVerdict[] } {
  const told = new Map<RouteNode, RouteVerdict>();
  const leaves = walk(root, labels, (node, reason, facts = {}) => void told.set(node, { node, reason, facts }));
  return { leaves: isNonEmpty(leaves) ? leaves : [root], verdicts: inOrder(root, told) };
}

type Tell = (node: RouteNode, reason: RouteReason, facts?: Decision['facts']) => void;
const silent: Tell = () => undefined;

function walk(node: RouteNode, labels: Labels, tell: Tell): RouteNode[] {
  const unheld = node.at.length === 0 ? undefined : findUnheld(node.matchers, labels);
  if (unheld) {
    if (tell !== silent) {
      tell(node, 'matcher_did_not_hold', { matcher: formatMatcher(unheld), label: unheld.name, actual: valueOf(labels, unheld.name) });
      for (const child of node.children) tellBelow(child, 'parent_did_not_match', {}, tell);
    }
    return [];
  }

  const leaves: RouteNode[] = [];
  let taker: RouteNode | undefined;
  for (const child of node.children) {
    if (taker) {
      if (tell === silent) break;
      tellBelow(child, 'sibling_took_alert', { sibling: taker.name }, tell);
      continue;
    }
    const found = walk(child, labels, tell);
    leaves.push(...found);
    if (found.length > 0 && !child.continues) taker = child;
  }
  if (leaves.length > 0) {
    tell(node, 'passed_down', { to: leaves.map(({ path }) => path) });
    return leaves;
  }
  tell(node, 'took_alert');
  return [node];
}

function tellBelow(node: RouteNode, reason: RouteReason, facts: Decision['facts'], tell: Tell): void {
  tell(node, reason, facts);
  for (const child of node.children) tellBelow(child, 'parent_did_not_match', {}, tell);
}

function inOrder(node: RouteNode, told: ReadonlyMap<RouteNode, RouteVerdict>): RouteVerdict[] {
  const verdict = told.get(node);
  return [...(verdict ? [verdict] : []), ...node.children.flatMap((child) => inOrder(child, told))];
}

function isNonEmpty<Item>(items: Item[]): items is [Item, ...Item[]] {
  return items.length > 0;
}
