import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { TextLink, useStyles2 } from '@grafana/ui';
import { language } from '../../api/language';
import { Age } from '../../components/Age/Age';
import { Facts } from '../../components/Facts/Facts';
import { Look } from '../../components/Look/Look';
import { paths } from '../../routing/paths';
import { formatTook } from '../../time/formatSpan';
import { runStatusLook } from '../../words/outcomes';
import { plain } from '../../words/plain';
import { causeWords, isOver, runOutcomeWords, startDecisionWords } from '../../words/runs';
import type { Run } from './useRun';

/** How a run stands, who asked for it and why, what it is about and how long it took. */
export function RunSummary({ run }: { run: Run }) {
  const styles = useStyles2(getStyles);
  const { status, outcome, cause, incident, playbookId, playbookVersion, startedAt, finishedAt, createdAt } = run;
  const { cancelledBy, parentId, deadlineAt } = run;
  return (
    <dl className={styles.facts}>
      <Fact name={t('run.status', 'Status')}>
        <span className={styles.status}>
          <Look look={runStatusLook(status)} filled />
          {outcome && outcome !== 'succeeded' && <span className={styles.quiet}>{runOutcomeWords(outcome)}</span>}
          {cancelledBy && (
            <span className={styles.quiet}>
              {t('run.cancelledBy', 'by {{name}}', { ...plain, name: cancelledBy.name })}
            </span>
          )}
        </span>
      </Fact>
      <Fact name={t('run.cause', 'Asked for by')}>
        {causeWords(cause)}
        <span className={styles.quiet}> · {startDecisionWords(cause.reason)}</span>
        {hasFacts(cause.facts) && <Facts title={t('facts.title', 'Facts')} value={cause.facts} />}
      </Fact>
      {incident && (
        <Fact name={t('run.incident', 'Incident')}>
          <TextLink href={paths.incident(incident.id)} inline={false}>
            {`#${incident.number} ${incident.title}`}
          </TextLink>
        </Fact>
      )}
      <Fact name={t('run.playbook', 'Playbook')}>
        <TextLink href={paths.playbook(playbookId)} inline={false}>
          {t('run.version', 'Version {{version}}', { ...plain, version: playbookVersion })}
        </TextLink>
      </Fact>
      {parentId && (
        <Fact name={t('run.parent', 'Part of')}>
          <TextLink href={paths.run(parentId)} inline={false}>
            {t('run.parentLink', 'another run')}
          </TextLink>
        </Fact>
      )}
      <Fact name={t('run.asked', 'Asked for')}>
        <Age since={createdAt} ago />
      </Fact>
      {startedAt && (
        <Fact name={t('run.took', 'Took')}>
          {finishedAt ? (
            formatTook(Date.parse(finishedAt) - Date.parse(startedAt), language())
          ) : (
            <Age since={startedAt} />
          )}
        </Fact>
      )}
      {deadlineAt && !isOver(status) && (
        <Fact name={t('run.deadline', 'Cut off')}>
          <time dateTime={deadlineAt}>{dateTimeFormat(deadlineAt)}</time>
        </Fact>
      )}
    </dl>
  );
}

const hasFacts = (facts: unknown) => typeof facts === 'object' && facts !== null && Object.keys(facts).length > 0;

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5, 4),
    margin: theme.spacing(0, 0, 3),
    padding: theme.spacing(1.5, 2),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  fact: css({ minWidth: 0 }),
  name: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
  }),
  value: css({ margin: 0, overflowWrap: 'anywhere' }),
  status: css({ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  quiet: css({ color: theme.colors.text.secondary }),
});
