import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { ChainStepFragment, EscalationStepKind, PolicyTells } from '../api/generated/graphql';
import { asRecord } from '../api/errors';
import { language } from '../api/language';
import { formatSpan } from '../time/formatSpan';
import { plain } from './plain';

/** Names of what steps refer to, by id. */
export type Names = ReadonlyMap<string, string>;

const named = (names: Names, id: string | null | undefined): string =>
  id == null ? '?' : (names.get(id) ?? id.slice(0, 8));

export const stepKinds = [
  'ON_CALL',
  'PERSONS',
  'TEAM',
  'ROUND_ROBIN',
  'CHANNEL',
  'EVERY_CHANNEL',
  'WAIT',
  'REPEAT',
  'PLAYBOOK',
  'RESOLVE',
] as const satisfies readonly EscalationStepKind[];

export const stepIcons: Record<EscalationStepKind, IconName> = {
  ON_CALL: 'calendar-alt',
  PERSONS: 'user',
  TEAM: 'users-alt',
  ROUND_ROBIN: 'sync',
  CHANNEL: 'comment-alt',
  EVERY_CHANNEL: 'comments-alt',
  WAIT: 'clock-nine',
  REPEAT: 'repeat',
  PLAYBOOK: 'play',
  RESOLVE: 'check-circle',
};

export function stepKindWords(kind: EscalationStepKind): string {
  switch (kind) {
    case 'ON_CALL':
      return t('chain.kind.onCall', 'Tell who is on call');
    case 'PERSONS':
      return t('chain.kind.persons', 'Tell people');
    case 'TEAM':
      return t('chain.kind.team', 'Tell a team');
    case 'ROUND_ROBIN':
      return t('chain.kind.roundRobin', 'Tell one of them, in turn');
    case 'CHANNEL':
      return t('chain.kind.channel', 'Tell a channel');
    case 'EVERY_CHANNEL':
      return t('chain.kind.everyChannel', 'Tell every channel');
    case 'WAIT':
      return t('chain.kind.wait', 'Wait for an answer');
    case 'REPEAT':
      return t('chain.kind.repeat', 'Begin again');
    case 'PLAYBOOK':
      return t('chain.kind.playbook', 'Start a playbook');
    case 'RESOLVE':
      return t('chain.kind.resolve', 'Resolve the incident');
    default:
      return kind satisfies never;
  }
}

/** A step in one line, with the names of whom it tells. */
export function stepWords(step: ChainStepFragment, names: Names): string {
  const { kind } = step;
  const people = step.personIds.map((id) => named(names, id)).join(', ');
  switch (kind) {
    case 'ON_CALL':
      return t('chain.step.onCall', 'Tell who is on call in {{name}}', {
        ...plain,
        name: named(names, step.scheduleId),
      });
    case 'PERSONS':
      return t('chain.step.persons', 'Tell {{people}}', { ...plain, people });
    case 'TEAM':
      return t('chain.step.team', 'Tell everybody in {{name}}', { ...plain, name: named(names, step.teamId) });
    case 'ROUND_ROBIN':
      return t('chain.step.roundRobin', 'Tell one of {{people}}, in turn', {
        ...plain,
        people: step.teamId ? named(names, step.teamId) : people,
      });
    case 'CHANNEL':
      return t('chain.step.channel', 'Tell the channel {{name}}', { ...plain, name: named(names, step.channelId) });
    case 'WAIT':
      return t('chain.step.wait', 'Wait {{span}} for an answer', {
        ...plain,
        span: formatSpan((step.seconds ?? 0) * 1000, language()),
      });
    case 'REPEAT':
      return t('chain.step.repeat', 'Begin again, {{count}} times', {
        count: step.times ?? 0,
        defaultValue_one: 'Begin again, once',
        defaultValue_other: 'Begin again, {{count}} times',
      });
    case 'EVERY_CHANNEL':
    case 'PLAYBOOK':
    case 'RESOLVE':
      return stepKindWords(kind);
    default:
      return kind satisfies never;
  }
}

/** When a step is done only: one line each. */
export function conditionWords({
  onlySeverities,
  onlyAlerts,
  onlyHours,
  importance,
  waitsForSomebody,
}: ChainStepFragment): string[] {
  return [
    onlySeverities.length > 0 &&
      t('chain.only.severities', 'only {{list}}', { ...plain, list: onlySeverities.join(', ') }),
    onlyAlerts &&
      t('chain.only.alerts', 'only with {{alerts}} alerts in {{minutes}} min', {
        ...plain,
        alerts: onlyAlerts.count,
        minutes: onlyAlerts.minutes,
      }),
    onlyHours &&
      t('chain.only.hours', 'only {{from}}–{{to}} where they are', {
        ...plain,
        from: onlyHours.from,
        to: onlyHours.to,
      }),
    importance === 'IMPORTANT' && t('chain.important', 'by their rules for what is important'),
    importance === 'DEFAULT' && t('chain.default', 'by their usual rules'),
    waitsForSomebody && t('chain.waits', 'waits until somebody is on call'),
  ].filter((words): words is string => typeof words === 'string');
}

