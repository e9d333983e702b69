import { t } from '@grafana/i18n';
import type { MatcherOperator, SilenceState } from '../api/generated/graphql';
import type { Look } from './incidents';

/** As the list offers them. */
export const silenceStates = [
  'ACTIVE',
  'PENDING',
  'WAITING_APPROVAL',
  'EXPIRED',
  'REJECTED',
] as const satisfies readonly SilenceState[];

export function silenceStateLook(state: SilenceState): Look {
  switch (state) {
    case 'ACTIVE':
      return { text: t('silenceState.active', 'Active'), icon: 'bell-slash', color: 'green' };
    case 'PENDING':
      return { text: t('silenceState.pending', 'Pending'), icon: 'clock-nine', color: 'blue' };
    case 'WAITING_APPROVAL':
      return { text: t('silenceState.waiting', 'Waits for approval'), icon: 'hourglass', color: 'orange' };
    case 'EXPIRED':
      return { text: t('silenceState.expired', 'Expired'), icon: 'history', color: 'text' };
    case 'REJECTED':
      return { text: t('silenceState.rejected', 'Rejected'), icon: 'times-circle', color: 'red' };
    default:
      return state satisfies never;
  }
}

const reasons: Record<string, () => string> = {
  silenced: () => t('quietReason.silenced', 'Silenced'),
  inhibited: () => t('quietReason.inhibited', 'Inhibited'),
  maintenance: () => t('quietReason.maintenance', 'Maintenance'),
  parent_down: () => t('quietReason.parentDown', 'Parent down'),
  mute_time_interval: () => t('quietReason.muteTime', 'Muted at this time'),
  outside_active_time_interval: () => t('quietReason.inactiveTime', 'Outside its active times'),
};

/** Why people are not told, in a word or two; a reason that this version does not know is named as it is. */
export function quietReason(reason: string): string {
  return reasons[reason]?.() ?? reason;
}

/** Alertmanager's signs. */
export const operatorSigns: Record<MatcherOperator, string> = {
  EQUAL: '=',
  NOT_EQUAL: '!=',
  MATCH: '=~',
  NOT_MATCH: '!~',
};

export interface MatcherWords {
  name: string;
  operator: MatcherOperator;
  value: string;
}

/** As Alertmanager writes it, e.g. `severity=~"critical|page"`. */
export function formatMatcher({ name, operator, value }: MatcherWords): string {
  const plain = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name);
  return `${plain ? name : quote(name)}${operatorSigns[operator]}${quote(value)}`;
}

/** Several at once: `{a="b", c!="d"}`; nothing for none. */
export function formatMatchers(matchers: readonly MatcherWords[]): string {
  return matchers.length === 0 ? '' : `{${matchers.map(formatMatcher).join(', ')}}`;
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
