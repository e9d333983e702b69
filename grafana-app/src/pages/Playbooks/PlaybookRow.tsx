import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Icon, useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import { language } from '../../api/language';
import { Age } from '../../components/Age/Age';
import { LibraryRow } from '../../components/LibraryRow/LibraryRow';
import { Look } from '../../components/Look/Look';
import { RunMarks } from '../../components/RunMarks/RunMarks';
import { paths } from '../../routing/paths';
import { formatSpan } from '../../time/formatSpan';
import { runStatusLook } from '../../words/outcomes';
import { plain } from '../../words/plain';
import { SuccessRate } from './SuccessRate';
import type { PlaybookInList } from './usePlaybooks';

interface Props {
  playbook: PlaybookInList;
  onTag(tag: string): void;
}

/** One playbook in the list: what it is, how its last run ended, and how it did in the last 30 days. */
export function PlaybookRow({ playbook, onTag }: Props) {
  const styles = useStyles2(getStyles);
  const { id, name, description, tags, enabled, archivedAt, version, updatedAt, owner, stats, lastRuns } = playbook;
  const [last] = lastRuns;
  return (
    <LibraryRow
      {...{ name, description, tags, onTag, version, updatedAt }}
      to={paths.playbook(id)}
      owner={owner?.name}
      badges={
        archivedAt ? (
          <Badge color="darkgrey" icon="archive-alt" text={t('playbooks.putAway', 'Put away')} />
        ) : (
          !enabled && <Badge color="darkgrey" icon="pause" text={t('playbooks.off', 'Switched off')} />
        )
      }
      cells={[
        {
          width: '170px',
          content: last && (
            <span className={styles.two}>
              <Link
                to={paths.run(last.id)}
                className={styles.link}
                title={t('playbooks.lastRun', 'The last run: {{status}}', {
                  ...plain,
                  status: runStatusLook(last.status).text,
                })}
              >
                <Look look={runStatusLook(last.status)} />
              </Link>
              <span className={styles.quiet}>
                <Age since={last.createdAt} ago />
              </span>
            </span>
          ),
        },
        {
          width: '244px',
          content: (
            <span className={styles.how}>
              <span className={styles.marks}>
                <RunMarks runs={lastRuns} />
              </span>
              <SuccessRate stats={stats} />
            </span>
          ),
        },
        { width: '106px', content: <Worth stats={stats} /> },
      ]}
    />
  );
}

/** What people got from it: the time that it saved them, and whether they say that it helped. */
function Worth({ stats: { savedMinutes, helped, didNotHelp } }: Pick<PlaybookInList, 'stats'>) {
  const styles = useStyles2(getStyles);
  return savedMinutes === 0 && helped + didNotHelp === 0 ? null : (
    <span className={styles.two}>
      {helped + didNotHelp > 0 && (
        <span
          className={styles.quiet}
          title={t('playbooks.helped', '{{helped}} of {{all}} people said that it helped', {
            ...plain,
            helped,
            all: helped + didNotHelp,
          })}
        >
          <Icon name="thumbs-up" size="sm" /> {helped} / {helped + didNotHelp}
        </span>
      )}
      {savedMinutes > 0 && (
        <span className={styles.quiet}>
          {t('playbooks.saved', 'saved {{span}}', { ...plain, span: formatSpan(savedMinutes * 60_000, language()) })}
        </span>
      )}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  two: css({
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    [theme.breakpoints.down('md')]: { flexDirection: 'row', alignItems: 'center', gap: theme.spacing(1) },
  }),
  link: css({ maxWidth: '100%', '&:hover': { textDecoration: 'underline' } }),
  how: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1.5) }),
  // Rates stand below each other, however few runs there were.
  marks: css({
    display: 'flex',
    justifyContent: 'flex-end',
    width: 99,
    [theme.breakpoints.down('md')]: { width: 'auto' },
  }),
  quiet: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
  }),
});
