import { findUnheld, type Matcher, valueOf } from '#contracts/matcher';
import type { FiringAlert } from '../quiet/quietCause.ts';

/** A rule as it decides. */
export type Inhibition = {
  id: string;
  name: string;
  sourceMatchers: readonly Matcher[];
  targetMatchers: readonly Matcher[];
  equal: readonly string[];
};

/** An alert that fires and may inhibit others. */
export type Source = FiringAlert & { name: string };

/** Rules with the alerts that fire on their source side, ready to be asked many times. */
export type Inhibitor = { findInhibiting(alert: FiringAlert): { rule: Inhibition; source: Source }[] };

/** A rule's sources by their values of `equal`; those that its targets match too apart, since they inhibit none of their kind. */
type Armed = { rule: Inhibition; sources: Map<string, { only: Source | undefined; any: Source }> };

/**
 * As in Alertmanager: while an alert fires that meets a rule's source matchers, alerts that meet its target matchers and have the same values of `equal`, a missing
 * label being empty, are inhibited. An alert that is on both sides is inhibited only by sources that are not. The order of rules and alerts decides nothing.
 */
export function armInhibition(rules: readonly Inhibition[], firing: readonly Source[]): Inhibitor {
  const armed = rules.map((rule): Armed => ({ rule, sources: collect(rule, firing) })).filter(({ sources }) => sources.size > 0);
  return {
    findInhibiting: ({ labels }) =>
      armed.flatMap(({ rule, sources }) => {
        if (findUnheld(rule.targetMatchers, labels) !== undefined) return [];
        const alike = sources.get(keyOf(rule, labels));
        const source = findUnheld(rule.sourceMatchers, labels) === undefined ? alike?.only : alike?.any;
        return source ? [{ rule, source }] : [];
      }),
  };
}

function collect(rule: Inhibition, firing: readonly Source[]): Armed['sources'] {
  const sources: Armed['sources'] = new Map();
  for (const alert of firing) {
    if (findUnheld(rule.sourceMatchers, alert.labels) !== undefined) continue;
    const key = keyOf(rule, alert.labels);
    const isOnly = findUnheld(rule.targetMatchers, alert.labels) !== undefined;
    const known = sources.get(key);
    // The smallest id is named, so that the same one is as long as it fires.
    const smaller = (one: Source | undefined): Source => (one && one.id < alert.id ? one : alert);
    sources.set(key, { any: smaller(known?.any), only: isOnly ? smaller(known?.only) : known?.only });
  }
  return sources;
}

function keyOf({ equal }: Inhibition, labels: FiringAlert['labels']): string {
  return JSON.stringify(equal.map((name) => valueOf(labels, name)));
}
