import { t } from '@grafana/i18n';
import type { DeliveryStatus, RunStatus } from '../api/generated/graphql';
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

export function runStatusLook(status: RunStatus): Look {
  switch (status) {
    case 'QUEUED':
      return { text: t('runStatus.queued', 'Queued'), icon: 'hourglass', color: 'blue' };
    case 'RUNNING':
      return { text: t('runStatus.running', 'Running'), icon: 'sync', color: 'blue' };
    case 'SUCCEEDED':
      return { text: t('runStatus.succeeded', 'Succeeded'), icon: 'check-circle', color: 'green' };
    case 'FAILED':
      return { text: t('runStatus.failed', 'Failed'), icon: 'times-circle', color: 'red' };
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
