import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Badge, Button, EmptyState, IconButton, Stack, Switch, useStyles2 } from '@grafana/ui';
import type { EnrichmentRulesQuery } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { actionName, describeAction } from '../../words/enrichment';
import { plain } from '../../words/plain';
import { RuleDrawer } from './RuleDrawer';
import { Tester } from './Tester';
import {
  type DraftRule,
  moved,
  toDraft,
  toInput,
  useProblems,
  useRules,
  useSaveRules,
  useTables,
} from './useEnrichment';

/** The ordered rules, edited as one draft that is saved as a whole. */
export function Rules({ mayManage }: { mayManage: boolean }) {
  const { data, error, isPending, refetch } = useRules();
  if (isPending) {
    return <Skeleton rows={6} />;
  }
  if (data === undefined) {
    return <Failure error={error} retry={() => void refetch()} />;
  }
  return <Draft key={data.version} live={data} mayManage={mayManage} reload={() => void refetch()} />;
}

interface Props {
  live: EnrichmentRulesQuery['enrichmentRules'];
  mayManage: boolean;
  reload(): void;
}

function Draft({ live, mayManage, reload }: Props) {
  const styles = useStyles2(getStyles);
  const [rules, setRules] = useState<DraftRule[]>(() => live.rules.map(toDraft));
  const [edited, setEdited] = useState<{ at: number; rule: DraftRule }>();
  const problems = useProblems(rules);
  const save = useSaveRules();
  const tables = useTables().data ?? [];
  const tableName = (id: string) => tables.find((table) => table.id === id)?.name ?? id;
  const changed = JSON.stringify(toInput(rules)) !== JSON.stringify(toInput(live.rules.map(toDraft)));
  const put = (at: number, rule: DraftRule) =>
    setRules(at < rules.length ? rules.map((each, index) => (index === at ? rule : each)) : [...rules, rule]);
  const add = () => setEdited({ at: rules.length, rule: emptyRule() });
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        {rules.length === 0 ? (
          <EmptyState
            variant="call-to-action"
            message={t('enrichment.rules.none', 'No rules yet: alerts are taken as their sources say them')}
            button={
              mayManage ? (
                <Button icon="plus" onClick={add}>
                  <Trans i18nKey="enrichment.rules.first">Write the first rule</Trans>
                </Button>
              ) : undefined
            }
          >
            <Trans i18nKey="enrichment.rules.noneHelp">
              Rules add the owner of a service from a table, take a cluster out of a text, or drop what nobody needs.
            </Trans>
          </EmptyState>
        ) : (
          <ol className={styles.list} aria-label={t('enrichment.tab.rules', 'Rules')}>
            {rules.map((rule, at) => {
              const wrong = problems.filter((problem) => problem.at === at);
              return (
                <li key={rule.key} className={styles.row}>
                  <span className={styles.number}>{at + 1}</span>
                  <div className={styles.text}>
                    <button type="button" className={styles.name} onClick={() => setEdited({ at, rule })}>
                      {rule.name}
                    </button>
                    <div className={styles.detail}>
                      <Badge
                        color={rule.action.kind === 'DROP_ALERT' ? 'orange' : 'blue'}
                        text={actionName(rule.action.kind)}
                      />
                      <code className={styles.code}>{describeAction(rule.action, tableName)}</code>
                    </div>
                    <div className={styles.condition}>
                      {[...(rule.matchers ?? []), ...(rule.condition ? [rule.condition] : [])].join(', ') ||
                        t('enrichment.rules.every', 'every alert')}
                    </div>
                    {wrong.map((problem) => (
                      <div key={problem.field + problem.message} role="alert" className={styles.wrong}>
                        {problem.message}
                      </div>
                    ))}
                  </div>
                  <Switch
                    aria-label={t('enrichment.rules.enabled', 'Switch {{rule}} on or off', {
                      ...plain,
                      rule: rule.name,
                    })}
                    value={rule.enabled ?? true}
                    disabled={!mayManage}
                    onChange={({ currentTarget }) => put(at, { ...rule, enabled: currentTarget.checked })}
                  />
                  {mayManage && (
                    <Stack gap={0.5}>
                      <IconButton
                        name="arrow-up"
                        disabled={at === 0}
                        aria-label={t('enrichment.rules.up', 'Move {{rule}} up', { ...plain, rule: rule.name })}
                        onClick={() => setRules(moved(rules, at, -1))}
                      />
                      <IconButton
                        name="arrow-down"
                        disabled={at === rules.length - 1}
                        aria-label={t('enrichment.rules.down', 'Move {{rule}} down', { ...plain, rule: rule.name })}
                        onClick={() => setRules(moved(rules, at, 1))}
                      />
                      <IconButton
                        name="trash-alt"
                        aria-label={t('enrichment.rules.remove', 'Remove {{rule}}', { ...plain, rule: rule.name })}
                        onClick={() => setRules(rules.filter((_, index) => index !== at))}
                      />
                    </Stack>
                  )}
                </li>
              );
            })}
          </ol>
        )}
        {save.error !== null && <Failure error={save.error} retry={reload} />}
        {mayManage && (rules.length > 0 || changed) && (
          <Stack gap={1} wrap="wrap" alignItems="center">
            <Button variant="secondary" icon="plus" onClick={add}>
              <Trans i18nKey="enrichment.rules.add">Add rule</Trans>
            </Button>
            <Button
              disabled={!changed || problems.length > 0 || save.isPending}
              onClick={() => save.mutate({ rules, version: live.version })}
            >
              <Trans i18nKey="enrichment.rules.save">Save</Trans>
            </Button>
            {changed && (
              <Button variant="secondary" fill="text" onClick={() => setRules(live.rules.map(toDraft))}>
                <Trans i18nKey="enrichment.rules.discard">Discard changes</Trans>
              </Button>
            )}
            <span className={styles.condition}>
              {t('enrichment.rules.version', 'Version {{version}}', { ...plain, version: live.version })}
            </span>
          </Stack>
        )}
        {changed && (
          <Alert
            severity="info"
            title={t('enrichment.rules.identity', 'Labels decide which alert it is')}
            className={styles.note}
          >
            <Trans i18nKey="enrichment.rules.identityHelp">
              Where a rule adds, changes or removes labels of alerts that fire now, they become other alerts. Those from
              before end only when their source or a person ends them.
            </Trans>
          </Alert>
        )}
      </div>
      <Tester rules={rules} ready={problems.length === 0} />
      {edited && (
        <RuleDrawer
          start={edited.rule}
          tables={tables}
          mayManage={mayManage}
          others={rules.filter((_, at) => at !== edited.at)}
          onClose={() => setEdited(undefined)}
          onDone={(rule) => {
            put(edited.at, rule);
            setEdited(undefined);
          }}
        />
      )}
    </div>
  );
}

let made = 0;
function emptyRule(): DraftRule {
  made += 1;
  return {
    key: `new-${made}`,
    name: '',
    enabled: true,
    matchers: [],
    action: { kind: 'SET', target: 'LABEL', name: '', value: '' },
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(280px, 2fr)',
    gap: theme.spacing(3),
    paddingTop: theme.spacing(2),
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  main: css({ minWidth: 0 }),
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
  note: css({ marginTop: theme.spacing(2) }),
});
