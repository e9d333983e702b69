import React, { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef, useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { language } from '../../api/language';
import { spanText } from '../../words/schedules';
import { place, snap, type ZoneDay } from './zoneDays';

/*
 * One drawing with its pointer and its keyboard: rows, bars, what is being drawn and the line of now share the same scale, so they stand in one file.
 */

/** Something in a row: who is on call, or that nobody is. */
export interface GridSpan {
  id: string;
  from: number;
  to: number;
  text: string;
  /** More of it, for the tooltip. */
  detail?: string;
  /** Gives the colour: the same person has the same one in every row. Null for nobody. */
  personId: string | null;
  /** Nobody is on call although somebody must be. */
  isGap?: boolean;
  /** Its edges may be dragged. */
  isMovable?: boolean;
}

export interface GridRow {
  id: string;
  label: string;
  hint?: string;
  /** The row that the others come to. */
  isFinal?: boolean;
  spans: GridSpan[];
}

interface Props {
  label: string;
  rows: GridRow[];
  days: ZoneDay[];
  zone: string;
  now: number;
  /** Days are narrow, so only their numbers stand. */
  isDense: boolean;
  /** People in the order of their colours. */
  people: readonly string[];
  /** A stretch was drawn on a row by hand. */
  onDraw?(from: number, to: number): void;
  onOpen?(span: GridSpan, row: GridRow): void;
  /** The edges of a span were dragged. */
  onMove?(span: GridSpan, from: number, to: number): void;
}

type Drag =
  | { kind: 'draw'; rowId: string; anchor: number; from: number; to: number }
  | { kind: 'edge'; rowId: string; span: GridSpan; edge: 'from' | 'to'; from: number; to: number };

/** Rows of shifts over days: the layers, and what they come to. Times are drawn as they are, so that a day of 23 or 25 hours is narrower or wider. */
export function ShiftGrid({ label, rows, days, zone, now, isDense, people, onDraw, onOpen, onMove }: Props) {
  const styles = useStyles2(getStyles);
  const colorOf = usePersonColors(people);
  const [drag, setDrag] = useState<Drag>();
  const tracks = useRef(new Map<string, HTMLElement>());
  const [start, end] = [days[0]?.from ?? 0, days.at(-1)?.to ?? 1];
  const columns = days.map(({ from, to }) => `minmax(0, ${to - from}fr)`).join(' ');

  const momentAt = (rowId: string, clientX: number): number => {
    const box = tracks.current.get(rowId)?.getBoundingClientRect();
    const part = box && box.width > 0 ? Math.min(1, Math.max(0, (clientX - box.left) / box.width)) : 0;
    return snap(start + part * (end - start), zone);
  };
  const follow = (event: PointerEvent<HTMLElement>) => {
    if (drag === undefined) {
      return;
    }
    const at = momentAt(drag.rowId, event.clientX);
    if (drag.kind === 'draw') {
      // Only now: captured from the start, a mere click would never reach the shift that it is meant for.
      event.currentTarget.setPointerCapture?.(event.pointerId);
      setDrag({ ...drag, from: Math.min(drag.anchor, at), to: Math.max(drag.anchor, at) });
    } else if (drag.edge === 'from') {
      setDrag({ ...drag, from: Math.min(at, drag.to - 30 * 60_000) });
    } else {
      setDrag({ ...drag, to: Math.max(at, drag.from + 30 * 60_000) });
    }
  };
  const finish = () => {
    if (drag?.kind === 'draw' && drag.to > drag.from) {
      onDraw?.(drag.from, drag.to);
    }
    if (drag?.kind === 'edge' && (drag.from !== drag.span.from || drag.to !== drag.span.to)) {
      onMove?.(drag.span, drag.from, drag.to);
    }
    setDrag(undefined);
  };
  const beginDraw = (event: PointerEvent<HTMLElement>, row: GridRow) => {
    if (!row.isFinal || onDraw === undefined || event.button !== 0) {
      return;
    }
    const at = momentAt(row.id, event.clientX);
    setDrag({ kind: 'draw', rowId: row.id, anchor: at, from: at, to: at });
  };
  const beginEdge = (event: PointerEvent<HTMLElement>, row: GridRow, span: GridSpan, edge: 'from' | 'to') => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture?.(event.pointerId);
    setDrag({ kind: 'edge', rowId: row.id, span, edge, from: span.from, to: span.to });
  };

  return (
    <div className={styles.scroll}>
      <div className={styles.grid} role="table" aria-label={label}>
        <div className={styles.row} role="row">
          <span role="columnheader" className={styles.corner} />
          <span role="columnheader" className={styles.days} style={{ gridTemplateColumns: columns }}>
            {days.map(({ wall, from, to }) => (
              <span
                key={wall}
                className={cx(styles.day, isWeekend(wall) && styles.weekend, from <= now && now < to && styles.today)}
              >
                {dayText(wall, isDense)}
              </span>
            ))}
          </span>
        </div>
        {rows.map((row) => (
          <div key={row.id} className={cx(styles.row, row.isFinal && styles.final)} role="row" aria-label={row.label}>
            <span role="rowheader" className={styles.label} title={row.hint ?? row.label}>
              <span className={styles.name}>{row.label}</span>
              {row.hint !== undefined && <span className={styles.hint}>{row.hint}</span>}
            </span>
            <span
              role="cell"
              className={cx(styles.track, row.isFinal && onDraw && styles.drawable)}
              ref={(element) => {
                if (element) {
                  tracks.current.set(row.id, element);
                }
              }}
              onPointerDown={(event) => beginDraw(event, row)}
              onPointerMove={follow}
              onPointerUp={finish}
              onPointerCancel={() => setDrag(undefined)}
            >
              <span className={styles.lines} style={{ gridTemplateColumns: columns }}>
                {days.map(({ wall }) => (
                  <span key={wall} className={cx(styles.line, isWeekend(wall) && styles.weekend)} />
                ))}
              </span>
              {row.spans.map((span) => {
                const shown =
                  drag?.kind === 'edge' && drag.span.id === span.id ? { ...span, from: drag.from, to: drag.to } : span;
                const box = place(shown.from, shown.to, start, end);
                return (
                  box && (
                    <Bar
                      key={`${span.id}-${span.from}`}
                      span={shown}
                      box={box}
                      zone={zone}
                      color={span.personId === null ? undefined : colorOf(span.personId)}
                      onOpen={onOpen && (() => onOpen(span, row))}
                      onEdge={span.isMovable && onMove ? (event, edge) => beginEdge(event, row, span, edge) : undefined}
                    />
                  )
                );
              })}
              {drag?.kind === 'draw' && drag.rowId === row.id && (
                <Drawn from={drag.from} to={drag.to} zone={zone} start={start} end={end} />
              )}
              <NowLine now={now} start={start} end={end} />
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}

interface BarProps {
  span: GridSpan;
  box: NonNullable<ReturnType<typeof place>>;
  zone: string;
  color: string | undefined;
  onOpen: (() => void) | undefined;
  onEdge: ((event: PointerEvent<HTMLElement>, edge: 'from' | 'to') => void) | undefined;
}

function Bar({ span, box, zone, color, onOpen, onEdge }: BarProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const time = spanText(span.from, span.to, zone);
  const words = [span.text, time, span.detail].filter((text) => text !== undefined && text !== '').join(' · ');
  const open = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onOpen?.();
    }
  };
  return (
    <span
      role="button"
      title={words}
      tabIndex={0}
      aria-label={words}
      className={cx(
        styles.bar,
        span.personId === null && (span.isGap ? styles.gap : styles.nobody),
        box.cutLeft && styles.cutLeft,
        box.cutRight && styles.cutRight
      )}
      style={{
        ...{ left: `${box.left}%`, width: `${box.width}%` },
        ...(color !== undefined && { background: color, color: theme.colors.getContrastText(color) }),
      }}
      onPointerDown={(event) => onEdge && event.stopPropagation()}
      onClick={onOpen}
      onKeyDown={open}
    >
      <span className={styles.text}>{span.text}</span>
      {onEdge && !box.cutLeft && (
        <span
          className={cx(styles.edge, styles.left)}
          onClick={stopClick}
          onPointerDown={(event) => onEdge(event, 'from')}
        />
      )}
      {onEdge && !box.cutRight && (
        <span
          className={cx(styles.edge, styles.right)}
          onClick={stopClick}
          onPointerDown={(event) => onEdge(event, 'to')}
        />
      )}
    </span>
  );
}

/** The end of a drag is no click on the shift. */
function stopClick(event: MouseEvent) {
  event.stopPropagation();
}

function Drawn({ from, to, zone, start, end }: { from: number; to: number; zone: string; start: number; end: number }) {
  const styles = useStyles2(getStyles);
  const box = place(from, to, start, end);
  return box ? (
    <span className={styles.drawn} style={{ left: `${box.left}%`, width: `${box.width}%` }}>
      {spanText(from, to, zone)}
    </span>
  ) : null;
}

function NowLine({ now, start, end }: { now: number; start: number; end: number }) {
  const styles = useStyles2(getStyles);
  const part = (now - start) / (end - start);
  return part < 0 || part > 1 ? null : (
    <span className={styles.now} style={{ left: `${part * 100}%` }} title={t('schedule.now', 'Now')} />
  );
}

const hues = ['blue', 'green', 'orange', 'purple', 'yellow', 'red'];
const shades = ['semi-dark', 'light', 'dark', 'super-light'];

/** A colour for each person: as many as the theme tells apart, then round again. */
function usePersonColors(people: readonly string[]): (id: string) => string {
  const theme = useTheme2();
  return (id) => {
    const at = Math.max(0, people.indexOf(id)) % (hues.length * shades.length);
    return theme.visualization.getColorByName(`${shades[Math.floor(at / hues.length)]}-${hues[at % hues.length]}`);
  };
}

function isWeekend(wall: number): boolean {
  return [0, 6].includes(new Date(wall).getUTCDay());
}

function dayText(wall: number, isDense: boolean): string {
  const form = isDense ? ({ day: 'numeric' } as const) : ({ weekday: 'short', day: 'numeric' } as const);
  return isDense
    ? String(new Date(wall).getUTCDate())
    : new Intl.DateTimeFormat(language(), { timeZone: 'UTC', ...form }).format(wall);
}

/** Of people in shifts, in a fixed order: so that a colour stays with whom it has. */
export function orderPeople(shifts: ReadonlyArray<{ people: ReadonlyArray<{ id: string } | null> }>): string[] {
  return [...new Set(shifts.flatMap(({ people }) => people.flatMap((person) => person?.id ?? [])))].sort();
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({
    overflowX: 'auto',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  grid: css({ minWidth: 720 }),
  row: css({
    display: 'grid',
    gridTemplateColumns: '160px 1fr',
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '&:last-child': { borderBottom: 0 },
  }),
  final: css({ background: theme.colors.background.secondary }),
  corner: css({ position: 'sticky', left: 0, background: theme.colors.background.primary, zIndex: 3 }),
  days: css({ display: 'grid' }),
  day: css({
    padding: theme.spacing(0.5, 0.25),
    textAlign: 'center',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    borderLeft: `1px solid ${theme.colors.border.weak}`,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
  }),
  weekend: css({ background: theme.colors.action.hover }),
  today: css({ color: theme.colors.primary.text, fontWeight: theme.typography.fontWeightMedium }),
  label: css({
    position: 'sticky',
    left: 0,
    zIndex: 3,
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'center',
    padding: theme.spacing(0.5, 1),
    minWidth: 0,
    background: theme.colors.background.primary,
  }),
  name: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  hint: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  track: css({ position: 'relative', minHeight: theme.spacing(5), overflow: 'hidden' }),
  drawable: css({ cursor: 'crosshair', touchAction: 'pan-y', minHeight: theme.spacing(6) }),
  lines: css({ display: 'grid', position: 'absolute', inset: 0 }),
  line: css({ borderLeft: `1px solid ${theme.colors.border.weak}` }),
  bar: css({
    position: 'absolute',
    top: theme.spacing(0.75),
    bottom: theme.spacing(0.75),
    display: 'flex',
    alignItems: 'center',
    minWidth: 3,
    padding: theme.spacing(0, 0.75),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.background.primary}`,
    overflow: 'hidden',
    cursor: 'pointer',
    fontSize: theme.typography.bodySmall.fontSize,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  text: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', pointerEvents: 'none' }),
  gap: css({
    background: `repeating-linear-gradient(45deg, ${theme.colors.error.transparent} 0 6px, transparent 6px 12px)`,
    border: `1px dashed ${theme.colors.error.border}`,
    color: theme.colors.error.text,
  }),
  nobody: css({ border: `1px dashed ${theme.colors.border.medium}`, color: theme.colors.text.secondary }),
  cutLeft: css({ borderTopLeftRadius: 0, borderBottomLeftRadius: 0 }),
  cutRight: css({ borderTopRightRadius: 0, borderBottomRightRadius: 0 }),
  edge: css({ position: 'absolute', top: 0, bottom: 0, width: 8, cursor: 'ew-resize', touchAction: 'none' }),
  left: css({ left: 0 }),
  right: css({ right: 0 }),
  drawn: css({
    position: 'absolute',
    top: theme.spacing(0.25),
    bottom: theme.spacing(0.25),
    zIndex: 2,
    padding: theme.spacing(0.25, 0.75),
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    pointerEvents: 'none',
    fontSize: theme.typography.bodySmall.fontSize,
    background: theme.colors.primary.transparent,
    border: `2px solid ${theme.colors.primary.border}`,
    borderRadius: theme.shape.radius.default,
  }),
  now: css({ position: 'absolute', top: 0, bottom: 0, width: 2, background: theme.colors.error.main, zIndex: 2 }),
});
