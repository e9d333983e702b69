import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, TextLink, useStyles2 } from '@grafana/ui';
import type { ScheduleRowFragment } from '../../api/generated/graphql';
import { OnCallLine } from '../../components/OnCallLine/OnCallLine';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';

/** One schedule in the list. */
export function ScheduleRow({ schedule }: { schedule: ScheduleRowFragment }) {
  const styles = useStyles2(getStyles);
  const { id, name, description, team, timeZone, onCall, quality } = schedule;
  return (
    <li className={styles.row} aria-label={name}>
      <div className={styles.main}>
        <TextLink href={paths.schedule(id)}>{name}</TextLink>
        <div className={styles.about}>{[team?.name, timeZone, description].filter(Boolean).join(' · ')}</div>
      </div>
      <div className={styles.who}>
        <OnCallLine onCall={onCall} />
      </div>
      <div className={styles.quality}>
        <ScoreBadge score={quality.score} />
        {quality.gapCount > 0 && (
          <Badge
            color="red"
            icon="exclamation-triangle"
            text={t('schedules.gaps', '{{count}} gaps', {
              count: quality.gapCount,
              defaultValue_one: '{{count}} gap',
              defaultValue_other: '{{count}} gaps',
            })}
            tooltip={t(
              'schedules.gapsHelp',
              'In the coming year nobody is on call so many times although somebody must be.'
            )}
          />
        )}
      </div>
    </li>
  );
}

/** 0 to 100, with the colour of how good that is. */
export function ScoreBadge({ score }: { score: number }) {
  return (
    <Badge
      color={score >= 90 ? 'green' : score >= 60 ? 'orange' : 'red'}
      text={t('schedules.score', 'Quality {{score}}', { ...plain, score })}
      tooltip={t(
        'schedules.scoreHelp',
        'Of 100, over the coming year: how much is covered, and how evenly it is shared.'
      )}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr) 190px',
    gap: theme.spacing(1, 3),
    alignItems: 'center',
    padding: theme.spacing(1.5, 1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  main: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  about: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  who: css({ minWidth: 0 }),
  quality: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
