import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { found } from '../../api/found';
import { PlaybookStatsDocument } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { Failure } from '../../components/Failure/Failure';
import { RunsByDay } from '../../components/RunsByDay/RunsByDay';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { ownZone } from '../../time/ownZone';
import { formatSpan, formatTook } from '../../time/formatSpan';
import { plain } from '../../words/plain';
import { playbooksKey } from '../Playbooks/usePlaybooks';

/** How a playbook did: what share of its runs succeeded, how long they took, what that saved, and what people say. */
export function Stats({ playbookId }: { playbookId: string }) {
  const styles = useStyles2(getStyles);
  const [days, setDays] = useState(30);
  const timeZone = ownZone();
  const { data, error, refetch } = useQuery({
    queryKey: [...playbooksKey, 'stats', playbookId, days, timeZone],
    queryFn: async ({ signal }) =>
      found((await ask(PlaybookStatsDocument, { id: playbookId, days, timeZone }, signal)).data.playbook),
    placeholderData: (previous) => previous,
  });
  if (data === undefined) {
    return error ? <Failure error={error} retry={() => void refetch()} /> : <Skeleton rows={1} />;
  }
  const { runs, succeeded, failed, medianSeconds, p90Seconds, savedMinutes, helped, didNotHelp } = data.stats;
  const took = (seconds: number | null | undefined) => (seconds == null ? '–' : formatTook(seconds * 1000, language()));
  const numbers = [
    [t('playbookStats.runs', 'Runs'), String(runs)],
    [t('playbookStats.rate', 'Succeeded'), rateWords(succeeded, failed)],
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
      {runs > 0 && <RunsByDay days={data.runsByDay} />}
    </section>
  );
}

/** Of those that came to an end by themselves. */
function rateWords(succeeded: number, failed: number): string {
  const judged = succeeded + failed;
  return judged === 0
    ? '–'
    : new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 0 }).format(succeeded / judged);
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
});
