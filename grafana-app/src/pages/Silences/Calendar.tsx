import React, { useState } from 'react';
import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, EmptyState, RadioButtonGroup, Stack, Tooltip, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { QuietCalendarDocument, type QuietCalendarQuery } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { Failure, Warnings } from '../../components/Failure/Failure';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { useNow } from '../../time/useNow';
import { type CalendarWindow, daysFrom, placeBars, span } from './placeBars';

/** Silences and maintenance by week or month, each with its windows as bars. */
export function Calendar() {
  const styles = useStyles2(getStyles);
  const now = useNow();
  const [view, setView] = useState<'week' | 'month'>('week');
  const [ahead, setAhead] = useState(0);
  const { first, days } = span(new Date(now), view, ahead);
  const midnights = daysFrom(first, days);
  const [start, end] = [first.getTime(), midnights[days]?.getTime() ?? first.getTime()];
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ['quietCalendar', start, end],
    queryFn: ({ signal }) =>
      ask(QuietCalendarDocument, { from: new Date(start).toISOString(), until: new Date(end).toISOString() }, signal),
    placeholderData: (previous) => previous,
  });
  const again = () => void refetch();
  const rows = placeBars(data ? windowsOf(data.data) : [], start, end);
  const today = (now - start) / (end - start);
  return (
    <div>
      <div className={styles.head}>
        <Stack gap={1}>
          <Button
            variant="secondary"
            icon="angle-left"
            aria-label={t('calendar.back', 'Earlier')}
            onClick={() => setAhead(ahead - 1)}
          />
          <Button variant="secondary" onClick={() => setAhead(0)} disabled={ahead === 0}>
            <Trans i18nKey="calendar.today">Today</Trans>
          </Button>
          <Button
            variant="secondary"
            icon="angle-right"
            aria-label={t('calendar.ahead', 'Later')}
            onClick={() => setAhead(ahead + 1)}
          />
        </Stack>
        <h2 className={styles.title}>{titleOf(first, new Date(end - 1), view)}</h2>
        <RadioButtonGroup
          aria-label={t('calendar.view', 'View')}
          options={[
            { value: 'week' as const, label: t('calendar.week', 'Week') },
            { value: 'month' as const, label: t('calendar.month', 'Month') },
          ]}
          value={view}
          onChange={(next) => {
            setView(next);
            setAhead(0);
          }}
        />
      </div>
      <div className={styles.legend}>
        <Key className={styles.silence} text={t('calendar.silence', 'Silence')} />
        <Key className={styles.waiting} text={t('calendar.waiting', 'Waits for approval')} />
        <Key className={styles.maintenance} text={t('calendar.maintenance', 'Maintenance')} />
      </div>
      {error ? <Failure error={error} retry={again} /> : null}
      {data && <Warnings warnings={data.warnings} retry={again} />}
      {isPending && <Skeleton rows={5} />}
      {data && (
        <div className={styles.calendar} role="table" aria-label={t('silences.tab.calendar', 'Calendar')}>
          <div className={styles.row} role="row">
            <span role="columnheader" />
            <span role="columnheader" className={styles.days} style={{ gridTemplateColumns: `repeat(${days}, 1fr)` }}>
              {midnights.slice(0, days).map((day) => (
                <span key={day.getTime()} className={cx(styles.day, isSameDay(day, now) && styles.today)}>
                  {dayText(day, view)}
                </span>
              ))}
            </span>
          </div>
          {rows.map(({ id, label, bars }) => (
            <div key={id} className={styles.row} role="row">
              <span role="rowheader" className={styles.label} title={label}>
                {label}
              </span>
              <span role="cell" className={styles.track} style={{ backgroundSize: `${100 / days}% 100%` }}>
                {today >= 0 && today <= 1 && <span className={styles.now} style={{ left: `${today * 100}%` }} />}
                {bars.map((bar) => (
                  <Tooltip
                    key={bar.from}
                    content={`${label}: ${dateTimeFormat(bar.from)} – ${dateTimeFormat(bar.until)}`}
                  >
                    <span
                      tabIndex={0}
                      aria-label={`${dateTimeFormat(bar.from)} – ${dateTimeFormat(bar.until)}`}
                      className={cx(
                        styles.bar,
                        styles[bar.kind],
                        bar.cutLeft && styles.cutLeft,
                        bar.cutRight && styles.cutRight
                      )}
                      style={{ left: `${bar.left * 100}%`, width: `${bar.width * 100}%` }}
                    />
                  </Tooltip>
                ))}
              </span>
            </div>
          ))}
        </div>
      )}
      {data && rows.length === 0 && (
        <EmptyState variant="completed" message={t('calendar.none', 'Nothing is quiet in this time')}>
          <Trans i18nKey="calendar.noneHelp">
            Silences and maintenance windows are drawn here, those that recur in each of their windows.
          </Trans>
        </EmptyState>
      )}
    </div>
  );
}

