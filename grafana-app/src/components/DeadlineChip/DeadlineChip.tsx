import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2, type IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, Tooltip, useStyles2, useTheme2 } from '@grafana/ui';
import { language } from '../../api/language';
import { formatSpan } from '../../time/formatSpan';
import { useNow } from '../../time/useNow';
import { plain } from '../../words/plain';
import { type Deadline, pickDeadline, type Standing } from './judgeDeadline';

const looks: Record<Standing['state'], { icon: IconName; color: string }> = {
  breached: { icon: 'exclamation-circle', color: 'red' },
  close: { icon: 'stopwatch', color: 'orange' },
  running: { icon: 'stopwatch', color: 'text' },
  paused: { icon: 'pause', color: 'text' },
  met: { icon: 'check', color: 'green' },
  late: { icon: 'history', color: 'orange' },
};

/** The deadline of an incident that matters now, ticking; all of them are in the tooltip. */
export function DeadlineChip({ deadlines }: { deadlines: readonly Deadline[] }) {
  const styles = useStyles2(getStyles);
  const { visualization } = useTheme2();
  const now = useNow();
  const standing = pickDeadline(deadlines, now);
  if (standing === undefined) {
    return null;
  }
  const { icon, color } = looks[standing.state];
  return (
    <Tooltip
      content={
        <>
          {deadlines.map(({ kind, dueAt }) => (
            <div key={kind}>
              {kindText(kind)}: {dateTimeFormat(dueAt)}
            </div>
          ))}
        </>
      }
    >
      <span
        className={styles.chip}
        tabIndex={-1}
        style={color === 'text' ? undefined : { color: visualization.getColorByName(color) }}
      >
        <Icon name={icon} size="sm" />
        {standingText(standing)}
      </span>
    </Tooltip>
  );
}

function kindText(kind: Deadline['kind']): string {
  return kind === 'ACKNOWLEDGE' ? t('deadline.acknowledge', 'Acknowledge by') : t('deadline.resolve', 'Resolve by');
}

function standingText({ state, left }: Standing): string {
  const span = formatSpan(Math.abs(left), language());
  switch (state) {
    case 'breached':
      return t('deadline.breached', '{{span}} over', { ...plain, span });
    case 'close':
    case 'running':
      return t('deadline.left', '{{span}} left', { ...plain, span });
    case 'paused':
      return t('deadline.paused', 'paused, {{span}} left', { ...plain, span });
    case 'met':
      return t('deadline.met', 'in time');
    case 'late':
      return t('deadline.late', '{{span}} late', { ...plain, span });
    default:
      return state satisfies never;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  chip: css({
    position: 'relative',
    zIndex: 1,
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
});
