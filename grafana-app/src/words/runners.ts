import { t } from '@grafana/i18n';
import type { RunnerState } from '../api/generated/graphql';
import type { Look } from './incidents';

/** How a runner stands. */
export function runnerStateLook(state: RunnerState): Look {
  switch (state) {
    case 'ONLINE':
      return { text: t('runnerState.online', 'Online'), icon: 'check-circle', color: 'green' };
    case 'OFFLINE':
      return { text: t('runnerState.offline', 'Not heard of'), icon: 'exclamation-triangle', color: 'orange' };
    case 'NEVER_SEEN':
      return { text: t('runnerState.neverSeen', 'Never started'), icon: 'circle', color: 'text' };
    case 'DISABLED':
      return { text: t('runnerState.disabled', 'Switched off'), icon: 'pause', color: 'text' };
    default:
      return state satisfies never;
  }
}
