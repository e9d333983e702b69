import type { Decision, Labels } from '#contracts/words';

/** What of an alert tells its rule. */
export type RuledAlert = { labels: Labels; expression: string | null; generatorUrl: string | null };

/** A rule that bears the alert's name. */
export type CandidateRule = { id: string; query: string; labels: Labels; /** Address of the server that it was read from. */ url: string | null };

export type MatchReason =
  | 'only_rule'
  | 'same_expression'
  | 'same_query_everywhere'
  | 'told_by_origin'
  | 'no_rule_of_this_name'
  | 'labels_differ'
  | 'expression_differs'
  | 'ambiguous';

export type RuleMatch<Rule extends CandidateRule = CandidateRule> = { rule: Rule | null; decision: Decision<MatchReason> };

/**
 * Which of the rules that bear an alert's name it came from. A rule's static labels are on all of its alerts, so one whose labels the alert does not have
 * is not its rule. Where rules with different queries are left, the server that the alert's link names decides; where that does not, nothing
 * is guessed. Pure.
 */
export function matchRule<Rule extends CandidateRule>(alert: RuledAlert, candidates: readonly Rule[]): RuleMatch<Rule> {
  const fitting = candidates.filter(({ labels }) => hasLabels(alert.labels, labels));
  const facts = { rules: candidates.length, fitting: fitting.length };
  const none = (reason: MatchReason): RuleMatch<Rule> => ({ rule: null, decision: { reason, facts } });
  if (candidates.length === 0) return none('no_rule_of_this_name');
  if (fitting.length === 0) return none('labels_differ');

  const [only, ...more] = fitting;
  const { expression } = alert;
  const settle = (rules: readonly Rule[], reason: MatchReason): RuleMatch<Rule> | null =>
    rules[0] !== undefined && new Set(rules.map(({ query }) => query)).size === 1
      ? { rule: closest(alert, rules), decision: { reason, facts } }
      : null;
  if (expression !== null) {
    return (
      settle(
        fitting.filter(({ query }) => sameQuery(query, expression)),
        'same_expression',
      ) ?? none('expression_differs')
    );
  }
  if (only !== undefined && more.length === 0) return { rule: only, decision: { reason: 'only_rule', facts } };
  return (
    settle(fitting, 'same_query_everywhere') ??
    settle(
      fitting.filter((rule) => isOrigin(alert, rule)),
      'told_by_origin',
    ) ??
    none('ambiguous')
  );
}

/** Whether the alert has every static label of the rule; where the rule has a template, any value will do. */
function hasLabels(alert: Labels, rule: Labels): boolean {
  return Object.entries(rule).every(([name, value]) => Object.hasOwn(alert, name) && (value.includes('{{') || alert[name] === value));
}

/** Of rules that say the same, the one at the server that the alert came from, else the first. */
function closest<Rule extends CandidateRule>(alert: RuledAlert, rules: readonly Rule[]): Rule | null {
  return rules.find((rule) => isOrigin(alert, rule)) ?? rules[0] ?? null;
}

function isOrigin({ generatorUrl }: RuledAlert, { url }: CandidateRule): boolean {
  return generatorUrl !== null && url !== null && URL.parse(generatorUrl)?.origin === new URL(url).origin;
}

/** Servers print a query anew, with their own spaces. */
function sameQuery(one: string, other: string): boolean {
  return one === other || one.replaceAll(/\s+/g, '') === other.replaceAll(/\s+/g, '');
}
