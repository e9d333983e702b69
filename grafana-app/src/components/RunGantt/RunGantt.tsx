import React, { useMemo } from 'react';
import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import { language } from '../../api/language';
import { formatTook } from '../../time/formatSpan';
import { plain } from '../../words/plain';
import { stepKindLook, stepStatusLook } from '../../words/playbooks';
import { type Bar, placeSteps, type TimedStep } from './placeSteps';

interface Props<Step extends TimedStep> {
  steps: readonly Step[];
  /** When the run began, ISO-8601. */
  begin: string;
  /** When it ended, or now, in milliseconds since 1970. */
  end: number;
  /** Path of the step that is looked at. */
  selected?: string;
  /** How many steps each stands inside of, by its id. */
  depths?: ReadonlyMap<string, number>;
  onSelect(step: Step): void;
}

/** The steps of a run as bars over its time. Arrow keys move between them, pressing one shows what it did. */
export function RunGantt<Step extends TimedStep>({ steps, begin, end, selected, depths, onSelect }: Props<Step>) {
  const styles = useStyles2(getStyles);
  const { bars, ticks, spanMs } = useMemo(
    () => placeSteps(steps, Date.parse(begin), end, depths),
    [steps, begin, end, depths]
  );
  return (
    <div className={styles.chart}>
      <div className={styles.head} aria-hidden>
        <span className={styles.names} />
        <span className={styles.times}>
          {ticks.map((tick) => (
            <span
              key={tick}
              className={styles.tick}
              style={{
                left: `${(100 * tick) / spanMs}%`,
                // The last one ends where its line is, or it would be cut.
                ...(tick / spanMs > 0.92 && { transform: 'translateX(calc(-100% - 8px))' }),
              }}
            >
              {tick === 0 ? '0' : formatTook(tick, language())}
            </span>
          ))}
        </span>
      </div>
      <div
        role="listbox"
        aria-label={t('run.timeline', 'Steps over time')}
        className={styles.rows}
        onKeyDown={moveByArrow}
      >
        {bars.map((bar) => (
          <Row
            key={`${bar.step.path} ${bar.step.attempt}`}
            bar={bar}
            ticks={ticks.map((tick) => tick / spanMs)}
            selected={bar.step.path === selected}
            onSelect={() => onSelect(bar.step)}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps<Step extends TimedStep> {
  bar: Bar<Step>;
  ticks: number[];
  selected: boolean;
  onSelect(): void;
}

function Row<Step extends TimedStep>({ bar, ticks, selected, onSelect }: RowProps<Step>) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { step, depth, undoes, turn, from, width, tookMs } = bar;
  const status = stepStatusLook(step.status);
  const kind = stepKindLook(step.kind);
  const shade = theme.visualization.getColorByName(status.color);
  const took = tookMs === undefined ? undefined : formatTook(tookMs, language());
  const name = [
    step.name || step.id,
    turn === undefined ? undefined : t('run.turn', 'turn {{turn}}', { ...plain, turn }),
    step.attempt > 1 ? t('run.attempt', 'attempt {{attempt}}', { ...plain, attempt: step.attempt }) : undefined,
  ]
    .filter(Boolean)
    .join(' · ');
  const begun = step.startedAt ? dateTimeFormat(step.startedAt) : undefined;
  /** There is room for what it took neither after it nor before it: it stands within. */
  const isWhole = from !== undefined && from < 0.12 && (width ?? 0) > 0.7;
  const isLate = from !== undefined && from + (width ?? 0) > 0.82;
  return (
    <button
      type="button"
      role="option"
      aria-selected={selected}
      aria-label={[kind.text, name, status.text, took].filter(Boolean).join(', ')}
      title={[kind.text, name, status.text, begun, took].filter(Boolean).join(' · ')}
      className={cx(styles.row, selected && styles.selected)}
      data-gantt-row
      onClick={onSelect}
    >
      <span className={styles.names} style={{ paddingLeft: theme.spacing(1 + depth * 1.5) }}>
        <Icon name={status.icon} style={{ color: shade }} />
        <Icon name={undoes ? 'history' : kind.icon} className={styles.kind} />
        <span className={styles.name}>{name}</span>
      </span>
      <span className={styles.times}>
        {ticks.map((tick) => (
          <span key={tick} className={styles.grid} style={{ left: `${100 * tick}%` }} />
        ))}
        {from !== undefined && (
          <>
            <span
              className={cx(styles.bar, undoes && styles.undo, !step.finishedAt && styles.open)}
              style={{
                left: `${100 * from}%`,
                width: `max(3px, ${100 * (width ?? 0)}%)`,
                background: status.color === 'text' ? theme.colors.text.disabled : shade,
              }}
            />
            <span
              className={styles.took}
              style={
                isWhole
                  ? { left: `calc(${100 * from}% + 6px)`, color: theme.colors.getContrastText(shade) }
                  : isLate
                    ? { right: `calc(${100 * (1 - from)}% + 6px)` }
                    : { left: `calc(${100 * (from + (width ?? 0))}% + 6px)` }
              }
            >
              {took}
            </span>
          </>
        )}
      </span>
    </button>
  );
}

function moveByArrow(event: React.KeyboardEvent<HTMLElement>) {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-gantt-row]')];
  const next = by === 0 ? undefined : rows[rows.findIndex((row) => row === document.activeElement) + by];
  if (next !== undefined) {
    event.preventDefault();
    next.focus();
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  chart: css({
    minWidth: 0,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    overflow: 'hidden',
  }),
  head: css({
    display: 'flex',
    height: 24,
    background: theme.colors.background.secondary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  rows: css({ maxHeight: 480, overflowY: 'auto' }),
  row: css({
    display: 'flex',
    width: '100%',
    height: 30,
    padding: 0,
    border: 0,
    background: 'none',
    textAlign: 'left',
    color: theme.colors.text.primary,
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -2 },
  }),
  selected: css({ background: theme.colors.action.selected }),
  names: css({
    flex: '0 0 clamp(140px, 30%, 340px)',
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    minWidth: 0,
    paddingRight: theme.spacing(1),
  }),
  kind: css({ flex: 'none', color: theme.colors.text.secondary }),
  name: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  times: css({ position: 'relative', flex: 1, minWidth: 0, marginRight: theme.spacing(2) }),
  tick: css({
    position: 'absolute',
    top: 4,
    paddingLeft: 4,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: '16px',
    whiteSpace: 'nowrap',
  }),
  grid: css({ position: 'absolute', top: 0, bottom: 0, borderLeft: `1px solid ${theme.colors.border.weak}` }),
  bar: css({ position: 'absolute', top: 8, height: 14, borderRadius: theme.shape.radius.sm }),
  undo: css({ opacity: 0.6 }),
  // What still goes on has no end yet.
  open: css({ borderTopRightRadius: 0, borderBottomRightRadius: 0 }),
  took: css({
    position: 'absolute',
    top: 7,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: '16px',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  }),
});
