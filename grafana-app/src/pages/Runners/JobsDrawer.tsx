import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Drawer, TextLink, useStyles2 } from '@grafana/ui';
import { Age } from '../../components/Age/Age';
import { Look } from '../../components/Look/Look';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import { stepKindLook } from '../../words/playbooks';
import { jobOutcomeWords, jobStatusLook } from '../../words/scripts';
import { type Runner, type RunnerJob, useJobsOf } from './useRunners';

/** What a runner was given, the latest first. */
export function JobsDrawer({ runner: { id, name }, onClose }: { runner: Runner; onClose(): void }) {
  const styles = useStyles2(getStyles);
  const list = useJobsOf(id);
  return (
    <Drawer title={t('runners.jobsOf', 'Jobs of {{name}}', { ...plain, name })} size="md" onClose={onClose}>
      <PagedRows list={list} empty={<Quiet>{t('runners.noJobs', 'It was given nothing yet.')}</Quiet>}>
        {(rows) => (
          <ul className={styles.list}>
            {rows.map((job) => (
              <Job key={job.id} job={job} />
            ))}
          </ul>
        )}
      </PagedRows>
    </Drawer>
  );
}

function Job({ job: { kind, title, status, outcome, createdAt, startedAt, finishedAt, runId } }: { job: RunnerJob }) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.row}>
      <Look look={jobStatusLook(status)} />
      <span className={styles.name}>{title}</span>
      <span className={styles.quiet}>
        {[stepKindLook(kind).text, outcome && status !== 'SUCCEEDED' && jobOutcomeWords(outcome)]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <span className={styles.end}>
        {runId == null ? (
          t('runners.test', 'a test')
        ) : (
          <TextLink inline href={paths.run(runId)}>
            {t('runners.run', 'its run')}
          </TextLink>
        )}
        {startedAt != null && <Age since={startedAt} until={finishedAt} />}
        <Age since={createdAt} ago />
      </span>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  name: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary }),
  end: css({ display: 'flex', gap: theme.spacing(1.5), marginLeft: 'auto', color: theme.colors.text.secondary }),
});
