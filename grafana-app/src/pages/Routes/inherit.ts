import { type DraftNode } from './draft';
import { list } from '../../tree/draftTree';

/** What holds at a node: its own word, else that of the nearest node above that has one. */
export interface Holding {
  ownerTeamId: string | null;
  groupBy: string[];
  groupWaitMs: number;
  groupIntervalMs: number;
  repeatIntervalMs: number;
}

/** What a root that says nothing has: Alertmanager's defaults, as the platform takes them. */
const standard: Holding = {
  ownerTeamId: null,
  groupBy: [],
  groupWaitMs: 30_000,
  groupIntervalMs: 300_000,
  repeatIntervalMs: 14_400_000,
};

/** What holds at each node, by key: of a draft the platform has not seen yet too. */
export function inherit(root: DraftNode): Map<string, Holding> {
  const holdings = new Map<string, Holding>();
  for (const { node, parent } of list(root)) {
    const above = (parent && holdings.get(parent.key)) ?? standard;
    holdings.set(node.key, {
      ownerTeamId: node.ownerTeamId ?? above.ownerTeamId,
      groupBy: node.groupBy ?? above.groupBy,
      groupWaitMs: node.groupWaitMs ?? above.groupWaitMs,
      groupIntervalMs: node.groupIntervalMs ?? above.groupIntervalMs,
      repeatIntervalMs: node.repeatIntervalMs ?? above.repeatIntervalMs,
    });
  }
  return holdings;
}
