import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { PreviewTimeIntervalDocument } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { HoursChart } from '../../components/HoursChart/HoursChart';
import { DAY_MS, daysShown, wallTime } from '../../components/HoursChart/wallTime';
import { useNow } from '../../time/useNow';
import type { WrittenInterval } from '../../words/intervals';
import { plain } from '../../words/plain';

/** What the platform makes of intervals: what is wrong with them, and when they hold in the time that is shown. */
export function useIntervalPreview(entries: WrittenInterval[], from: number, until: number) {
  return useQuery({
    queryKey: ['previewTimeInterval', entries, from, until],
    queryFn: async ({ signal }) => {
      const variables = {
        intervals: entries,
        from: new Date(from).toISOString(),
        until: new Date(until).toISOString(),
      };
      return (await ask(PreviewTimeIntervalDocument, variables, signal)).data.previewTimeInterval;
    },
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}

/** Which week or month is shown: its days by the clock of a zone, and moments that are surely around them. */
export function useShownDays(zone: string) {
  const now = wallTime(useNow(), zone);
  const [view, setView] = useState<'week' | 'month'>('week');
  const [ahead, setAhead] = useState(0);
  const days = daysShown(now, view, ahead);
  const [first = 0] = days;
  return {
    ...{ now, view, ahead, days, zone },
    from: first - DAY_MS,
    until: (days[days.length - 1] ?? first) + 2 * DAY_MS,
    show(next: 'week' | 'month') {
      setView(next);
      setAhead(0);
    },
    go: setAhead,
  };
}

interface Props {
  shown: ReturnType<typeof useShownDays>;
  preview: ReturnType<typeof useIntervalPreview>;
}

/** A week or a month with the hours at which an interval holds, and when it changes next. */
export function IntervalPreview({ shown, preview: { data, error } }: Props) {
  const styles = useStyles2(getStyles);
  const { now, view, ahead, days, zone, show, go } = shown;
  if (error) {
    return <Alert severity="warning" title={t('intervals.preview.failed', 'When it holds cannot be shown now.')} />;
  }
  if (data && data.problems.length > 0) {
    return (
      <Alert severity="info" title={t('intervals.preview.wrong', 'Correct what is marked to see when it holds.')} />
    );
  }
  const windows = (data?.windows ?? []).map(({ from, until }) => ({
    from: wallTime(Date.parse(from), zone),
    until: wallTime(Date.parse(until), zone),
  }));
  return (
    <section className={styles.preview} aria-label={t('intervals.preview.title', 'When it holds')}>
      <div className={styles.head}>
        <RadioButtonGroup
          size="sm"
          aria-label={t('calendar.view', 'View')}
          options={[
            { value: 'week' as const, label: t('calendar.week', 'Week') },
            { value: 'month' as const, label: t('calendar.month', 'Month') },
          ]}
          value={view}
          onChange={show}
        />
        <span className={styles.title}>{titleOf(days, view)}</span>
        <span className={styles.turn}>
          <Button
            type="button"
            size="sm"
            variant="secondary"
            icon="angle-left"
            aria-label={t('calendar.back', 'Earlier')}
            onClick={() => go(ahead - 1)}
          />
          <Button type="button" size="sm" variant="secondary" disabled={ahead === 0} onClick={() => go(0)}>
            <Trans i18nKey="calendar.today">Today</Trans>
          </Button>
          <Button
            type="button"
            size="sm"
            variant="secondary"
            icon="angle-right"
            aria-label={t('calendar.ahead', 'Later')}
            onClick={() => go(ahead + 1)}
          />
        </span>
      </div>
      <HoursChart
        label={t('intervals.preview.title', 'When it holds')}
        days={days}
        windows={windows}
        now={now}
        view={view}
      />
      <div className={styles.quiet} aria-live="polite">
        {data?.isActive === true && t('intervals.holds', 'Holds now')}
        {data?.isActive === false && t('intervals.holdsNot', 'Does not hold now')}
        {data?.nextTurn &&
          ` · ${t('intervals.nextTurn', 'Changes {{time}}', { ...plain, time: dateTimeFormat(data.nextTurn) })}`}
        {` · ${t('intervals.preview.zone', 'drawn in {{zone}}', { ...plain, zone })}`}
      </div>
    </section>
  );
}

function titleOf(days: number[], view: 'week' | 'month'): string {
  const [first = 0] = days;
  const format = new Intl.DateTimeFormat(language(), {
    timeZone: 'UTC',
    ...(view === 'month' ? { month: 'long', year: 'numeric' } : { day: 'numeric', month: 'short' }),
  });
  return view === 'month' ? format.format(first) : format.formatRange(first, days[days.length - 1] ?? first);
}

const getStyles = (theme: GrafanaTheme2) => ({
  preview: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  turn: css({ display: 'flex', gap: theme.spacing(0.5), marginLeft: 'auto' }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
