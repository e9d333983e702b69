import { findUnheld, formatMatcher } from '#contracts/matcher';
import type { Labels } from '#contracts/words';
import type { LiveRule } from './correlationRule.ts';

/** What is known of two incidents when a rule is asked whether they are the same problem. Times in ms. */
export type Pair = {
  older: { labels: Labels; openedAt: number; /** When an alert last joined it before the younger was opened. */ joinedAt: number | null };
  younger: { labels: Labels; openedAt: number };
  /** Whether the same people see both: a private incident has nothing to do with what others see. */
  sharesViewers: boolean;
  /** What was said of the pair before. */
  memory: 'DISMISSED' | 'UNDONE' | 'SPLIT' | null;
  lineage: Lineage;
};

/**
 * How far the nearest resources of the two are apart. UNKNOWN: one of them has no known resource. APART: nothing leads from one to the other within the furthest
 * that was looked, unless the search was cut.
 */
export type Lineage = { kind: 'UNKNOWN' } | { kind: 'APART'; truncated: boolean } | { kind: 'NEAR'; hops: number };

/** Why a pair is not the same problem by a rule, or that it is. */
export const verdictReasons = [
  'matched',
  'viewers_differ',
  'dismissed_before',
  'undone_before',
  'split_before',
  'matchers_differ',
  'outside_window',
  'label_missing',
  'label_differs',
  'no_resources',
  'no_path',
  'too_far',
  'search_cut',
  'cluster_full',
  'another_is_nearer',
] as const;
export type VerdictReason = (typeof verdictReasons)[number];

export type Verdict = { reason: VerdictReason; facts: Record<string, unknown> };

const remembered = { DISMISSED: 'dismissed_before', UNDONE: 'undone_before', SPLIT: 'split_before' } as const;

/** Whether two incidents are the same problem by a rule: the first thing that speaks against it, or `matched` with what the two share. Pure. */
export function judgePair(rule: LiveRule, pair: Pair): Verdict {
  const { older, younger, lineage } = pair;
  if (!pair.sharesViewers) return { reason: 'viewers_differ', facts: {} };
  if (pair.memory) return { reason: remembered[pair.memory], facts: {} };
  const unheld = findUnheld(rule.matchers, older.labels) ?? findUnheld(rule.matchers, younger.labels);
  if (unheld) return { reason: 'matchers_differ', facts: { matcher: formatMatcher(unheld) } };

  const gapSeconds = gapOf(pair);
  if (gapSeconds > rule.windowMinutes * 60) return { reason: 'outside_window', facts: { gapSeconds, windowMinutes: rule.windowMinutes } };

  const shared: { name: string; value: string }[] = [];
  for (const name of rule.labels) {
    const [one, other] = [ownValue(older.labels, name), ownValue(younger.labels, name)];
    if (one === undefined || other === undefined) return { reason: 'label_missing', facts: { label: name } };
    if (one !== other) return { reason: 'label_differs', facts: { label: name, values: [one, other] } };
    shared.push({ name, value: one });
  }

  const matched = { gapSeconds, labels: shared };
  if (rule.mostHops === null) return { reason: 'matched', facts: { ...matched, hops: null } };
  if (lineage.kind === 'UNKNOWN') return { reason: 'no_resources', facts: { gapSeconds, labels: shared } };
  if (lineage.kind === 'APART') return { reason: lineage.truncated ? 'search_cut' : 'no_path', facts: { mostHops: rule.mostHops } };
  if (lineage.hops > rule.mostHops) return { reason: 'too_far', facts: { hops: lineage.hops, mostHops: rule.mostHops } };
  return { reason: 'matched', facts: { ...matched, hops: lineage.hops } };
}

/** Seconds between the younger's opening and when the older was opened or last joined by an alert, whichever is later. */
export function gapOf({ older, younger }: Pick<Pair, 'older' | 'younger'>): number {
  return Math.max(0, Math.round((younger.openedAt - Math.max(older.openedAt, older.joinedAt ?? 0)) / 1_000));
}

/** An empty value says as little as a missing label. */
function ownValue(labels: Labels, name: string): string | undefined {
  return (Object.hasOwn(labels, name) && labels[name]) || undefined;
}
