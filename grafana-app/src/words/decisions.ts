import { t } from '@grafana/i18n';
import { readable } from './outcomes';

/** Why the platform decided as it did, in words. A reason this version does not know is shown as the machine's word. */
export function decisionWords(reason: string): string {
  return (reasons[reason] ?? (() => readable(reason)))();
}

const reasons: Record<string, () => string> = {
  new_group: () => t('decision.newGroup', 'No open incident had this group'),
  joined_open_group: () => t('decision.joinedOpenGroup', 'Its group has an open incident'),
};
