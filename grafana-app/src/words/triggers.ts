import { t } from '@grafana/i18n';
import type { HookSigning, MissedFirings, TriggerKind } from '../api/generated/graphql';
import { decisionWords } from './decisions';
import type { Look } from './incidents';
import { plain } from './plain';

export function triggerKindLook(kind: TriggerKind): Pick<Look, 'text' | 'icon'> {
  switch (kind) {
    case 'EVENT':
      return { text: t('trigger.kind.event', 'Event'), icon: 'bolt' };
    case 'SCHEDULE':
      return { text: t('trigger.kind.schedule', 'Schedule'), icon: 'clock-nine' };
    case 'WEBHOOK':
      return { text: t('trigger.kind.webhook', 'Webhook'), icon: 'link' };
    default:
      return kind satisfies never;
  }
}

export function signingWords(signing: HookSigning): string {
  switch (signing) {
    case 'STANDARD':
      return t('trigger.signing.standard', 'Standard Webhooks');
    case 'GITHUB':
      return t('trigger.signing.github', 'GitHub');
    default:
      return signing satisfies never;
  }
}

export function missedWords(missed: MissedFirings): string {
  switch (missed) {
    case 'ONCE':
      return t('trigger.missed.once', 'Make up for them once');
    case 'SKIP':
      return t('trigger.missed.skip', 'Let them pass');
    default:
      return missed satisfies never;
  }
}

/** What happened, in words; an event that this version does not know is shown as it is called. */
export function eventWords(name: string): string {
  return (events[name] ?? (() => name))();
}

const events: Record<string, () => string> = {
  'incident.opened': () => t('trigger.event.opened', 'An incident is opened'),
  'incident.flushed': () => t('trigger.event.flushed', 'An incident is announced'),
  'incident.quieted': () => t('trigger.event.quieted', 'An incident becomes quiet'),
  'incident.acknowledged': () => t('trigger.event.acknowledged', 'An incident is acknowledged'),
  'incident.unacknowledged': () => t('trigger.event.unacknowledged', 'Nobody has an incident any more'),
  'incident.snoozed': () => t('trigger.event.snoozed', 'An incident is snoozed'),
  'incident.woken': () => t('trigger.event.woken', 'An incident wakes up'),
  'incident.merged': () => t('trigger.event.merged', 'An incident is merged into another'),
  'incident.unmerged': () => t('trigger.event.unmerged', 'A merge is taken back'),
  'incident.severitySet': () => t('trigger.event.severitySet', 'The severity of an incident is changed'),
  'incident.prioritySet': () => t('trigger.event.prioritySet', 'The priority of an incident is changed'),
  'incident.ownerSet': () => t('trigger.event.ownerSet', 'An incident is given to a team'),
  'incident.assigned': () => t('trigger.event.assigned', 'An incident is assigned'),
  'incident.updatePosted': () => t('trigger.event.updatePosted', 'A status update is posted'),
  'incident.resolved': () => t('trigger.event.resolved', 'An incident is resolved'),
  'incident.slaBreached': () => t('trigger.event.slaBreached', 'A deadline of an incident is missed'),
  'silence.ending': () => t('trigger.event.silenceEnding', 'A silence is about to end'),
  'audit.found': () => t('trigger.event.auditFound', 'The auditor finds something that stands still'),
  'delivery.finished': () => t('trigger.event.deliveryFinished', 'A notice is delivered, or fails'),
  'shift.began': () => t('trigger.event.shiftBegan', 'A shift begins'),
  'shift.ended': () => t('trigger.event.shiftEnded', 'A shift ends'),
  'run.finished': () => t('trigger.event.runFinished', 'A run of a playbook ends'),
  'insight.found': () => t('trigger.event.insightFound', 'An analysis of an incident is there'),
  'schedule.fired': () => t('trigger.event.scheduleFired', 'Its time came'),
  'webhook.received': () => t('trigger.event.webhookReceived', 'It was called'),
};

/** Why a trigger did, or did not, what it is for. */
export function triggerReasonWords(reason: string): string {
  return (reasons[reason] ?? (() => decisionWords(reason)))();
}

const reasons: Record<string, () => string> = {
  matched: () => t('trigger.reason.matched', 'Everything that it asks for holds'),
  not_matched: () => t('trigger.reason.notMatched', 'A label of the incident is another'),
  condition_false: () => t('trigger.reason.conditionFalse', 'A part of its condition is false'),
  condition_no_value: () => t('trigger.reason.conditionNoValue', 'A part of its condition has no value'),
  no_incident: () => t('trigger.reason.noIncident', 'It asks for labels, and the event is about no incident'),
  invalid_trigger: () => t('trigger.reason.invalid', 'It cannot be read'),
  trigger_disabled: () => t('trigger.reason.disabled', 'It was off'),
  firing_missed: () => t('trigger.reason.firingMissed', 'Its time had passed, and it lets such times pass'),
  loop: () => t('trigger.reason.loop', 'Its playbook would follow out of itself'),
  chain_too_deep: () => t('trigger.reason.chainTooDeep', 'Too many runs have led to this one'),
  too_often_for_incident: () => t('trigger.reason.tooOften', 'It started too often for this incident within an hour'),
  input_no_value: () => t('trigger.reason.inputNoValue', 'An input of the playbook has no value'),
};

/** A value that a condition saw, as it would be written there. */
export function seenValue({ value, missing }: { value?: unknown; missing?: boolean }): string {
  return missing ? t('trigger.seen.missing', 'not there') : JSON.stringify(value);
}

/** When a trigger fires, in a line. */
export function triggerWhen(trigger: {
  kind: TriggerKind;
  event?: string | null;
  cron?: string | null;
  timeZone?: string | null;
  signing?: HookSigning | null;
}): string {
  switch (trigger.kind) {
    case 'EVENT':
      return eventWords(trigger.event ?? '');
    case 'SCHEDULE':
      return t('trigger.when.schedule', '{{cron}} in {{zone}}', {
        ...plain,
        cron: trigger.cron ?? '',
        zone: trigger.timeZone ?? '',
      });
    case 'WEBHOOK':
      return t('trigger.when.webhook', 'A call signed as {{signing}}', {
        ...plain,
        signing: signingWords(trigger.signing ?? 'STANDARD'),
      });
    default:
      return trigger.kind satisfies never;
  }
}
