import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { IncidentRunsQuery } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { Age } from '../../components/Age/Age';
import { Facts } from '../../components/Facts/Facts';
import { Look } from '../../components/Look/Look';
import { formatDuration } from '../../time/formatSpan';
import { decisionWords } from '../../words/decisions';
import { outcomeWords, runStatusLook } from '../../words/outcomes';
import { plain } from '../../words/plain';

export type Run = NonNullable<IncidentRunsQuery['incident']>['runs']['edges'][number]['node'];

/** Which playbooks ran for the incident, why, and what each step was given and gave. */
export function Runs({ runs }: { runs: Run[] }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.list}>
      {runs.map((run) => (
        <article key={run.id} className={styles.card}>
          <div className={styles.head}>
            <Look look={runStatusLook(run.status)} filled />
            <strong className={styles.name}>{run.playbookName}</strong>
            <span className={styles.end}>
              <Age since={run.createdAt} ago />
            </span>
          </div>
          <div className={styles.why}>
            <span className={styles.quiet}>
              {t('run.startedBy', 'Started by the trigger {{trigger}}: {{reason}}', {
                ...plain,
                trigger: run.triggerName,
                reason: decisionWords(run.decision.reason),
              })}
            </span>
            <Facts title={t('facts.title', 'Facts')} value={run.decision.facts} />
          </div>
          <ol className={styles.steps}>
            {run.steps.map((step) => (
              <li key={step.position} className={styles.step}>
                <div className={styles.head}>
                  <Look look={runStatusLook(step.status)} />
                  <span className={styles.name}>{step.name}</span>
                  <span className={styles.quiet}>{step.kind}</span>
                  {step.outcome && <span className={styles.quiet}>{outcomeWords(step.outcome)}</span>}
                  {step.startedAt && step.finishedAt && (
                    <span className={styles.end}>
                      {formatDuration(Date.parse(step.finishedAt) - Date.parse(step.startedAt), language())}
                    </span>
                  )}
                </div>
                {isGiven(step.input) && <Facts title={t('run.input', 'Input')} value={step.input} />}
                {isGiven(step.output) && <Facts title={t('run.output', 'Output')} value={step.output} />}
              </li>
            ))}
          </ol>
        </article>
      ))}
    </div>
  );
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  card: css({
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    minWidth: 0,
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1), minWidth: 0 }),
  name: css({ overflowWrap: 'anywhere' }),
  why: css({ margin: theme.spacing(0.5, 0, 1) }),
  quiet: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  end: css({ marginLeft: 'auto', color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  steps: css({ listStyle: 'none', margin: 0, padding: 0 }),
  step: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0.75, 0, 0.75, 1.5),
    borderLeft: `2px solid ${theme.colors.border.medium}`,
  }),
});
