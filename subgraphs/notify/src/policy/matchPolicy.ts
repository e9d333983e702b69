import { explainTree, type Refuse, type WalkReason, walkTree } from '#contracts/conditionTree';
import { findUnheld, formatMatcher, valueOf } from '#contracts/matcher';
import type { Decision, Labels, Priority, Severity } from '#contracts/words';
import type { PolicyNode } from './plantPolicy.ts';

/** An incident as far as the policy looks at it. */
export type PolicySubject = { labels: Labels; severity: Severity; priority: Priority | null; ownerTeamId: string | null };

/** Why a node did or did not match. */
export type PolicyReason = 'took_incident' | 'passed_down' | 'condition_did_not_hold' | 'sibling_took_incident' | 'parent_did_not_match';
export type PolicyVerdict = Decision<PolicyReason> & { node: PolicyNode };

const words: Record<WalkReason, PolicyReason> = {
  took: 'took_incident',
  passed_down: 'passed_down',
  refused: 'condition_did_not_hold',
  sibling_took: 'sibling_took_incident',
  parent_refused: 'parent_did_not_match',
};

/** The nodes that say how an incident is told, in the tree's order; never none. Pure. */
export function matchPolicy(root: PolicyNode, subject: PolicySubject): [PolicyNode, ...PolicyNode[]] {
  return walkTree(root, refuseFor(subject));
}

/** The same walk, telling of every node why it did or did not match. Pure. */
export function explainPolicy(root: PolicyNode, subject: PolicySubject): { leaves: [PolicyNode, ...PolicyNode[]]; verdicts: PolicyVerdict[] } {
  const { leaves, verdicts } = explainTree(root, refuseFor(subject));
  return { leaves, verdicts: verdicts.map(({ reason, ...verdict }) => ({ ...verdict, reason: words[reason] })) };
}

function refuseFor({ labels, severity, priority, ownerTeamId }: PolicySubject): Refuse<PolicyNode> {
  return (node) => {
    const unheld = findUnheld(node.matchers, labels);
    if (unheld) return { condition: formatMatcher(unheld), actual: valueOf(labels, unheld.name) };
    if (isMissing(node.severities, severity)) return { condition: 'severity', wanted: node.severities, actual: severity };
    if (isMissing(node.priorities, priority)) return { condition: 'priority', wanted: node.priorities, actual: priority };
    if (isMissing(node.ownerTeamIds, ownerTeamId)) return { condition: 'owner_team', wanted: node.ownerTeamIds, actual: ownerTeamId };
    return undefined;
  };
}

/** An empty list wants nothing. */
function isMissing<Item>(wanted: readonly Item[], actual: Item | null): boolean {
  return wanted.length > 0 && (actual === null || !wanted.includes(actual));
}
