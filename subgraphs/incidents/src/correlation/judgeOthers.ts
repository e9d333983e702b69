import { findUnheld } from '#contracts/matcher';
import type { LineagePath } from '#graph/querying/reachNearby';
import type { Incident } from '#prisma/generated/client';
import { labelsOf } from '../incident/incidentFacts.ts';
import type { LiveRule } from './correlationRule.ts';
import { judgePair, type Verdict } from './judgePair.ts';
import type { KnownPair } from './readPairs.ts';

/** What a pair has in common, as it is kept and shown. `path` leads from the older's resource to the younger's. */
export type Evidence = { gapSeconds: number; labels: { name: string; value: string }[]; hops: number | null; path: LineagePath | null };

/** One rule's word on a pair. */
export type Decided = Omit<KnownPair, 'pair'> & { rule: LiveRule; verdict: Verdict };

/** A pair that a rule found to be the same problem. */
export type Match = Decided & { evidence: Evidence };

/** The rules that have a say on an incident: those whose matchers it meets. */
export function rulesFor(rules: readonly LiveRule[], { labels }: Pick<Incident, 'labels'>): LiveRule[] {
  return rules.filter(({ matchers }) => findUnheld(matchers, labelsOf(labels)) === undefined);
}

/** Asks the rules about each pair in their order, until one holds. Pure. */
export function judgeOthers(rules: readonly LiveRule[], pairs: readonly KnownPair[]): Decided[] {
  return pairs.flatMap(({ pair, ...known }) => {
    const decided: Decided[] = [];
    for (const rule of rules) {
      const verdict = judgePair(rule, pair);
      decided.push({ ...known, rule, verdict });
      if (verdict.reason === 'matched') break;
    }
    return decided;
  });
}

/** The pairs that a rule holds for, the best first: by the order of the rules, then the nearest, then with the oldest. */
export function rankMatches(rules: readonly LiveRule[], decided: readonly Decided[]): Match[] {
  return decided
    .filter(({ verdict }) => verdict.reason === 'matched')
    .map((each): Match => ({ ...each, evidence: evidenceOf(each) }))
    .toSorted(
      (one, other) =>
        rules.indexOf(one.rule) - rules.indexOf(other.rule) ||
        hopsOf(one) - hopsOf(other) ||
        one.older.openedAt.getTime() - other.older.openedAt.getTime() ||
        one.other.number - other.other.number,
    );
}

function evidenceOf({ verdict, path, rule }: Decided): Evidence {
  const { gapSeconds, labels, hops } = verdict.facts as Omit<Evidence, 'path'>;
  return { gapSeconds, labels, hops, path: rule.mostHops === null ? null : path };
}

/** What was not asked is further than everything that was. */
const hopsOf = ({ evidence }: Match): number => evidence.hops ?? 1_000;