export function tellsWords(tells: PolicyTells, chainName: string | undefined): string {
  switch (tells) {
    case 'CHAIN':
      return chainName ?? t('policy.tells.chain', 'By a chain');
    case 'EVERY_CHANNEL':
      return t('policy.tells.everyChannel', 'Every channel at once');
    case 'NOBODY':
      return t('policy.tells.nobody', 'Nobody');
    default:
      return tells satisfies never;
  }
}

/** Why something was, or would be, decided. */
export function reasonWords(reason: string, rawFacts?: unknown): string {
  const facts = asRecord(rawFacts);
  const words: Record<string, () => string> = {
    told: () => t('escalation.told', 'Told'),
    rule: () => t('escalation.rule', 'By their rules'),
    after_quiet_hours: () => t('escalation.afterQuietHours', 'Once their quiet hours are over'),
    digest: () => t('escalation.digest', 'In their digest'),
    no_rules: () => t('escalation.noRules', 'By e-mail: they have no rules'),
    no_usable_contact: () =>
      t('escalation.noUsableContact', 'By e-mail: none of the contacts in their rules can be used'),
    way_failed: () => t('escalation.wayFailed', 'At once: the way before failed for good'),
    no_way_to_reach: () => t('escalation.noWay', 'There is no way to reach them'),
    contact_gone: () => t('escalation.contactGone', 'Not told: this contact is gone'),
    nobody_reachable: () => t('escalation.nobodyReachable', 'Nobody could be reached'),
    nobody_on_call: () => t('escalation.nobodyOnCall', 'Nobody is on call'),
    waits_for_somebody_on_call: () => t('escalation.waitsOnCall', 'Waits until somebody is on call'),
    schedule_gone: () => t('escalation.scheduleGone', 'The schedule is not there any more'),
    nobody_named: () => t('escalation.nobodyNamed', 'Nobody is in it'),
    nobody_left: () => t('escalation.nobodyLeft', 'Nobody of them is to be told now'),
    outside_hours: () => t('escalation.outsideHours', 'Outside the hours, where they are'),
    unknown_person: () => t('escalation.unknownPerson', 'Not known any more'),
    channel_off: () => t('escalation.channelOff', 'The channel is off'),
    other_severity: () => t('escalation.otherSeverity', 'Skipped: of another severity'),
    too_few_alerts: () =>
      t('escalation.tooFewAlerts', 'Skipped: {{alerts}} alerts are too few', {
        ...plain,
        alerts: String(facts['alerts'] ?? ''),
      }),
    waits: () => t('escalation.waits', 'Waits for an answer'),
    begins: () => t('escalation.begins', 'Begins'),
    nobody_was_told: () => t('escalation.nobodyWasTold', 'Not waited: nobody was told'),
    begins_again: () => t('escalation.beginsAgain', 'Begins again'),
    repeated_enough: () => t('escalation.repeatedEnough', 'Repeated often enough'),
    asked_for_playbook: () => t('escalation.playbook', 'The playbook is started'),
    asked_to_resolve: () => t('escalation.resolve', 'The incident is resolved'),
    chain_exhausted: () => t('escalation.exhausted', 'At its end: everybody was told and nobody answered'),
    reminders_exhausted: () => t('escalation.remindersExhausted', 'At its end: nobody answered the reminders'),
    reminds: () => t('escalation.reminds', 'Begins again later, while nobody answers'),
    policy_says_nobody: () => t('escalation.policySaysNobody', 'The policy tells nobody'),
    first_notification: () => t('escalation.cause.first', 'The incident was announced'),
    new_alerts_in_group: () => t('escalation.cause.newAlerts', 'New alerts joined it'),
    some_alerts_resolved: () => t('escalation.cause.someResolved', 'Some of its alerts ended'),
    quiet_ended: () => t('escalation.cause.quietEnded', 'Its quiet ended'),
    unacknowledged: () => t('escalation.cause.unacknowledged', 'Nobody has it any more'),
    woken: () => t('escalation.cause.woken', 'It was woken'),
    run_failed: () => t('escalation.cause.runFailed', 'A playbook for it failed'),
    unmerged: () => t('escalation.cause.unmerged', 'Its merge was undone'),
    resumed: () => t('escalation.cause.resumed', 'It goes on'),
    asked: () => t('escalation.cause.asked', 'Somebody asked for it'),
    found_without_next_step: () => t('escalation.cause.found', 'The auditor found that nobody was being told'),
    severity_set: () => t('escalation.cause.severity', 'Its severity was changed'),
    priority_set: () => t('escalation.cause.priority', 'Its priority was changed'),
    owner_set: () => t('escalation.cause.owner', 'Its owner was changed'),
    superseded: () => t('escalation.stop.superseded', 'The policy says otherwise since the incident was changed'),
    acknowledged: () => t('escalation.stop.acknowledged', 'Somebody has it'),
    resolved: () => t('escalation.stop.resolved', 'It is resolved'),
    merged: () => t('escalation.stop.merged', 'It was merged into another'),
    snoozed: () => t('escalation.stop.snoozed', 'It sleeps'),
    quiet: () => t('escalation.stop.quiet', 'It is quiet'),
    stopped_by_hand: () => t('escalation.stop.byHand', 'Somebody stopped it'),
    restarted: () => t('escalation.stop.restarted', 'It was begun anew'),
  };
  return words[reason]?.() ?? reason;
}
