import React from 'react';
import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';

/** Grey lines where rows are going to be. */
export function Skeleton({ rows, height = 5 }: { rows: number; height?: number }) {
  const styles = useStyles2(getStyles, height);
  return (
    <div role="status" aria-label={t('skeleton.loading', 'Loading')} className={styles.lines}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.line} style={{ opacity: 1 - row / (rows + 2) }} />
      ))}
    </div>
  );
}

const shimmer = keyframes({ '0%': { opacity: 0.5 }, '50%': { opacity: 1 }, '100%': { opacity: 0.5 } });

const getStyles = (theme: GrafanaTheme2, height: number) => ({
  lines: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    [theme.transitions.handleMotion('no-preference')]: { animation: `${shimmer} 1.6s ease-in-out infinite` },
  }),
  line: css({
    height: theme.spacing(height),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
});
