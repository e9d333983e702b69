import type { Labels } from '#contracts/words';
import { type Group, group } from '../ingest/group.ts';
import { matchRoutes } from './matchRoutes.ts';
import type { RouteNode } from './plantRoutes.ts';

/** Where an alert goes. */
export type Routed = {
  /** The leaf whose incident it joins. */
  leaf: RouteNode;
  group: Group;
  /** Leaves that it came to before that one, because they continue: whoever announces incidents may tell these too. */
  also: RouteNode[];
};

/**
 * Decides which incident an alert belongs to. In Alertmanager an alert is announced once by each leaf that it comes to; here it is one problem with one
 * owner and one clock, so one leaf makes the incident: the last, at which the walk ended. Those before it said `continue`, "tell
 * me, and go on": most often a catch-all that copies everything to a channel, which must not own what it copies.
 */
export function routeAlert(root: RouteNode, labels: Labels): Routed {
  const leaves = matchRoutes(root, labels);
  const leaf = leaves.at(-1) ?? root;
  return { leaf, group: group(labels, { id: leaf.id, groupBy: leaf.effective.groupBy }), also: leaves.slice(0, -1) };
}
