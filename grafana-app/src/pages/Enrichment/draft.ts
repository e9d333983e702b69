import type { EnrichmentRuleFieldsFragment, EnrichmentRuleInput } from '../../api/generated/graphql';

/** A rule as it is edited: without an id until it is saved, with a key for lists. */
export type DraftRule = EnrichmentRuleInput & { key: string };

/** Rules that are being changed, with the version that they were begun from. */
export interface Draft {
  rules: DraftRule[];
  version: number;
}

export function toDraft(rule: EnrichmentRuleFieldsFragment): DraftRule {
  return { ...rule, key: rule.id };
}

export function toInput(rules: readonly DraftRule[]): EnrichmentRuleInput[] {
  return rules.map(({ key: _, ...rule }) => rule);
}

/** Moves a rule by one place. */
export function moved(rules: readonly DraftRule[], at: number, by: -1 | 1): DraftRule[] {
  const next = [...rules];
  const [rule] = next.splice(at, 1);
  if (rule !== undefined) {
    next.splice(at + by, 0, rule);
  }
  return next;
}

let made = 0;

/** A rule that says nothing yet. */
export function newRule(): DraftRule {
  made += 1;
  return {
    key: `new-${made}`,
    name: '',
    enabled: true,
    matchers: [],
    action: { kind: 'SET', target: 'LABEL', name: '', value: '' },
  };
}
