import { t } from '@grafana/i18n';
import type { DeliveryStatus, RunStatus, RunStepStatus } from '../api/generated/graphql';
import type { Look } from './incidents';

export function deliveryStatusLook(status: DeliveryStatus): Look {
  switch (status) {
    case 'PENDING':
      return { text: t('deliveryStatus.pending', 'Waiting'), icon: 'hourglass', color: 'blue' };
    case 'SENDING':
      return { text: t('deliveryStatus.sending', 'Sending'), icon: 'sync', color: 'blue' };
    case 'DELIVERED':
      return { text: t('deliveryStatus.delivered', 'Delivered'), icon: 'check-circle', color: 'green' };
    case 'FAILED':
      return { text: t('deliveryStatus.failed', 'Failed'), icon: 'times-circle', color: 'red' };
    case 'CANCELLED':
      return { text: t('deliveryStatus.cancelled', 'Cancelled'), icon: 'ban', color: 'text' };
    default:
      return status satisfies never;
  }
}

/** Where a run, or a step of one, stands. */
export function runStatusLook(status: RunStatus | RunStepStatus): Look {
  switch (status) {
    case 'QUEUED':
      return { text: t('runStatus.queued', 'Queued'), icon: 'hourglass', color: 'blue' };
    case 'RUNNING':
      return { text: t('runStatus.running', 'Running'), icon: 'sync', color: 'blue' };
    case 'SUCCEEDED':
      return { text: t('runStatus.succeeded', 'Succeeded'), icon: 'check-circle', color: 'green' };
    case 'FAILED':
      return { text: t('runStatus.failed', 'Failed'), icon: 'times-circle', color: 'red' };
    case 'WAITING_FOR_APPROVAL':
      return { text: t('runStatus.waitingForApproval', 'Waiting for approval'), icon: 'user', color: 'purple' };
    case 'WAITING':
      return { text: t('runStatus.waiting', 'Waiting'), icon: 'hourglass', color: 'blue' };
    case 'VERIFYING':
      return { text: t('runStatus.verifying', 'Verifying'), icon: 'eye', color: 'blue' };
    case 'ROLLING_BACK':
      return { text: t('runStatus.rollingBack', 'Rolling back'), icon: 'history', color: 'orange' };
    case 'CANCELLED':
      return { text: t('runStatus.cancelled', 'Cancelled'), icon: 'ban', color: 'text' };
    case 'SKIPPED':
      return { text: t('runStatus.skipped', 'Skipped'), icon: 'angle-double-right', color: 'text' };
    case 'TIMED_OUT':
      return { text: t('runStatus.timedOut', 'Timed out'), icon: 'clock-nine', color: 'orange' };
    case 'ABANDONED':
      return { text: t('runStatus.abandoned', 'Abandoned'), icon: 'ban', color: 'text' };
    default:
      return status satisfies never;
  }
}

/** A machine's word in a form that can be read: "shared_by_alerts" becomes "shared by alerts". */
export function readable(word: string): string {
  return word.replaceAll('_', ' ').toLowerCase();
}

/** How an attempt or a step ended, in words; what is not known is shown as the machine's word. */
export function outcomeWords(outcome: string): string {
  return (outcomes[outcome] ?? (() => readable(outcome)))();
}

const outcomes: Record<string, () => string> = {
  delivered: () => t('outcome.delivered', 'delivered'),
  timeout: () => t('outcome.timeout', 'no answer in time'),
  connection_refused: () => t('outcome.refused', 'connection refused'),
  connection_reset: () => t('outcome.reset', 'connection broken'),
  unreachable: () => t('outcome.unreachable', 'address unreachable'),
  dns_failed: () => t('outcome.dns', 'name not found'),
  tls_failed: () => t('outcome.tls', 'TLS failed'),
  protocol_error: () => t('outcome.protocol', 'answer not understood'),
  target_refused: () => t('outcome.targetRefused', 'address not allowed'),
  invalid_request: () => t('outcome.invalid', 'request not valid'),
  aborted: () => t('outcome.aborted', 'aborted'),
  unknown_failure: () => t('outcome.unknown', 'unknown failure'),
  worker_lost: () => t('outcome.workerLost', 'the worker was lost'),
  service_busy: () => t('outcome.busy', 'the service is busy'),
  service_refused: () => t('outcome.serviceRefused', 'the service refused it'),
  credentials_refused: () => t('outcome.credentials', 'credentials refused'),
  address_refused: () => t('outcome.address', 'recipient not reachable'),
  message_refused: () => t('outcome.message', 'message refused'),
  encryption_refused: () => t('outcome.encryption', 'no encryption offered'),
  misconfigured: () => t('outcome.misconfigured', 'the channel is not set up completely'),
  attempts_exhausted: () => t('outcome.exhausted', 'tried as often as it is tried'),
  channel_disabled: () => t('outcome.channelOff', 'the channel was switched off'),
  resolved_first: () => t('outcome.resolvedFirst', 'it was over first'),
  acknowledged_first: () => t('outcome.acknowledgedFirst', 'somebody had it first'),
  unacknowledged_first: () => t('outcome.unacknowledgedFirst', 'it was given back first'),
  snoozed: () => t('outcome.snoozed', 'it was put to sleep first'),
  silenced: () => t('outcome.silenced', 'it was silenced first'),
  escalation_stopped: () => t('outcome.escalationStopped', 'the escalation was stopped first'),
  grouped: () => t('outcome.grouped', 'told together with others'),
  merged_first: () => t('outcome.mergedFirst', 'it was merged first'),
  opened_not_delivered: () => t('outcome.neverHeard', 'nobody had heard of it'),
};
