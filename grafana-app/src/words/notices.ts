import { t } from '@grafana/i18n';
import { readable } from './outcomes';
import { plain } from './plain';

/** What a notice tells, in the order in which filters offer them. */
export const noticeEvents = [
  'opened',
  'updated',
  'reminder',
  'acknowledged',
  'unacknowledged',
  'resolved',
  'mentioned',
  'sla_breached',
  'digest',
  'swap_offered',
  'swap_taken',
  'swap_withdrawn',
  'test',
  'verification',
  'approval',
  'automation',
] as const;

/** An event of a notice as a word of its own; one that this version does not know is shown as the machine's word. */
export function noticeEventWords(event: string): string {
  return (events[event] ?? (() => readable(event)))();
}

const events: Record<string, () => string> = {
  opened: () => t('notice.opened', 'Opened'),
  updated: () => t('notice.updated', 'Updated'),
  reminder: () => t('notice.reminder', 'Reminder'),
  acknowledged: () => t('notice.acknowledged', 'Acknowledged'),
  unacknowledged: () => t('notice.unacknowledged', 'Given back'),
  resolved: () => t('notice.resolved', 'Resolved'),
  mentioned: () => t('notice.mentioned', 'Mention'),
  sla_breached: () => t('notice.slaBreached', 'Deadline missed'),
  digest: () => t('notice.digest', 'Digest'),
  swap_offered: () => t('notice.swapOffered', 'Shift offered'),
  swap_taken: () => t('notice.swapTaken', 'Shift taken'),
  swap_withdrawn: () => t('notice.swapWithdrawn', 'Offer of a shift withdrawn'),
  test: () => t('notice.test', 'Test'),
  verification: () => t('notice.verification', 'Code'),
  approval: () => t('notice.approval', 'Approval'),
  automation: () => t('notice.automation', 'From a playbook'),
};

/** Why a notice waits although it is due. */
export function waitsForWords(waitsFor: string): string {
  return (waits[waitsFor] ?? (() => readable(waitsFor)))();
}

const waits: Record<string, () => string> = {
  breaker: () => t('notice.waits.breaker', 'the channel rests after failures'),
  rate: () => t('notice.waits.rate', 'it waits for its turn at the rate of the channel'),
  group: () => t('notice.waits.group', 'it waits to be told together with others'),
};

/** Which rule chose a notice, in words. */
export function noticeCauseWords(cause: {
  reason: string;
  policyName?: string | null;
  chainName?: string | null;
  step?: number | null;
  ruleText?: string | null;
  insteadOf?: string[] | null;
}): string {
  const { reason, policyName, chainName, step, ruleText, insteadOf } = cause;
  const place = [
    policyName,
    chainName,
    step == null ? null : t('notice.step', 'step {{step}}', { step }),
    ruleText,
    insteadOf?.length ? insteadOfWords(insteadOf) : null,
  ].filter((part) => part != null && part !== '');
  return [(causes[reason] ?? (() => readable(reason)))(), ...place].join(' · ');
}

/** In whose place somebody is told. */
export function insteadOfWords(names: string[]): string {
  return t('notice.insteadOf', 'instead of {{names}}', { ...plain, names: names.join(', ') });
}

const causes: Record<string, () => string> = {
  every_channel: () => t('notice.cause.everyChannel', 'Every channel is told'),
  policy: () => t('notice.cause.policy', 'By the policy'),
  escalation_step: () => t('notice.cause.step', 'By the escalation'),
  swap: () => t('notice.cause.swap', 'An offered shift'),
  mention: () => t('notice.cause.mention', 'Mentioned in a note'),
  test: () => t('notice.cause.test', 'A test'),
  grouped: () => t('notice.cause.grouped', 'Many incidents for one destination at once'),
  digest: () => t('notice.cause.digest', 'Mild pages, held for a time of day'),
  resent: () => t('notice.cause.resent', 'Sent again'),
};
