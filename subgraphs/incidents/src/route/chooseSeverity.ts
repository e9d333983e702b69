import { findUnheld, formatMatchers } from '#contracts/matcher';
import type { Decision, Labels, Severity } from '#contracts/words';
import type { SeverityRule } from './routeDraft.ts';

export type SeverityDecision = Decision<'as_the_alert_says' | 'rule_of_route'> & { severity: Severity };

/** How bad an alert makes its incident: what the first rule of its route says that holds, else what the alert says itself. */
export function chooseSeverity(rules: readonly SeverityRule[], alert: { severity: Severity; labels: Labels }): SeverityDecision {
  const rule = rules.find(({ matchers }) => findUnheld(matchers, alert.labels) === undefined);
  if (!rule) return { severity: alert.severity, reason: 'as_the_alert_says', facts: {} };
  return { severity: rule.severity, reason: 'rule_of_route', facts: { rule: formatMatchers(rule.matchers), alertSays: alert.severity } };
}
