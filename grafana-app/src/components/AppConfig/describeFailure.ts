import { isFetchError } from '@grafana/runtime';
import { t } from '@grafana/i18n';
import { asRecord } from './finding';
import { plain } from '../../words/plain';

/** Why a request to Grafana's own API failed, in one sentence for the person who made it. */
export function describeFailure(error: unknown): string {
  if (isFetchError<unknown>(error)) {
    const { message } = asRecord(error.data);
    return typeof message === 'string' && message !== ''
      ? message
      : t('config.failure.status', 'Grafana answered {{status}} {{text}}.', {
          ...plain,
          status: error.status,
          text: error.statusText ?? '',
        });
  }
  return error instanceof Error ? error.message : String(error);
}
