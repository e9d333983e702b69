import React, { useMemo, useRef, useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Icon, Tooltip, useStyles2, useTheme2 } from '@grafana/ui';
import type { AlertStatus, Severity } from '../../api/generated/graphql';
import { useNow } from '../../time/useNow';
import { severityLook } from '../../words/incidents';
import { describeEntry, type Entry } from '../../words/timeline';
import { useWidth } from '../useWidth';
import { type AxisRange, clusterMarks, placeStretch, rangeOf, ticksOf } from './placeOnAxis';
import { plain } from '../../words/plain';

const FEW_ALERTS = 8;
const MARK_WIDTH = 22;
const TICK_WIDTH = 110;

interface AxisAlert {
  id: string;
  name: string;
  status: AlertStatus;
  severity: Severity;
  labels: Record<string, string>;
  startsAt: string;
  endsAt?: string | null;
}

interface Props {
  incident: { openedAt: string; acknowledgedAt?: string | null; resolvedAt?: string | null };
  alerts: AxisAlert[];
  entries: Array<Entry & { id: string; at: string }>;
}

/** The incident over time: what happened as marks, its alerts as bars from when they began until they ended. */
export function TimeAxis({ incident, alerts, entries }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame, 800);
  const [all, setAll] = useState(false);
  const now = useNow();
  const range = rangeOf(
    incident,
    alerts.map(({ startsAt }) => startsAt),
    now
  );
  const sorted = useMemo(() => [...alerts].sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt)), [alerts]);
  const shown = all ? sorted : sorted.slice(0, FEW_ALERTS);
  const marks = clusterMarks(
    range,
    entries.map((entry) => ({ entry, at: Date.parse(entry.at) })),
    (MARK_WIDTH / width) * 100
  );
  const ticks = ticksOf(
    range,
    Math.max(2, Math.floor(width / TICK_WIDTH)),
    -new Date(range.from).getTimezoneOffset() * 60_000
  );
  const tickFormat = range.to - range.from > 20 * 3_600_000 ? 'MM-DD HH:mm' : 'HH:mm';
  const stretches = phases(incident, now, range);

  return (
    <div ref={frame} className={styles.frame} role="group" aria-label={t('axis.label', 'The incident over time')}>
      <div className={styles.plot}>
        {ticks.map((tick) => (
          <div key={tick} className={styles.tick} style={{ left: `${percent(range, tick)}%` }}>
            <span>{dateTimeFormat(tick, { format: tickFormat })}</span>
          </div>
        ))}
        <div className={styles.marks}>
          {stretches.map(({ color, text, left, width: wide }) => (
            <div
              key={text}
              className={styles.phase}
              title={text}
              style={{ left: `${left}%`, width: `${wide}%`, background: theme.visualization.getColorByName(color) }}
            />
          ))}
          {marks.map(({ left, marks: [first, ...rest] }) => {
            const { icon, color } = describeEntry(first.entry);
            return (
              <Tooltip
                key={first.entry.id}
                content={
                  <ul className={styles.tip}>
                    {[first, ...rest].slice(0, 8).map(({ entry }) => (
                      <li key={entry.id}>
                        {dateTimeFormat(entry.at, { format: 'HH:mm:ss' })} {describeEntry(entry).text}
                      </li>
                    ))}
                    {rest.length > 7 && <li>+{rest.length - 7}</li>}
                  </ul>
                }
              >
                <span
                  className={styles.mark}
                  style={{ left: `${left}%`, color: theme.visualization.getColorByName(color) }}
                  tabIndex={0}
                  role="img"
                  aria-label={describeEntry(first.entry).text}
                >
                  <Icon name={icon} size="sm" />
                  {rest.length > 0 && <span className={styles.count}>{rest.length + 1}</span>}
                </span>
              </Tooltip>
            );
          })}
        </div>
        {shown.map((alert) => (
          <Bar key={alert.id} alert={alert} range={range} now={now} />
        ))}
        {range.to >= now && <div className={styles.now} style={{ left: `${percent(range, now)}%` }} aria-hidden />}
      </div>
      {sorted.length > FEW_ALERTS && (
        <Button fill="text" size="sm" onClick={() => setAll(!all)}>
          {all
            ? t('axis.fewer', 'Show fewer alerts')
            : t('axis.more', 'Show {{count}} more alerts', {
                ...plain,
                count: sorted.length - FEW_ALERTS,
                defaultValue_one: 'Show {{count}} more alert',
                defaultValue_other: 'Show {{count}} more alerts',
              })}
        </Button>
      )}
    </div>
  );
}

