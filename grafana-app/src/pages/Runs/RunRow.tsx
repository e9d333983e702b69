import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import type { RunRowFragment } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { Age } from '../../components/Age/Age';
import { Look } from '../../components/Look/Look';
import { paths } from '../../routing/paths';
import { formatTook } from '../../time/formatSpan';
import { runStatusLook } from '../../words/outcomes';
import { plain } from '../../words/plain';
import { causeWords, isOver, runOutcomeWords } from '../../words/runs';

interface Props {
  run: RunRowFragment;
  /** On the page of an incident there is no need to link to it. */
  withIncident?: boolean;
}

/** One run in a list. */
export function RunRow({ run, withIncident = true }: Props) {
  const styles = useStyles2(getStyles);
  const { id, playbookName, playbookVersion, status, outcome, createdAt, startedAt, finishedAt, cause, incident } = run;
  const shownOutcome = outcome !== 'succeeded' && outcome !== 'cancelled' ? outcome : undefined;
  return (
    <div role="row" className={styles.row}>
      <span role="cell" className={styles.status}>
        <Look look={runStatusLook(status)} filled />
      </span>
      <span role="cell" className={styles.main}>
        <Link to={paths.run(id)} className={styles.name} data-row-link>
          {playbookName}
        </Link>
        <span className={styles.quiet}>
          {[
            t('runs.version', 'v{{version}}', { ...plain, version: playbookVersion }),
            shownOutcome && runOutcomeWords(shownOutcome),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <span role="cell" className={styles.quiet} title={causeWords(cause)}>
        {causeWords(cause)}
      </span>
      {withIncident && (
        <span role="cell" className={styles.cut}>
          {incident && (
            <Link to={paths.incident(incident.id)} title={incident.title} className={styles.link}>
              #{incident.number} {incident.title}
            </Link>
          )}
        </span>
      )}
      <span role="cell" className={styles.took}>
        {run.feedback && (
          <Icon
            name={run.feedback.helped ? 'thumbs-up' : 'thumbs-down'}
            title={run.feedback.helped ? t('runs.helped', 'It helped') : t('runs.didNotHelp', 'It did not help')}
          />
        )}
        {startedAt &&
          (finishedAt ? (
            formatTook(Date.parse(finishedAt) - Date.parse(startedAt), language())
          ) : isOver(status) ? null : (
            <Age since={startedAt} />
          ))}
      </span>
      <span role="cell" className={styles.quiet}>
        <Age since={createdAt} ago />
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  return {
    row: css({
      display: 'grid',
      gridTemplateColumns: '172px minmax(0, 4fr) minmax(0, 3fr) minmax(0, 4fr) 96px 110px',
      '&:not(:has(> :nth-child(6)))': { gridTemplateColumns: '172px minmax(0, 4fr) minmax(0, 3fr) 96px 110px' },
      gap: theme.spacing(0.25, 2),
      alignItems: 'center',
      minHeight: 52,
      padding: theme.spacing(0.75, 1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      '&:hover': { background: theme.colors.action.hover },
      [theme.breakpoints.down('md')]: {
        display: 'flex',
        flexWrap: 'wrap',
        // The name comes first, then how it stands, who asked for it, and its times.
        '& > :nth-child(2)': { order: -1, flexBasis: '100%' },
      },
    }),
    status: css({ minWidth: 0 }),
    main: css({ display: 'flex', flexDirection: 'column', minWidth: 0, lineHeight: 1.35 }),
    name: css({
      ...cut,
      fontWeight: theme.typography.fontWeightMedium,
      color: theme.colors.text.link,
      '&:hover': { textDecoration: 'underline' },
    }),
    quiet: css({ ...cut, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    cut: css(cut),
    link: css({ color: theme.colors.text.primary, '&:hover': { textDecoration: 'underline' } }),
    took: css({
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'flex-end',
      gap: theme.spacing(0.75),
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontVariantNumeric: 'tabular-nums',
    }),
  };
};
