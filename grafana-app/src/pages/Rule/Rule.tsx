import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Alert, EmptyState, TextLink, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { ask } from '../../api/ask';
import { ApiError } from '../../api/errors';
import { found } from '../../api/found';
import {
  AlertRuleFiringDocument,
  AlertRuleHeadDocument,
  type AlertRuleHeadQuery,
  type AlertRowFragment,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { Age } from '../../components/Age/Age';
import { AlertRow } from '../../components/AlertRows/AlertRow';
import { Failure } from '../../components/Failure/Failure';
import { Labels } from '../../components/Labels/Labels';
import { LineageSection } from '../../components/Lineage/LineageSection';
import { Promql } from '../../components/Promql/Promql';
import { PagedRows, Quiet, Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { paths } from '../../routing/paths';
import { RuleMetrics } from './RuleMetrics';
import { RuleSummary } from './RuleSummary';

export type RuleHead = NonNullable<AlertRuleHeadQuery['alertRule']>;

const ALERTS = 20;
const POLL_MS = 30_000;

/** One alert rule: what it asks, what it reads, and what of it fires. */
export function Rule() {
  const { id = '' } = useParams();
  const styles = useStyles2(getStyles);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['rule', id, 'head'],
    queryFn: async ({ signal }) => found((await ask(AlertRuleHeadDocument, { id }, signal)).data.alertRule),
    refetchInterval: POLL_MS,
  });
  const title = data?.name ?? t('rule.title', 'Alert rule');
  return (
    <PluginPage pageNav={{ text: title }} renderTitle={() => <h1 className={styles.title}>{title}</h1>}>
      {isPending ? (
        <Skeleton rows={6} height={8} />
      ) : data === undefined ? (
        <Missing error={error} retry={() => void refetch()} />
      ) : (
        <Parts key={id} rule={data} />
      )}
    </PluginPage>
  );
}

function Missing({ error, retry }: { error: unknown; retry(): void }) {
  return error instanceof ApiError && error.code === 'NOT_FOUND' ? (
    <EmptyState variant="not-found" message={t('rule.missing', 'There is no such alert rule')}>
      <TextLink href={paths.rules}>
        <Trans i18nKey="rule.toList">Go to the alert rules</Trans>
      </TextLink>
    </EmptyState>
  ) : (
    <Failure error={error} retry={retry} />
  );
}

function Parts({ rule }: { rule: RuleHead }) {
  const styles = useStyles2(getStyles);
  const { id, name, query, metrics, labels, annotations, lastError, goneAt, source } = rule;
  return (
    <>
      {goneAt && (
        <Alert severity="info" title={t('rule.gone.title', 'Its source does not have this rule any more')}>
          {source.name}: <Age since={goneAt} ago />
        </Alert>
      )}
      {lastError && (
        <Alert severity="error" title={t('rule.broken.title', 'It cannot be evaluated, so it cannot fire')}>
          {lastError}
        </Alert>
      )}
      <RuleSummary rule={rule} />
      <Section title={t('rule.expression', 'Expression (PromQL)')}>
        <Promql query={query} metrics={metrics.flatMap((metric) => metric.name ?? [])} />
      </Section>
      <LineageSection root={{ kind: 'RULE', id: name }} cacheKey={['rule', id]} depth={2} />
      <Firing id={id} />
      <div className={styles.columns}>
        <Section title={t('rule.metrics', 'Metrics')}>
          <RuleMetrics metrics={metrics} />
        </Section>
        <Section title={t('rule.labels', 'Static labels')}>
          {Object.keys(labels).length > 0 ? <Labels labels={labels} /> : <Quiet>{t('rule.none', 'None.')}</Quiet>}
        </Section>
        <Section title={t('rule.annotations', 'Annotations')}>
          {Object.keys(annotations).length > 0 ? (
            <dl className={styles.list}>
              {Object.entries(annotations).map(([key, value]) => (
                <div key={key}>
                  <dt>{key}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          ) : (
            <Quiet>{t('rule.none', 'None.')}</Quiet>
          )}
        </Section>
      </div>
    </>
  );
}

function Firing({ id }: { id: string }) {
  const [open, setOpen] = useState<string>();
  const alerts = usePaged<AlertRowFragment>(
    ['rule', id, 'firing'],
    async (after, signal) => {
      const answer = await ask(AlertRuleFiringDocument, { id, first: ALERTS, after }, signal);
      return toPage(found(answer.data.alertRule).firing, answer);
    },
    () => POLL_MS
  );
  const title = t('rule.firing', 'Firing alerts');
  return (
    <Section title={title}>
      <PagedRows list={alerts} empty={<Quiet>{t('rule.noFiring', 'None of its alerts fires.')}</Quiet>}>
        {(rows) => (
          <div role="table" aria-label={title}>
            {rows.map((alert) => (
              <AlertRow
                key={alert.id}
                alert={alert}
                open={open === alert.id}
                onToggle={() => setOpen(open === alert.id ? undefined : alert.id)}
              />
            ))}
          </div>
        )}
      </PagedRows>
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ margin: 0, overflowWrap: 'anywhere' }),
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(280px, 100%), 1fr))',
    gap: theme.spacing(0, 4),
  }),
  list: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    margin: 0,
    '& dt': {
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightRegular,
    },
    '& dd': { margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  }),
});
