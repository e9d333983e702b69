import type { Drift } from './judgeDrift.ts';

/** What a push has to do: groups to put anew as a whole, and rules to take away. */
export type PushPlan = { kind: 'push'; groups: string[]; remove: string[] } | { kind: 'refused'; reason: 'foreign_rules_in_group'; groups: string[] };

/**
 * Putting a group replaces all of it, so a group in which somebody else keeps rules is left alone and nothing is pushed: a folder of its own settles that.
 * Rules of ours that are not kept any more go, and so do those that are in another group or folder than they should be, before their group is put. Pure.
 */
export function planPush(drift: readonly Drift[]): PushPlan {
  const wanted = new Set(drift.filter(({ state }) => state !== 'EXTRA').map(({ group }) => group));
  const foreign = drift.filter(({ state, isOwn, group }) => state === 'EXTRA' && !isOwn && wanted.has(group)).map(({ group }) => group);
  if (foreign.length > 0) return { kind: 'refused', reason: 'foreign_rules_in_group', groups: [...new Set(foreign)] };
  const moved = drift.filter((each) => each.state === 'DIFFERS' && each.differences.some(({ field }) => field === 'group' || field === 'folder'));
  const gone = drift.filter(({ state, isOwn }) => state === 'EXTRA' && isOwn);
  return {
    kind: 'push',
    groups: [...new Set(drift.filter(({ state }) => state === 'DIFFERS' || state === 'MISSING').map(({ group }) => group))],
    remove: [...gone, ...moved].map(({ uid }) => uid),
  };
}
