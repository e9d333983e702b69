import { t } from '@grafana/i18n';
import { readable } from './outcomes';

/** Why the platform decided as it did, in words. A reason this version does not know is shown as the machine's word. */
export function decisionWords(reason: string): string {
  return (reasons[reason] ?? (() => readable(reason)))();
}

const reasons: Record<string, () => string> = {
  first_of_group: () => t('decision.firstOfGroup', 'First alert of its group'),
  group_fired_again: () => t('decision.groupFiredAgain', 'Its group fired again after it was resolved'),
  opened_by_hand: () => t('decision.openedByHand', 'Opened by hand'),
  split_off: () => t('decision.splitOff', 'Split off another incident'),
  new_alert: () => t('decision.newAlert', 'New alert'),
  fired_again: () => t('decision.firedAgain', 'Fired again'),
  resolved: () => t('decision.resolved', 'Resolved'),
  resolved_unseen: () => t('decision.resolvedUnseen', 'Resolved before it was seen firing'),
  severity_changed: () => t('decision.severityChanged', 'Changed its severity'),
  expired_at_source: () => t('decision.expiredAtSource', 'Ended: its source did not send it again in time'),
  began_flapping: () => t('decision.beganFlapping', 'Flaps from now on: its incident does not follow'),
  flapping: () => t('decision.flapping', 'Flaps: its incident does not follow'),
  calm_and_resolved: () => t('decision.calmAndResolved', 'Calm after it flapped, and ended'),
  calm_and_firing: () => t('decision.calmAndFiring', 'Calm after it flapped, and fires'),
  calm_and_firing_anew: () => t('decision.calmAndFiringAnew', 'Calm after it flapped, and fires in a new incident'),
  late_resolve: () => t('decision.lateResolve', 'Resolved late: a newer firing stands'),
  late_firing: () => t('decision.lateFiring', 'Came late: it is over already'),
  only_rule: () => t('decision.onlyRule', 'The only rule that fits'),
  same_expression: () => t('decision.sameExpression', 'The rule with its expression'),
  same_query_everywhere: () => t('decision.sameQuery', 'Every rule that fits asks the same'),
  told_by_origin: () => t('decision.toldByOrigin', 'Its link names the server of the rule'),
  labels_differ: () => t('decision.labelsDiffer', 'Rules of this name have labels that the alert does not have'),
  expression_differs: () => t('decision.expressionDiffers', 'No rule of this name has its expression'),
  ambiguous: () => t('decision.ambiguous', 'Several rules fit, and nothing tells which it was'),
  repeat: () => t('decision.repeat', 'Repeat'),
  matched: () => t('decision.matched', 'all matchers hold'),
  not_matched: () => t('decision.notMatched', 'a matcher does not hold'),
  invalid_matcher: () => t('decision.invalidMatcher', 'a matcher cannot be read'),
};
