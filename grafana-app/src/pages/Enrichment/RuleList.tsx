import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, IconButton, Stack, Switch, useStyles2 } from '@grafana/ui';
import { useIntegrationName } from '../../components/IntegrationPicker/useIntegrationName';
import { actionName, describeAction } from '../../words/enrichment';
import { plain } from '../../words/plain';
import type { DraftRule } from './draft';
import type { Table } from './LookUpFields';
import type { useProblems } from './useEnrichment';
import { useTeamName } from './useTeamName';

interface Props {
  rules: readonly DraftRule[];
  problems: ReturnType<typeof useProblems>;
  tables: readonly Table[];
  mayManage: boolean;
  onOpen(at: number, rule: DraftRule): void;
  onChange(at: number, rule: DraftRule): void;
  onMove(at: number, by: -1 | 1): void;
  onRemove(at: number): void;
}

/** The rules in the order in which they are followed. */
export function RuleList({ rules, problems, tables, mayManage, onOpen, onChange, onMove, onRemove }: Props) {
  const styles = useStyles2(getStyles);
  const teamName = useTeamName();
  const names = {
    table: (id: string) => tables.find((table) => table.id === id)?.name ?? id,
    team: teamName,
  };
  return (
    <ol className={styles.list} aria-label={t('enrichment.tab.rules', 'Rules')}>
      {rules.map((rule, at) => (
        <li key={rule.key} className={styles.row}>
          <span className={styles.number}>{at + 1}</span>
          <div className={styles.text}>
            <button type="button" className={styles.name} onClick={() => onOpen(at, rule)}>
              {rule.name || t('enrichment.rule.new', 'New rule')}
            </button>
            <div className={styles.detail}>
              <Badge
                color={rule.action.kind === 'DROP_ALERT' ? 'orange' : 'blue'}
                text={actionName(rule.action.kind)}
              />
              <code className={styles.code}>{describeAction(rule.action, names)}</code>
            </div>
            <div className={styles.condition}>
              <Scope integrationId={rule.integrationId} />
              {[...(rule.matchers ?? []), ...(rule.condition ? [rule.condition] : [])].join(', ') ||
                t('enrichment.rules.every', 'every alert')}
            </div>
            {problems
              .filter((problem) => problem.at === at)
              .map((problem) => (
                <div key={problem.field + problem.message} role="alert" className={styles.wrong}>
                  {problem.message}
                </div>
              ))}
          </div>
          <Switch
            aria-label={t('enrichment.rules.enabled', 'Switch {{rule}} on or off', { ...plain, rule: rule.name })}
            value={rule.enabled ?? true}
            disabled={!mayManage}
            onChange={({ currentTarget }) => onChange(at, { ...rule, enabled: currentTarget.checked })}
          />
          {mayManage && (
            <Stack gap={0.5}>
              <IconButton
                name="arrow-up"
                disabled={at === 0}
                aria-label={t('enrichment.rules.up', 'Move {{rule}} up', { ...plain, rule: rule.name })}
                onClick={() => onMove(at, -1)}
              />
              <IconButton
                name="arrow-down"
                disabled={at === rules.length - 1}
                aria-label={t('enrichment.rules.down', 'Move {{rule}} down', { ...plain, rule: rule.name })}
                onClick={() => onMove(at, 1)}
              />
              <IconButton
                name="trash-alt"
                aria-label={t('enrichment.rules.remove', 'Remove {{rule}}', { ...plain, rule: rule.name })}
                onClick={() => onRemove(at)}
              />
            </Stack>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Whose alerts a rule is for, where it is not for all. */
function Scope({ integrationId }: { integrationId: string | null | undefined }) {
  const name = useIntegrationName(integrationId);
  return integrationId == null ? null : (
    <>{t('enrichment.rules.only', 'only from {{integration}}:', { ...plain, integration: name ?? '…' })} </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', marginBottom: theme.spacing(2) }),
  row: css({
    display: 'flex',
    gap: theme.spacing(1.5),
    alignItems: 'center',
    padding: theme.spacing(1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '&:hover': { background: theme.colors.action.hover },
    [theme.breakpoints.down('sm')]: { flexWrap: 'wrap' },
  }),
  number: css({ width: theme.spacing(3), textAlign: 'right', color: theme.colors.text.secondary }),
  text: css({ flex: 1, minWidth: 0, display: 'grid', gap: theme.spacing(0.25) }),
  name: css({
    all: 'unset',
    cursor: 'pointer',
    fontWeight: theme.typography.fontWeightMedium,
    overflowWrap: 'anywhere',
    '&:hover, &:focus-visible': { color: theme.colors.text.link, textDecoration: 'underline' },
  }),
  detail: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'center', minWidth: 0 }),
  code: css({ overflowWrap: 'anywhere', whiteSpace: 'normal' }),
  condition: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  wrong: css({
    color: theme.colors.error.text,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
});
