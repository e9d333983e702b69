import { t } from '@grafana/i18n';
import type { EnrichmentActionKind } from '../api/generated/graphql';
import { plain } from './plain';
import { readable } from './outcomes';

/** Every kind of action, in the order in which they are offered. */
export const actionKinds: EnrichmentActionKind[] = [
  'SET',
  'EXTRACT',
  'LOOK_UP',
  'COMPUTE',
  'RENAME_LABEL',
  'DROP_LABELS',
  'DROP_ALERT',
];

export function actionName(kind: EnrichmentActionKind): string {
  switch (kind) {
    case 'SET':
      return t('enrichment.action.set', 'Set a value');
    case 'EXTRACT':
      return t('enrichment.action.extract', 'Extract by a pattern');
    case 'LOOK_UP':
      return t('enrichment.action.lookUp', 'Look up in a table');
    case 'COMPUTE':
      return t('enrichment.action.compute', 'Compute labels');
    case 'RENAME_LABEL':
      return t('enrichment.action.rename', 'Rename a label');
    case 'DROP_LABELS':
      return t('enrichment.action.dropLabels', 'Remove labels');
    case 'DROP_ALERT':
      return t('enrichment.action.dropAlert', 'Drop the alert');
  }
}

/** What a rule made of an alert, or why nothing. */
export function stepWords(reason: string): string {
  return (steps[reason] ?? (() => readable(reason)))();
}

const steps: Record<string, () => string> = {
  applied: () => t('enrichment.step.applied', 'Applied'),
  changed_nothing: () => t('enrichment.step.changedNothing', 'Nothing to change'),
  pattern_not_found: () => t('enrichment.step.patternNotFound', 'The pattern is not there'),
  not_in_table: () => t('enrichment.step.notInTable', 'No row of the table fits'),
  switched_off: () => t('enrichment.step.switchedOff', 'Switched off'),
  other_integration: () => t('enrichment.step.otherIntegration', 'For another integration'),
  matcher_did_not_hold: () => t('enrichment.step.matcher', 'Its matchers do not hold'),
  condition_did_not_hold: () => t('enrichment.step.condition', 'Its condition does not hold'),
  failed: () => t('enrichment.step.failed', 'Failed, and was left out'),
  dropped_by_rule: () => t('enrichment.step.dropped', 'Dropped the alert'),
  alert_was_dropped: () => t('enrichment.step.afterDrop', 'The alert was dropped before'),
};

interface Action {
  kind: EnrichmentActionKind;
  name?: string | null;
  pattern?: string | null;
  expression?: string | null;
  target?: string | null;
  value?: string | null;
  names?: string[] | null;
  oldName?: string | null;
  newName?: string | null;
  tableId?: string | null;
  values?: Array<{ label: string }> | null;
}

/** The action of a rule in one line; machine's words are the same in every language. */
export function describeAction(action: Action, names: { table(id: string): string; team(id: string): string }): string {
  switch (action.kind) {
    case 'SET': {
      const { target, value } = action;
      const constant = target === 'OWNER_TEAM' && value ? names.team(value) : (value ?? '');
      return `${target === 'LABEL' ? action.name : (target ?? '').toLowerCase()} = ${action.expression ?? `"${constant}"`}`;
    }
    case 'EXTRACT':
      return `${action.name ?? ''} ~ ${action.pattern ?? ''}`;
    case 'COMPUTE':
      return action.expression ?? '';
    case 'LOOK_UP':
      return t('enrichment.summary.lookUp', '{{labels}} from {{table}}', {
        ...plain,
        labels: (action.values ?? []).map(({ label }) => label).join(', '),
        table: names.table(action.tableId ?? ''),
      });
    case 'RENAME_LABEL':
      return `${action.oldName ?? ''} → ${action.newName ?? ''}`;
    case 'DROP_LABELS':
      return (action.names ?? []).join(', ');
    case 'DROP_ALERT':
      return t('enrichment.summary.dropAlert', 'counted, its payload kept');
  }
}
