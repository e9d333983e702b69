import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { DeliveryFilter, DeliveryStatsQuery } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { Failure } from '../../components/Failure/Failure';
import { Quiet, Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { formatDuration } from '../../time/formatSpan';
import { plain } from '../../words/plain';
import { type Span, useDeliveryStats } from './useDeliveries';

type Channel = DeliveryStatsQuery['deliveryStats'][number];

/** Success and latency of each channel over the span, drawn and as numbers. */
export function ChannelStats({ filter, span }: { filter: DeliveryFilter; span: Span }) {
  const styles = useStyles2(getStyles);
  const { data, error, isPending, refetch } = useDeliveryStats(filter, span);
  return (
    <Section title={t('deliveries.stats', 'By channel')}>
      {isPending ? (
        <Skeleton rows={2} />
      ) : !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data.channels.length === 0 ? (
        <Quiet>{t('deliveries.statsNone', 'Nothing was sent in this time.')}</Quiet>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th>{t('deliveries.channel', 'Channel')}</th>
                <th>{t('deliveries.overTime', 'Over time')}</th>
                <th>{t('deliveries.sent', 'Notices')}</th>
                <th>{t('deliveries.success', 'Delivered')}</th>
                <th>{t('deliveries.median', 'Median')}</th>
                <th>{t('deliveries.p95', '95 %')}</th>
              </tr>
            </thead>
            <tbody>
              {data.channels.map((channel) => (
                <tr key={channel.channelId}>
                  <td className={styles.name}>
                    {channel.name} <span className={styles.quiet}>{channel.kind}</span>
                  </td>
                  <td>
                    <Bars
                      channel={channel}
                      from={data.from.getTime()}
                      stepMs={data.stepSeconds * 1000}
                      bars={data.bars}
                    />
                  </td>
                  <td>{new Intl.NumberFormat(language()).format(channel.total)}</td>
                  <td className={shareOf(channel) !== null && (shareOf(channel) ?? 1) < 0.95 ? styles.bad : undefined}>
                    {shareText(channel)}
                  </td>
                  <td>{channel.medianMs == null ? '–' : formatDuration(channel.medianMs, language())}</td>
                  <td>{channel.p95Ms == null ? '–' : formatDuration(channel.p95Ms, language())}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

/** Of those that came to an end by an attempt; what was called off says nothing of the channel. */
function shareOf({ delivered, failed }: Pick<Channel, 'delivered' | 'failed'>): number | null {
  return delivered + failed === 0 ? null : delivered / (delivered + failed);
}

function shareText(channel: Channel): string {
  const share = shareOf(channel);
  return share === null
    ? '–'
    : new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

const HEIGHT = 28;

function Bars({ channel, from, stepMs, bars }: { channel: Channel; from: number; stepMs: number; bars: number }) {
  const { visualization } = useTheme2();
  const highest = Math.max(1, ...channel.points.map(({ delivered, failed }) => delivered + failed));
  const width = 100 / bars;
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(1.5, (count / highest) * HEIGHT));
  return (
    <svg
      width={240}
      height={HEIGHT}
      viewBox={`0 0 100 ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('deliveries.bars', '{{name}}: {{delivered}} delivered, {{failed}} failed', {
        ...plain,
        name: channel.name,
        delivered: channel.delivered,
        failed: channel.failed,
      })}
    >
      <line x1={0} x2={100} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="currentColor" strokeOpacity={0.25} />
      {channel.points.map(({ at, delivered, failed, p95Ms }) => {
        const x = Math.floor((Date.parse(at) - from) / stepMs) * width;
        const up = heightOf(delivered);
        const down = heightOf(failed);
        const took = p95Ms == null ? '' : ` · ${formatDuration(p95Ms, language())}`;
        return (
          <g key={at}>
            <title>{`${dateTimeFormat(at)} · ${delivered} ✓ ${failed} ✗${took}`}</title>
            <rect x={x} y={HEIGHT - up} width={width * 0.8} height={up} fill={visualization.getColorByName('green')} />
            <rect
              x={x}
              y={HEIGHT - up - down}
              width={width * 0.8}
              height={down}
              fill={visualization.getColorByName('red')}
            />
          </g>
        );
      })}
    </svg>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    '& th': {
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightRegular,
    },
    '& th, & td': { padding: theme.spacing(0.5, 2, 0.5, 0), textAlign: 'left', whiteSpace: 'nowrap' },
    '& td:nth-of-type(n+3)': { fontVariantNumeric: 'tabular-nums' },
  }),
  name: css({ '&&': { whiteSpace: 'normal' }, overflowWrap: 'anywhere', minWidth: 120 }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  bad: css({ color: theme.colors.error.text, fontWeight: theme.typography.fontWeightMedium }),
});
