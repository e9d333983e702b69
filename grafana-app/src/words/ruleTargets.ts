import { t } from '@grafana/i18n';
import type { RuleDriftState, RulePushState } from '../api/generated/graphql';
import type { Look } from './incidents';
import { readable } from './outcomes';
import { plain } from './plain';
import { syncReasonWords } from './rules';

export function pushLook(state: RulePushState): Look {
  switch (state) {
    case 'NEVER':
      return { text: t('rulePush.never', 'Not pushed yet'), icon: 'question-circle', color: 'text' };
    case 'RUNNING':
      return { text: t('rulePush.running', 'Being pushed'), icon: 'sync', color: 'blue' };
    case 'OK':
      return { text: t('rulePush.ok', 'Pushed'), icon: 'check-circle', color: 'green' };
    case 'FAILED':
      return { text: t('rulePush.failed', 'Not taken'), icon: 'exclamation-circle', color: 'red' };
    default:
      return state satisfies never;
  }
}

export const driftStates = ['SAME', 'DIFFERS', 'MISSING', 'EXTRA'] as const satisfies readonly RuleDriftState[];

export function driftLook(state: RuleDriftState): Look {
  switch (state) {
    case 'SAME':
      return { text: t('ruleDrift.same', 'Same'), icon: 'check-circle', color: 'green' };
    case 'DIFFERS':
      return { text: t('ruleDrift.differs', 'Differs'), icon: 'exclamation-triangle', color: 'orange' };
    case 'MISSING':
      return { text: t('ruleDrift.missing', 'Missing'), icon: 'minus-circle', color: 'red' };
    case 'EXTRA':
      return { text: t('ruleDrift.extra', 'Extra'), icon: 'plus-circle', color: 'purple' };
    default:
      return state satisfies never;
  }
}

/** What came of a push, as a sentence that says what to do; what any server can do wrong is worded as for sources. */
export function pushReasonWords(reason: string): string {
  return (reasons[reason] ?? (() => syncReasonWords(reason)))();
}

const reasons: Record<string, () => string> = {
  pushed: () => t('rulePushReason.pushed', 'It has what it should have.'),
  credentials_refused: () =>
    t('rulePushReason.credentials', 'Grafana does not know the token. Make a new one for its service account.'),
  permission_missing: () =>
    t(
      'rulePushReason.permission',
      'The service account may not write alert rules or folders. Give it the role “Editor”.'
    ),
  not_grafana: () =>
    t('rulePushReason.notGrafana', 'Something answers, but not as Grafana’s alerting does. Check the address.'),
  rules_refused: () => t('rulePushReason.refused', 'Grafana does not take the rules.'),
  foreign_rules_in_group: () =>
    t(
      'rulePushReason.foreign',
      'Somebody else keeps rules in a group of the same name. Choose a folder of its own, or move them.'
    ),
};

/** What of a rule differs, in words. */
export function differenceFieldWords(field: string): string {
  const [kind = '', name] = field.split(/\.(.*)/, 2);
  const words = (fields[kind] ?? (() => readable(kind)))();
  return name ? t('ruleDifference.of', '{{kind}} {{name}}', { ...plain, kind: words, name }) : words;
}

const fields: Record<string, () => string> = {
  name: () => t('ruleDifference.name', 'Name'),
  folder: () => t('ruleDifference.folder', 'Folder'),
  group: () => t('ruleDifference.group', 'Group'),
  query: () => t('ruleDifference.query', 'Expression'),
  datasource: () => t('ruleDifference.datasource', 'Data source'),
  for: () => t('ruleDifference.for', 'Must hold for (s)'),
  keepFiringFor: () => t('ruleDifference.keepFiring', 'Fires on for (s)'),
  paused: () => t('ruleDifference.paused', 'Paused'),
  labels: () => t('ruleDifference.label', 'Label'),
  annotations: () => t('ruleDifference.annotation', 'Annotation'),
};
