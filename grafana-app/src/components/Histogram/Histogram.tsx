import React, { useMemo, useRef } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Tooltip, useStyles2, useTheme2 } from '@grafana/ui';
import type { Severity } from '../../api/generated/graphql';
import { useNow } from '../../time/useNow';
import { severities, severityLook } from '../../words/incidents';
import { useWidth } from '../useWidth';
import { type Bucket, countBySeverity } from './countBySeverity';
import { plain } from '../../words/plain';

const HEIGHT = 48;
const BUCKET_WIDTH = 14;

/** When the loaded incidents were opened, by severity: a storm is seen before it is read. */
export function Histogram({ rows }: { rows: ReadonlyArray<{ openedAt: string; severity: Severity }> }) {
  const styles = useStyles2(getStyles);
  const chart = useRef<HTMLDivElement>(null);
  const most = Math.max(8, Math.floor(useWidth(chart, 800) / BUCKET_WIDTH));
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  const buckets = useMemo(() => countBySeverity(rows, minute, most), [rows, minute, most]);
  const highest = Math.max(1, ...buckets.map(({ total }) => total));
  const first = buckets[0];
  return (
    <figure className={styles.figure}>
      <div
        ref={chart}
        className={styles.chart}
        role="img"
        aria-label={t('histogram.label', 'Incidents opened over time, at most {{most}} at once', {
          ...plain,
          most: highest,
        })}
      >
        {buckets.map((bucket) => (
          <Bar key={bucket.from} bucket={bucket} highest={highest} />
        ))}
      </div>
      {first !== undefined && (
        <figcaption className={styles.axis}>
          <span>{dateTimeFormat(first.from, { format: axisFormat(first.from, minute) })}</span>
          <span>{t('histogram.opened', 'Opened')}</span>
          <span>{t('histogram.now', 'now')}</span>
        </figcaption>
      )}
    </figure>
  );
}

function axisFormat(from: number, to: number): string {
  return to - from > 20 * 3_600_000 ? 'YYYY-MM-DD HH:mm' : 'HH:mm';
}

function Bar({ bucket, highest }: { bucket: Bucket; highest: number }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  if (bucket.total === 0) {
    return <div className={styles.bar} />;
  }
  const words = severities
    .filter((severity) => bucket.bySeverity[severity])
    .map((severity) => `${severityLook(severity).text}: ${bucket.bySeverity[severity]}`);
  return (
    <Tooltip content={`${dateTimeFormat(bucket.from)} · ${words.join(', ')}`} placement="top">
      <div className={styles.bar}>
        {[...severities].reverse().map((severity) => {
          const count = bucket.bySeverity[severity] ?? 0;
          return (
            count > 0 && (
              <div
                key={severity}
                style={{
                  height: Math.max(2, (count / highest) * HEIGHT),
                  background: theme.visualization.getColorByName(severityLook(severity).color),
                }}
              />
            )
          );
        })}
      </div>
    </Tooltip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  figure: css({ margin: theme.spacing(0, 0, 2) }),
  chart: css({
    display: 'flex',
    alignItems: 'stretch',
    gap: 2,
    height: HEIGHT,
    overflow: 'hidden',
    borderBottom: `1px solid ${theme.colors.border.medium}`,
  }),
  bar: css({
    flex: '1 1 0',
    minWidth: 0,
    maxWidth: BUCKET_WIDTH * 2,
    display: 'flex',
    flexDirection: 'column-reverse',
    '&:hover': { background: theme.colors.action.hover },
  }),
  axis: css({
    display: 'flex',
    justifyContent: 'space-between',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
