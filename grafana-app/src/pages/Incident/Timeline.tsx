import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import type { IncidentTimelineQuery } from '../../api/generated/graphql';
import { Age } from '../../components/Age/Age';
import { Facts } from '../../components/Facts/Facts';
import { Markdown } from '../../components/Markdown/Markdown';
import { describeEntry } from '../../words/timeline';

type Entry = NonNullable<IncidentTimelineQuery['incident']>['timeline']['edges'][number]['node'];

/** What happened to the incident, in words. */
export function Timeline({ entries }: { entries: Entry[] }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <ol className={styles.list}>
      {entries.map((entry) => {
        const { text, icon, color, quote, complete } = describeEntry(entry);
        return (
          <li key={entry.id} className={styles.entry} data-kind={entry.kind}>
            <span className={styles.icon} style={{ color: theme.visualization.getColorByName(color) }}>
              <Icon name={icon} size="sm" />
            </span>
            <div className={styles.body}>
              <div className={styles.head}>
                <span className={styles.text}>{text}</span>
                <span className={styles.at}>
                  {dateTimeFormat(entry.at)} · <Age since={entry.at} ago />
                </span>
              </div>
              {quote !== undefined && (
                <blockquote className={styles.quote}>
                  <Markdown text={quote} />
                </blockquote>
              )}
              {!complete && <Facts title={t('facts.title', 'Facts')} value={entry.facts} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  entry: css({
    position: 'relative',
    display: 'flex',
    gap: theme.spacing(1.5),
    paddingBottom: theme.spacing(1.5),
    '&:not(:last-child)::before': {
      content: '""',
      position: 'absolute',
      left: 12,
      top: 26,
      bottom: 0,
      borderLeft: `1px solid ${theme.colors.border.medium}`,
    },
  }),
  icon: css({
    flexShrink: 0,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: 25,
    height: 25,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.circle,
    background: theme.colors.background.secondary,
  }),
  body: css({ flex: 1, minWidth: 0, paddingTop: 2 }),
  head: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: theme.spacing(0, 2) }),
  text: css({ overflowWrap: 'anywhere', minWidth: 0 }),
  at: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize, whiteSpace: 'nowrap' }),
  quote: css({
    margin: theme.spacing(0.5, 0, 0),
    padding: theme.spacing(0.5, 1),
    borderLeft: `3px solid ${theme.colors.border.strong}`,
    background: theme.colors.background.secondary,
    overflowWrap: 'anywhere',
  }),
});
