import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { RadioButtonGroup, useStyles2, useTheme2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { found } from '../../api/found';
import { PlaybookStatsDocument } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { Failure } from '../../components/Failure/Failure';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { formatSpan, formatTook } from '../../time/formatSpan';
import { plain } from '../../words/plain';
import { playbooksKey } from '../Playbooks/usePlaybooks';

/** How a playbook did: what share of its runs succeeded, how long they took, what that saved, and what people say. */
export function Stats({ playbookId }: { playbookId: string }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const [days, setDays] = useState(30);
  const { data, error, refetch } = useQuery({
    queryKey: [...playbooksKey, 'stats', playbookId, days],
    queryFn: async ({ signal }) =>
      found((await ask(PlaybookStatsDocument, { id: playbookId, days }, signal)).data.playbook).stats,
    placeholderData: (previous) => previous,
  });
  if (data === undefined) {
    return error ? <Failure error={error} retry={() => void refetch()} /> : <Skeleton rows={1} />;
  }
  const { runs, succeeded, failed, medianSeconds, p90Seconds, savedMinutes, helped, didNotHelp } = data;
  const parts = [
    { name: t('playbookStats.succeeded', 'succeeded'), count: succeeded, color: 'green' },
    { name: t('playbookStats.failed', 'failed'), count: failed, color: 'red' },
    { name: t('playbookStats.other', 'cancelled or under way'), count: runs - succeeded - failed, color: 'text' },
  ].filter(({ count }) => count > 0);
  const took = (seconds: number | null | undefined) => (seconds == null ? '–' : formatTook(seconds * 1000, language()));
  const numbers = [
    [t('playbookStats.runs', 'Runs'), String(runs)],
    [t('playbookStats.median', 'Half take at most'), took(medianSeconds)],
    [t('playbookStats.p90', 'Nine of ten take at most'), took(p90Seconds)],
    [
      t('playbookStats.saved', 'Saved people'),
      savedMinutes === 0 ? '–' : formatSpan(savedMinutes * 60_000, language()),
    ],
    [t('playbookStats.helped', 'Helped, people say'), `${helped} / ${helped + didNotHelp}`],
  ];
  return (
    <section className={styles.stats} aria-label={t('playbookStats.title', 'How it did')}>
      <dl className={styles.numbers}>
        {numbers.map(([name, value]) => (
          <div key={name}>
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
        <div className={styles.days}>
          <RadioButtonGroup
            size="sm"
            aria-label={t('playbookStats.days', 'Days')}
            value={days}
            options={[7, 30, 90].map((value) => ({
              value,
              label: t('playbookStats.ofDays', '{{value}} days', { ...plain, value }),
            }))}
            onChange={setDays}
          />
        </div>
      </dl>
      {runs > 0 && (
        <div className={styles.bar}>
          {parts.map(({ name, count, color }) => (
            <span
              key={name}
              role="img"
              aria-label={`${count} ${name}`}
              title={`${count} ${name}`}
              style={{
                flexGrow: count,
                background: color === 'text' ? theme.colors.border.strong : theme.visualization.getColorByName(color),
              }}
            />
          ))}
        </div>
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  stats: css({
    marginBottom: theme.spacing(2),
    padding: theme.spacing(1.5, 2),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  numbers: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 4), margin: 0 }),
  name: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
  }),
  value: css({ margin: 0, ...theme.typography.h4 }),
  days: css({ marginLeft: 'auto' }),
  bar: css({
    display: 'flex',
    gap: 2,
    height: 8,
    marginTop: theme.spacing(1),
    overflow: 'hidden',
    borderRadius: theme.shape.radius.pill,
    '& > *': { minWidth: 4 },
  }),
});
