import { findUnheld, formatMatchers } from '#contracts/matcher';
import { type Decision, type Labels, priorities, type Priority, severities, type Severity } from '#contracts/words';
import type { PriorityRule } from './routeDraft.ts';

export type PriorityDecision = Decision<'by_severity' | 'rule_of_route' | 'rule_of_enrichment'> & { priority: Priority };

/** Which incidents come first: as a rule of enrichment says of their alerts, else as the first rule of the route says that fits, else as bad as it is: CRITICAL is P1, INFO is P5. */
export function choosePriority(
  rules: readonly PriorityRule[],
  incident: { severity: Severity; labels: Labels; chosen?: Priority | null },
): PriorityDecision {
  if (incident.chosen) return { priority: incident.chosen, reason: 'rule_of_enrichment', facts: {} };
  const { severity, labels } = incident;
  const rule = rules.find(
    (each) => (each.severities.length === 0 || each.severities.includes(severity)) && findUnheld(each.matchers, labels) === undefined,
  );
  if (rule) {
    return { priority: rule.priority, reason: 'rule_of_route', facts: { severities: rule.severities, rule: formatMatchers(rule.matchers) } };
  }
  return { priority: priorities[severities.indexOf(severity)] ?? 'P5', reason: 'by_severity', facts: { severity } };
}
