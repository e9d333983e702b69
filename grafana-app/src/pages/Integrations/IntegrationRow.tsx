import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import type { IntegrationRowFragment } from '../../api/generated/graphql';
import { Age } from '../../components/Age/Age';
import { paths } from '../../routing/paths';
import { heartbeatWords, sourceLook } from '../../words/integrations';
import { plain } from '../../words/plain';
import { HealthBadge } from './HealthBadge';
import { judgeHealth } from './judgeHealth';
import { formatRate, Sparkline } from './Sparkline';

/** One integration at a glance. */
export function IntegrationRow({ integration }: { integration: IntegrationRowFragment }) {
  const styles = useStyles2(getStyles);
  const { id, name, source, lastReceivedAt, traffic, heartbeat } = integration;
  const look = sourceLook(source);
  return (
    <div role="row" className={styles.row}>
      <span role="cell" className={styles.state}>
        <HealthBadge health={judgeHealth(integration)} />
      </span>
      <span role="cell" className={styles.name}>
        <Link to={paths.integration(id)} className={cx(styles.cell, styles.link)} title={name}>
          {name}
        </Link>
        <span className={cx(styles.cell, styles.source)}>
          <Icon name={look.icon} size="sm" /> {look.text}
        </span>
      </span>
      <span role="cell" className={styles.chart}>
        <Sparkline traffic={traffic} />
      </span>
      <span role="cell" className={cx(styles.cell, styles.figures)}>
        {source === 'HEARTBEAT' && heartbeat
          ? heartbeatWords(heartbeat.state)
          : t('integrations.rate', '{{rate}} alerts/min', { ...plain, rate: formatRate(traffic.alertsPerMinute) })}
        {(traffic.refusedShare ?? 0) > 0 && (
          <span className={styles.refused}>
            {t('integrations.refused', '{{share}} % refused', {
              ...plain,
              share: Math.max(1, Math.round((traffic.refusedShare ?? 0) * 100)),
            })}
          </span>
        )}
      </span>
      <span role="cell" className={cx(styles.cell, styles.last)}>
        {lastReceivedAt ? <Age since={lastReceivedAt} ago /> : t('integrations.never', 'Never heard of')}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const narrow = theme.breakpoints.down('md');
  return {
    row: css({
      position: 'relative',
      display: 'grid',
      gridTemplateColumns: '110px minmax(160px, 3fr) minmax(120px, 3fr) 130px 130px',
      alignItems: 'center',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      '&:hover': { background: theme.colors.action.hover },
      '&:focus-within': { background: theme.colors.action.focus },
      [narrow]: {
        gridTemplateColumns: '1fr auto',
        gridTemplateAreas: '"name state" "chart chart" "figures last"',
        gap: theme.spacing(0.75, 1),
      },
    }),
    cell: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
    state: css({ position: 'relative', zIndex: 1, justifySelf: 'start', [narrow]: { gridArea: 'state' } }),
    name: css({ minWidth: 0, [narrow]: { gridArea: 'name' } }),
    link: css({
      display: 'block',
      fontWeight: theme.typography.fontWeightMedium,
      '&:hover': { color: theme.colors.text.link },
      '&::after': { content: '""', position: 'absolute', inset: 0 },
    }),
    source: css({
      display: 'block',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    chart: css({ minWidth: 0, [narrow]: { gridArea: 'chart' } }),
    figures: css({ fontVariantNumeric: 'tabular-nums', [narrow]: { gridArea: 'figures' } }),
    refused: css({ display: 'block', color: theme.colors.error.text, fontSize: theme.typography.bodySmall.fontSize }),
    last: css({
      color: theme.colors.text.secondary,
      textAlign: 'right',
      '& time': { position: 'relative', zIndex: 1 },
      [narrow]: { gridArea: 'last' },
    }),
  };
};
