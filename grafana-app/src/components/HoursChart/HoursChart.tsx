import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { language } from '../../api/language';
import { clockText, partsOf } from './wallTime';

interface Props {
  /** What is drawn, for those who do not see it. */
  label: string;
  /** Midnights of the days, as wall times. */
  days: number[];
  /** When something holds, as wall times. */
  windows: ReadonlyArray<{ from: number; until: number }>;
  /** What the clock shows now; left out where the days are of no certain date. */
  now?: number;
  /** A week is drawn day by day over 24 hours, a month as a leaf of a calendar. */
  view: 'week' | 'month';
}

const hours = [0, 6, 12, 18, 24];

/** Draws at which hours of which days something holds. */
export function HoursChart({ label, days, windows, now, view }: Props) {
  const styles = useStyles2(getStyles);
  const [first = 0] = days;
  const blanks = view === 'month' ? (new Date(first).getUTCDay() + 6) % 7 : 0;
  return (
    <div className={view === 'month' ? styles.month : styles.week} role="list" aria-label={label}>
      {view === 'week' && (
        <div className={styles.axis} aria-hidden>
          {hours.map((hour) => (
            <span key={hour} style={{ left: `${(hour / 24) * 100}%` }}>
              {hour}
            </span>
          ))}
        </div>
      )}
      {Array.from({ length: blanks }, (_, index) => (
        <span key={index} aria-hidden />
      ))}
      {days.map((day) => {
        const parts = partsOf(day, windows);
        const isToday = now !== undefined && now >= day && now < day + 86_400_000;
        const text = parts.map(({ from, until }) => `${clockText(from)}–${clockText(until)}`).join(', ');
        return (
          <div
            key={day}
            role="listitem"
            aria-label={`${dayText(day, now !== undefined)}: ${text || t('hours.none', 'not at all')}`}
            title={text}
            className={view === 'month' ? styles.leaf : styles.day}
          >
            <span aria-hidden className={cx(styles.name, isToday && styles.today)}>
              {view === 'month' ? new Date(day).getUTCDate() : dayText(day, now !== undefined)}
            </span>
            <span className={styles.bar} aria-hidden>
              {view === 'week' &&
                hours
                  .slice(1, -1)
                  .map((hour) => <span key={hour} className={styles.grid} style={{ left: `${(hour / 24) * 100}%` }} />)}
              {parts.map(({ from, until }) => (
                <span
                  key={from}
                  className={styles.part}
                  style={{ left: `${from / 14.4}%`, width: `${(until - from) / 14.4}%` }}
                />
              ))}
              {isToday && <span className={styles.now} style={{ left: `${(now - day) / 864_000}%` }} />}
            </span>
          </div>
        );
      })}
    </div>
  );
}

function dayText(day: number, isDated: boolean): string {
  return new Intl.DateTimeFormat(language(), {
    weekday: 'short',
    ...(isDated && { day: 'numeric', month: 'numeric' }),
    timeZone: 'UTC',
  }).format(day);
}

const getStyles = (theme: GrafanaTheme2) => ({
  week: css({
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 1),
    alignItems: 'center',
    paddingRight: theme.spacing(1),
  }),
  month: css({ display: 'grid', gridTemplateColumns: 'repeat(7, minmax(0, 1fr))', gap: theme.spacing(0.5) }),
  axis: css({
    gridColumn: 2,
    position: 'relative',
    height: theme.spacing(2),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '& span': { position: 'absolute', transform: 'translateX(-50%)' },
  }),
  day: css({ display: 'contents' }),
  leaf: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.25),
    padding: theme.spacing(0.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  name: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  }),
  today: css({ color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightBold }),
  bar: css({
    position: 'relative',
    display: 'block',
    height: theme.spacing(1.75),
    background: theme.colors.background.canvas,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    overflow: 'hidden',
  }),
  grid: css({ position: 'absolute', top: 0, bottom: 0, borderLeft: `1px solid ${theme.colors.border.weak}` }),
  part: css({ position: 'absolute', top: 0, bottom: 0, background: theme.colors.primary.main }),
  now: css({ position: 'absolute', top: 0, bottom: 0, borderLeft: `2px solid ${theme.colors.error.main}` }),
});