function Key({ className, text }: { className: string; text: string }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.key}>
      <span className={cx(styles.sample, className)} /> {text}
    </span>
  );
}

function windowsOf({ silences, maintenanceWindows }: QuietCalendarQuery): CalendarWindow[] {
  return [
    ...silences.edges.flatMap(({ node: { id, comment, state, windows } }) =>
      windows.map(({ from, until }) => ({
        ...{ id, label: comment, kind: state === 'WAITING_APPROVAL' ? ('waiting' as const) : ('silence' as const) },
        ...{ from: Date.parse(from), until: Date.parse(until) },
      }))
    ),
    ...maintenanceWindows.edges.flatMap(({ node: { id, name, windows } }) =>
      windows.map(({ from, until }) => ({
        ...{ id, label: name, kind: 'maintenance' as const, from: Date.parse(from), until: Date.parse(until) },
      }))
    ),
  ];
}

function titleOf(first: Date, last: Date, view: 'week' | 'month'): string {
  if (view === 'month') {
    return new Intl.DateTimeFormat(language(), { year: 'numeric', month: 'long' }).format(first);
  }
  return new Intl.DateTimeFormat(language(), { year: 'numeric', month: 'short', day: 'numeric' }).formatRange(
    first,
    last
  );
}

function dayText(day: Date, view: 'week' | 'month'): string {
  return view === 'month'
    ? String(day.getDate())
    : new Intl.DateTimeFormat(language(), { weekday: 'short', day: 'numeric' }).format(day);
}

const isSameDay = (day: Date, now: number): boolean => day.toDateString() === new Date(now).toDateString();

const getStyles = (theme: GrafanaTheme2) => {
  const narrow = theme.breakpoints.down('md');
  return {
    head: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      justifyContent: 'space-between',
      gap: theme.spacing(1, 2),
      marginBottom: theme.spacing(1),
    }),
    title: css({ ...theme.typography.h4, margin: 0 }),
    legend: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2), marginBottom: theme.spacing(1) }),
    key: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.75),
      color: theme.colors.text.secondary,
    }),
    sample: css({
      display: 'inline-block',
      width: theme.spacing(2),
      height: theme.spacing(1.25),
      borderRadius: theme.shape.radius.default,
    }),
    calendar: css({
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
      overflow: 'hidden',
    }),
    row: css({
      display: 'grid',
      gridTemplateColumns: 'minmax(120px, 220px) 1fr',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      '&:last-child': { borderBottom: 0 },
      [narrow]: { gridTemplateColumns: '1fr' },
    }),
    days: css({ display: 'grid' }),
    day: css({
      padding: theme.spacing(0.5),
      textAlign: 'center',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      borderLeft: `1px solid ${theme.colors.border.weak}`,
      overflow: 'hidden',
      whiteSpace: 'nowrap',
    }),
    today: css({ color: theme.colors.primary.text, fontWeight: theme.typography.fontWeightMedium }),
    label: css({
      padding: theme.spacing(0.75, 1),
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      [narrow]: { paddingBottom: 0 },
    }),
    track: css({
      position: 'relative',
      minHeight: theme.spacing(4),
      backgroundImage: `linear-gradient(to right, ${theme.colors.border.weak} 1px, transparent 1px)`,
    }),
    now: css({ position: 'absolute', top: 0, bottom: 0, width: 2, background: theme.colors.error.main, zIndex: 1 }),
    bar: css({
      position: 'absolute',
      top: theme.spacing(0.75),
      bottom: theme.spacing(0.75),
      minWidth: 3,
      borderRadius: theme.shape.radius.default,
    }),
    cutLeft: css({ borderTopLeftRadius: 0, borderBottomLeftRadius: 0 }),
    cutRight: css({ borderTopRightRadius: 0, borderBottomRightRadius: 0 }),
    silence: css({ background: theme.visualization.getColorByName('blue') }),
    waiting: css({
      background: `repeating-linear-gradient(45deg, ${theme.visualization.getColorByName('orange')} 0 6px, transparent 6px 10px)`,
      border: `1px solid ${theme.visualization.getColorByName('orange')}`,
    }),
    maintenance: css({ background: theme.visualization.getColorByName('purple') }),
  };
};
