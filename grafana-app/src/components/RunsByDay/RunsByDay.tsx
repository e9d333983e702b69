import React, { useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Tooltip, useStyles2, useTheme2 } from '@grafana/ui';
import { language } from '../../api/language';
import { formatSpan, formatTook } from '../../time/formatSpan';
import { plain } from '../../words/plain';
import { useWidth } from '../useWidth';
import { placeLine, topOf } from './placeLine';

interface Day {
  /** `2026-11-27` */
  day: string;
  runs: number;
  succeeded: number;
  failed: number;
  medianSeconds?: number | null;
  savedMinutes: number;
}

const HEIGHT = 96;
const SAVED_HEIGHT = 28;

/** Runs day by day: bars by what came of them, a line for how long half of them took at most, and below what they saved people. */
export function RunsByDay({ days }: { days: readonly Day[] }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const chart = useRef<HTMLDivElement>(null);
  const width = useWidth(chart, 800);
  const colors = {
    succeeded: theme.visualization.getColorByName('green'),
    failed: theme.visualization.getColorByName('red'),
    other: theme.colors.border.strong,
    median: theme.visualization.getColorByName('blue'),
    saved: theme.visualization.getColorByName('purple'),
  };
  const most = topOf(days.map(({ runs }) => runs));
  const longest = Math.max(...days.map(({ medianSeconds }) => medianSeconds ?? 0));
  const mostSaved = Math.max(...days.map(({ savedMinutes }) => savedMinutes));
  const lines = placeLine(
    days.map(({ medianSeconds }) => medianSeconds ?? null),
    { width, height: HEIGHT, highest: longest }
  );
  const middle = days[Math.floor(days.length / 2)];
  return (
    <figure className={styles.figure} aria-label={t('runsByDay.title', 'Runs day by day')}>
      <div className={styles.legend}>
        <Key color={colors.succeeded} text={t('playbookStats.succeeded', 'succeeded')} />
        <Key color={colors.failed} text={t('playbookStats.failed', 'failed')} />
        <Key color={colors.other} text={t('playbookStats.other', 'cancelled or under way')} />
        {longest > 0 && (
          <Key
            isLine
            color={colors.median}
            text={t('runsByDay.median', 'half take at most (up to {{longest}})', {
              ...plain,
              longest: formatTook(longest * 1000, language()),
            })}
          />
        )}
        {mostSaved > 0 && <Key color={colors.saved} text={t('runsByDay.saved', 'time saved')} />}
      </div>
      <div className={styles.frame}>
        <span className={styles.scale} style={{ height: HEIGHT }} aria-hidden>
          <span>{most}</span>
          <span>0</span>
        </span>
        <div ref={chart} className={styles.days}>
          {days.map((day) => {
            const { runs, succeeded, failed, savedMinutes } = day;
            return (
              <Tooltip key={day.day} content={dayWords(day)} placement="top">
                <div className={styles.day} role="img" aria-label={dayWords(day)}>
                  <div className={styles.bar}>
                    <Part count={succeeded} most={most} color={colors.succeeded} />
                    <Part count={failed} most={most} color={colors.failed} />
                    <Part count={runs - succeeded - failed} most={most} color={colors.other} />
                  </div>
                  {mostSaved > 0 && (
                    <div className={styles.saved}>
                      {savedMinutes > 0 && (
                        <div
                          style={{
                            height: Math.max(2, (savedMinutes / mostSaved) * SAVED_HEIGHT),
                            background: colors.saved,
                          }}
                        />
                      )}
                    </div>
                  )}
                </div>
              </Tooltip>
            );
          })}
          <svg className={styles.line} width={width} height={HEIGHT} aria-hidden>
            {lines.map((points) =>
              points.length > 1 ? (
                <polyline
                  key={points[0]?.join()}
                  points={points.map((point) => point.join(',')).join(' ')}
                  fill="none"
                  stroke={colors.median}
                  strokeWidth={2}
                />
              ) : null
            )}
            {lines.flat().map(([x, y]) => (
              <circle key={x} cx={x} cy={y} r={days.length > 40 ? 1.5 : 2.5} fill={colors.median} />
            ))}
          </svg>
        </div>
      </div>
      <div className={styles.axis} aria-hidden>
        <span>{days[0] && shortDay(days[0].day)}</span>
        {days.length > 4 && <span>{middle && shortDay(middle.day)}</span>}
        <span>{t('runsByDay.today', 'today')}</span>
      </div>
    </figure>
  );
}

function Key({ color, text, isLine = false }: { color: string; text: string; isLine?: boolean }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.key}>
      <span style={{ width: 12, height: isLine ? 2 : 8, borderRadius: 1, background: color }} aria-hidden />
      {text}
    </span>
  );
}

function Part({ count, most, color }: { count: number; most: number; color: string }) {
  return count > 0 ? <div style={{ height: Math.max(2, (count / most) * HEIGHT), background: color }} /> : null;
}

function dayWords({ day, runs, succeeded, failed, medianSeconds, savedMinutes }: Day): string {
  return [
    shortDay(day),
    t('runsByDay.runs', '{{count}} runs', {
      ...plain,
      count: runs,
      defaultValue_one: '{{count}} run',
      defaultValue_other: '{{count}} runs',
    }),
    ...(runs === 0
      ? []
      : [t('runsByDay.ends', '{{succeeded}} succeeded, {{failed}} failed', { ...plain, succeeded, failed })]),
    ...(medianSeconds == null
      ? []
      : [
          t('runsByDay.took', 'half took at most {{span}}', {
            ...plain,
            span: formatTook(medianSeconds * 1000, language()),
          }),
        ]),
    ...(savedMinutes > 0
      ? [t('playbooks.saved', 'saved {{span}}', { ...plain, span: formatSpan(savedMinutes * 60_000, language()) })]
      : []),
  ].join(' · ');
}

/** A day of the calendar without its year; it belongs to no time zone any more. */
function shortDay(day: string): string {
  return new Intl.DateTimeFormat(language(), { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`)
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  figure: css({ margin: theme.spacing(2, 0, 0) }),
  legend: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    marginBottom: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  key: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  frame: css({ display: 'flex', gap: theme.spacing(1) }),
  scale: css({
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'space-between',
    flex: 'none',
    minWidth: 20,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: 1,
    fontVariantNumeric: 'tabular-nums',
    textAlign: 'right',
  }),
  days: css({ position: 'relative', display: 'flex', flex: 1, minWidth: 0 }),
  day: css({ flex: '1 1 0', minWidth: 0, '&:hover': { background: theme.colors.action.hover } }),
  bar: css({
    display: 'flex',
    flexDirection: 'column-reverse',
    height: HEIGHT,
    padding: '0 8%',
    borderBottom: `1px solid ${theme.colors.border.medium}`,
  }),
  saved: css({
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'flex-end',
    height: SAVED_HEIGHT + 6,
    padding: '6px 8% 0',
  }),
  line: css({ position: 'absolute', top: 0, left: 0, pointerEvents: 'none' }),
  axis: css({
    display: 'flex',
    justifyContent: 'space-between',
    marginTop: theme.spacing(0.5),
    paddingLeft: 28,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
