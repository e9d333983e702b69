import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Tooltip, useStyles2, useTheme2 } from '@grafana/ui';
import type { PlaybookStatsFieldsFragment } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { plain } from '../../words/plain';

/** How many of its runs of 30 days did what they should, as a bar and in numbers. */
export function SuccessRate({ stats }: { stats: PlaybookStatsFieldsFragment }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { runs, succeeded, failed } = stats;
  const judged = succeeded + failed;
  if (runs === 0) {
    return <span className={styles.quiet}>{t('playbooks.noRuns', 'no runs in 30 days')}</span>;
  }
  const rate = judged === 0 ? undefined : succeeded / judged;
  const words = t('playbooks.rate', '{{succeeded}} of {{runs}} runs in 30 days succeeded, {{failed}} failed', {
    ...plain,
    ...{ succeeded, runs, failed },
  });
  const color = rate === undefined || rate >= 0.9 ? 'green' : rate >= 0.6 ? 'orange' : 'red';
  return (
    <Tooltip content={words}>
      <span className={styles.rate} tabIndex={0} aria-label={words}>
        <span className={styles.bar}>
          <span
            className={styles.part}
            style={{ width: `${100 * (rate ?? 0)}%`, background: theme.visualization.getColorByName(color) }}
          />
        </span>
        <span className={styles.number}>
          {rate === undefined
            ? '–'
            : new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 0 }).format(rate)}
        </span>
        <span className={styles.quiet}>/ {runs}</span>
      </span>
    </Tooltip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  rate: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  bar: css({
    width: 48,
    height: 6,
    overflow: 'hidden',
    background: theme.colors.border.weak,
    borderRadius: theme.shape.radius.pill,
  }),
  part: css({ display: 'block', height: '100%' }),
  number: css({ fontVariantNumeric: 'tabular-nums' }),
  quiet: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
  }),
});
