import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { IncidentDeliveriesQuery } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { Age } from '../../components/Age/Age';
import { Look } from '../../components/Look/Look';
import { formatDuration } from '../../time/formatSpan';
import { deliveryStatusLook, outcomeWords, readable } from '../../words/outcomes';
import { plain } from '../../words/plain';

export type Delivery = NonNullable<IncidentDeliveriesQuery['incident']>['deliveries']['edges'][number]['node'];

/** Who was told, and every attempt at telling them. */
export function Deliveries({ deliveries }: { deliveries: Delivery[] }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.list}>
      {deliveries.map((delivery) => (
        <article key={delivery.id} className={styles.card}>
          <div className={styles.head}>
            <Look look={deliveryStatusLook(delivery.status)} filled />
            <strong>{delivery.channelName}</strong>
            <span className={styles.quiet}>{delivery.channelKind}</span>
            <span>{eventWords(delivery.event)}</span>
            <span className={styles.end}>
              <Age since={delivery.createdAt} ago />
            </span>
          </div>
          <div className={styles.destination}>{delivery.destination}</div>
          {delivery.nextAttemptAt && !delivery.finishedAt && (
            <div className={styles.quiet}>
              {t('delivery.next', 'Next attempt at {{time}}', {
                ...plain,
                time: dateTimeFormat(delivery.nextAttemptAt),
              })}
            </div>
          )}
          {delivery.attempts.length > 0 && (
            <div className={styles.scroll}>
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th>{t('delivery.attempt', 'Attempt')}</th>
                    <th>{t('delivery.at', 'At')}</th>
                    <th>{t('delivery.outcome', 'Outcome')}</th>
                    <th>{t('delivery.http', 'HTTP')}</th>
                    <th>{t('delivery.duration', 'Took')}</th>
                    <th>{t('delivery.detail', 'Detail')}</th>
                  </tr>
                </thead>
                <tbody>
                  {delivery.attempts.map(({ number, at, outcome, httpStatus, durationMs, detail }) => (
                    <tr key={number}>
                      <td>{number}</td>
                      <td>{dateTimeFormat(at)}</td>
                      <td>{outcomeWords(outcome)}</td>
                      <td>{httpStatus ?? '–'}</td>
                      <td>{formatDuration(durationMs, language())}</td>
                      <td className={styles.detail}>{detail ?? ''}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </article>
      ))}
    </div>
  );
}

function eventWords(event: string): string {
  return event === 'opened'
    ? t('delivery.event.opened', 'tells that it opened')
    : event === 'resolved'
      ? t('delivery.event.resolved', 'tells that it resolved')
      : readable(event);
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  card: css({
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    minWidth: 0,
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  end: css({ marginLeft: 'auto', color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  destination: css({
    marginTop: theme.spacing(0.5),
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  scroll: css({ overflowX: 'auto', marginTop: theme.spacing(1) }),
  table: css({
    width: '100%',
    fontSize: theme.typography.bodySmall.fontSize,
    '& th': {
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightRegular,
      whiteSpace: 'nowrap',
    },
    '& th, & td': { padding: theme.spacing(0.25, 1.5, 0.25, 0), textAlign: 'left', verticalAlign: 'top' },
    '& td': { whiteSpace: 'nowrap' },
  }),
  detail: css({
    '&&': { whiteSpace: 'normal' },
    overflowWrap: 'anywhere',
    minWidth: 160,
    color: theme.colors.text.secondary,
  }),
});
