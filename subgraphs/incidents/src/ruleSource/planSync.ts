import { digestOf, type SourceRule } from './sourceRule.ts';

/** A rule that is stored of the source. */
export type StoredRule = { id: string; file: string; group: string; name: string; digest: string; isGone: boolean };

/** A rule to store: known ones keep their id. */
export type KeptRule = SourceRule & { id: string; digest: string };

export type SyncPlan = {
  /** Every rule that the source has now, each once. */
  kept: KeptRule[];
  /** Ids among `kept` that were not there before, or had gone. */
  appeared: Set<string>;
  /** Rules that the source had until now. */
  gone: StoredRule[];
};

/** What a source's rules mean for those that are stored of it. Pure but for the ids of new rules, which `newId` gives. */
export function planSync(told: readonly SourceRule[], stored: readonly StoredRule[], newId: () => string): SyncPlan {
  const known = new Map(stored.map((rule) => [keyOf(rule), rule]));
  const kept = new Map<string, KeptRule>();
  const appeared = new Set<string>();
  for (const rule of told) {
    const digest = digestOf(rule);
    const key = keyOf({ ...rule, digest });
    const before = known.get(key);
    const id = kept.get(key)?.id ?? before?.id ?? newId();
    kept.set(key, { ...rule, id, digest });
    if (before === undefined || before.isGone) appeared.add(id);
  }
  return { kept: [...kept.values()], appeared, gone: stored.filter((rule) => !rule.isGone && !kept.has(keyOf(rule))) };
}

/** A rule is known by its place, its name, and its query with its static labels. */
function keyOf({ file, group, name, digest }: Pick<StoredRule, 'file' | 'group' | 'name' | 'digest'>): string {
  return JSON.stringify([file, group, name, digest]);
}
