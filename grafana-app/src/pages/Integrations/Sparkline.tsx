import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { IntegrationRowFragment } from '../../api/generated/graphql';
import { plain } from '../../words/plain';

type Traffic = IntegrationRowFragment['traffic'];

const HEIGHT = 28;
/** The least that a half hour with something in it is drawn as. */
const LEAST = 2;

/** The last 24 hours by half hours: bars of what was taken, and red feet of what was refused. */
export function Sparkline({ traffic, height = HEIGHT }: { traffic: Traffic; height?: number }) {
  const styles = useStyles2(getStyles);
  const { buckets, alertsPerMinute, refused } = traffic;
  const most = Math.max(1, ...buckets.map(({ alerts }) => alerts));
  const label = t('sparkline.label', '{{rate}} alerts a minute in the last 24 hours, {{refused}} requests refused', {
    ...plain,
    rate: formatRate(alertsPerMinute),
    refused,
  });
  return (
    <svg
      role="img"
      aria-label={label}
      className={styles.chart}
      viewBox={`0 0 ${buckets.length * 4} ${height}`}
      preserveAspectRatio="none"
      style={{ height }}
    >
      <title>{label}</title>
      <line x1="0" x2={buckets.length * 4} y1={height - 0.5} y2={height - 0.5} className={styles.ground} />
      {buckets.map(({ at, alerts, refused }, index) => {
        const size = alerts === 0 ? 0 : Math.max(LEAST, (alerts / most) * (height - 4));
        return (
          <g key={at}>
            {size > 0 && <rect x={index * 4} width="3" y={height - size} height={size} className={styles.bar} />}
            {refused > 0 && <rect x={index * 4} width="3" y={height - 3} height="3" className={styles.refused} />}
          </g>
        );
      })}
    </svg>
  );
}

/** A rate as people say it: whole numbers when there are many, two digits when there are few, and no smaller than it means something. */
export function formatRate(rate: number): string {
  if (rate === 0 || rate >= 10) {
    return Math.round(rate).toLocaleString();
  }
  return rate < 0.1 ? '< 0.1' : rate.toPrecision(2);
}

const getStyles = (theme: GrafanaTheme2) => ({
  chart: css({ display: 'block', width: '100%' }),
  ground: css({ stroke: theme.colors.border.weak, vectorEffect: 'non-scaling-stroke' }),
  bar: css({ fill: theme.colors.primary.main }),
  refused: css({ fill: theme.colors.error.main }),
});