function Bar({ alert, range, now }: { alert: AxisAlert; range: AxisRange; now: number }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const end = alert.endsAt ? Date.parse(alert.endsAt) : now;
  const place = placeStretch(range, Date.parse(alert.startsAt), end);
  const { color, text } = severityLook(alert.severity);
  const shade = theme.visualization.getColorByName(color);
  const where = alert.labels.instance ?? alert.labels.pod ?? alert.labels.host ?? alert.labels.service ?? '';
  const times = `${dateTimeFormat(alert.startsAt)} – ${alert.endsAt ? dateTimeFormat(alert.endsAt) : t('axis.firing', 'firing')}`;
  return (
    <Tooltip content={`${alert.name} ${where} · ${text} · ${times}`} placement="top">
      <div className={styles.alert}>
        {place !== undefined && (
          <div
            className={styles.bar}
            style={{
              left: `${place.left}%`,
              width: `${place.width}%`,
              background: `color-mix(in srgb, ${shade} ${alert.status === 'FIRING' ? 55 : 25}%, transparent)`,
              borderColor: shade,
              borderLeftStyle: place.cutLeft ? 'dashed' : 'solid',
              borderRightStyle: alert.endsAt ? 'solid' : 'dashed',
            }}
          />
        )}
        <span className={styles.name}>
          {alert.name} <span className={styles.where}>{where}</span>
        </span>
      </div>
    </Tooltip>
  );
}

function percent({ from, to }: AxisRange, at: number): number {
  return ((at - from) / (to - from)) * 100;
}

/** How long it waited for a person, and how long a person had it. */
function phases({ openedAt, acknowledgedAt, resolvedAt }: Props['incident'], now: number, range: AxisRange) {
  const end = resolvedAt ? Date.parse(resolvedAt) : now;
  const seen = acknowledgedAt ? Date.parse(acknowledgedAt) : end;
  return [
    { color: 'red', text: t('axis.waiting', 'Waiting for somebody'), start: Date.parse(openedAt), stop: seen },
    { color: 'blue', text: t('axis.handled', 'Somebody is on it'), start: seen, stop: end },
  ].flatMap(({ start, stop, ...look }) => {
    const place = placeStretch(range, start, stop);
    return place !== undefined && place.width > 0 ? [{ ...look, ...place }] : [];
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({
    padding: theme.spacing(1, 1.5),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    overflow: 'hidden',
  }),
  plot: css({ position: 'relative', paddingTop: theme.spacing(3), minHeight: theme.spacing(10) }),
  tick: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    borderLeft: `1px solid ${theme.colors.border.weak}`,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    pointerEvents: 'none',
    whiteSpace: 'nowrap',
    paddingLeft: theme.spacing(0.5),
  }),
  now: css({
    position: 'absolute',
    top: theme.spacing(2),
    bottom: 0,
    width: 0,
    borderLeft: `2px solid ${theme.colors.primary.border}`,
    pointerEvents: 'none',
  }),
  marks: css({ position: 'relative', height: theme.spacing(4), marginBottom: theme.spacing(1) }),
  phase: css({ position: 'absolute', bottom: 0, height: 3, opacity: 0.8, borderRadius: theme.shape.radius.default }),
  mark: css({
    position: 'absolute',
    top: 0,
    transform: 'translateX(-50%)',
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: MARK_WIDTH,
    height: MARK_WIDTH,
    borderRadius: theme.shape.radius.circle,
    border: '1px solid currentColor',
    background: theme.colors.background.primary,
    zIndex: 1,
  }),
  count: css({
    position: 'absolute',
    top: -6,
    right: -8,
    minWidth: 14,
    padding: '0 3px',
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.medium}`,
    color: theme.colors.text.primary,
    fontSize: 10,
    lineHeight: '13px',
    textAlign: 'center',
  }),
  tip: css({ listStyle: 'none', margin: 0, padding: 0 }),
  alert: css({ position: 'relative', height: theme.spacing(2.75), marginBottom: theme.spacing(0.5) }),
  bar: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    minWidth: 4,
    borderWidth: 1,
    borderStyle: 'solid',
    borderRadius: theme.shape.radius.default,
  }),
  name: css({
    position: 'absolute',
    insetInline: theme.spacing(0.75),
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.spacing(2.75),
    textShadow: `0 0 3px ${theme.colors.background.secondary}, 0 0 3px ${theme.colors.background.secondary}`,
  }),
  where: css({ color: theme.colors.text.secondary }),
});
