import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import type { RuleDiff, RuleField } from './diffRules';

const MOST_SHOWN = 15;

/** How rules differ from others. */
export function RuleDiffs({ diffs }: { diffs: RuleDiff[] }) {
  const styles = useStyles2(getStyles);
  if (diffs.length === 0) {
    return <div>{t('enrichment.diff.none', 'Nothing differs from what is live.')}</div>;
  }
  const more = diffs.length - MOST_SHOWN;
  return (
    <ul className={styles.list} aria-label={t('enrichment.diff.title', 'Differences')}>
      {diffs.slice(0, MOST_SHOWN).map((diff) => (
        <li key={`${diff.kind} ${diff.key}`} className={styles[diff.kind]}>
          <Icon name={icons[diff.kind]} size="sm" /> <strong>{diff.name}</strong> {words(diff)}
        </li>
      ))}
      {more > 0 && <li>{t('enrichment.diff.more', 'and {{count}} more', { count: more })}</li>}
    </ul>
  );
}

const icons = { added: 'plus', removed: 'minus', changed: 'pen', moved: 'arrows-v' } as const;

function words({ kind, fields }: RuleDiff): string {
  switch (kind) {
    case 'added':
      return t('enrichment.diff.added', 'is new');
    case 'removed':
      return t('enrichment.diff.removed', 'is removed');
    case 'changed':
      return fields.map(fieldName).join(', ');
    case 'moved':
      return t('enrichment.diff.moved', 'has another place');
    default:
      return kind satisfies never;
  }
}

function fieldName(field: RuleField): string {
  switch (field) {
    case 'name':
      return t('enrichment.rule.name', 'Name');
    case 'enabled':
      return t('enrichment.diff.enabled', 'On or off');
    case 'integrationId':
      return t('enrichment.diff.integration', 'Integration');
    case 'matchers':
      return t('enrichment.diff.matchers', 'Label conditions');
    case 'condition':
      return t('enrichment.diff.condition', 'Condition');
    case 'action.kind':
      return t('enrichment.rule.action', 'What it does');
    case 'action.from':
      return t('enrichment.rule.from', 'From');
    case 'action.name':
      return t('enrichment.diff.labelName', 'Name of the label or annotation');
    case 'action.pattern':
      return t('enrichment.rule.pattern', 'Pattern');
    case 'action.expression':
      return t('enrichment.rule.expression', 'Expression');
    case 'action.tableId':
      return t('enrichment.rule.table', 'Table');
    case 'action.keys':
      return t('enrichment.rule.keys', 'Found by');
    case 'action.values':
      return t('enrichment.rule.values', 'Becomes');
    case 'action.target':
      return t('enrichment.diff.target', 'What is set');
    case 'action.value':
      return t('enrichment.diff.value', 'Value');
    case 'action.names':
      return t('enrichment.diff.names', 'Labels');
    case 'action.oldName':
      return t('enrichment.rule.oldName', 'Old name');
    case 'action.newName':
      return t('enrichment.rule.newName', 'New name');
    case 'action.keepsExisting':
      return t('enrichment.rule.keeps', 'Leave labels alone that the alert has already');
    default:
      return field satisfies never;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, overflowWrap: 'anywhere', '& li': { lineHeight: 1.7 } }),
  added: css({ '& svg': { color: theme.colors.success.text } }),
  removed: css({ '& svg': { color: theme.colors.error.text } }),
  changed: css({ '& svg': { color: theme.colors.info.text } }),
  moved: css({ '& svg': { color: theme.colors.info.text } }),
});
