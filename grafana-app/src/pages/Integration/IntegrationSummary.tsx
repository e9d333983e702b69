import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Icon, useStyles2 } from '@grafana/ui';
import { language } from '../../api/language';
import type { IntegrationPartsFragment } from '../../api/generated/graphql';
import { Age } from '../../components/Age/Age';
import { formatSpan } from '../../time/formatSpan';
import { heartbeatWords, sourceLook } from '../../words/integrations';
import { plain } from '../../words/plain';
import { HealthBadge } from '../Integrations/HealthBadge';
import { judgeHealth } from '../Integrations/judgeHealth';
import { Sparkline } from '../Integrations/Sparkline';

/** How it stands: its health, when it was last heard of, its day as a chart, its heartbeat. */
export function IntegrationSummary({ integration }: { integration: IntegrationPartsFragment }) {
  const styles = useStyles2(getStyles);
  const { source, lastReceivedAt, traffic, previousTokenUntil, heartbeat } = integration;
  const look = sourceLook(source);
  return (
    <>
      <div className={styles.summary}>
        <HealthBadge health={judgeHealth(integration)} />
        <span>
          <Icon name={look.icon} /> {look.text}
        </span>
        <span className={styles.quiet}>
          {lastReceivedAt ? (
            <>
              {t('integration.lastHeard', 'Last heard of')} <Age since={lastReceivedAt} ago />
            </>
          ) : (
            t('integration.neverHeard', 'Nothing has come yet')
          )}
        </span>
        {heartbeat && <Beat heartbeat={heartbeat} />}
      </div>
      {previousTokenUntil && (
        <Alert severity="warning" title={t('integration.twoTokens', 'Two tokens work')}>
          {t('integration.twoTokensUntil', 'The token before the last rotation goes on working until {{time}}.', {
            ...plain,
            time: dateTimeFormat(previousTokenUntil),
          })}
        </Alert>
      )}
      {source !== 'HEARTBEAT' && (
        <figure className={styles.chart}>
          <Sparkline traffic={traffic} height={72} />
          <figcaption className={styles.quiet}>
            {t('integration.chart', 'Alerts by half hours of the last 24 hours; red where requests were refused')}
          </figcaption>
        </figure>
      )}
    </>
  );
}

function Beat({ heartbeat }: { heartbeat: NonNullable<IntegrationPartsFragment['heartbeat']> }) {
  const styles = useStyles2(getStyles);
  const { state, intervalSeconds, graceSeconds, lastBeatAt } = heartbeat;
  const span = (seconds: number) => formatSpan(seconds * 1000, language());
  return (
    <span className={styles.beat} data-state={state}>
      <Icon name={state === 'MISSED' ? 'heart-break' : 'heart'} /> {heartbeatWords(state)}
      <span className={styles.quiet}>
        {t('integration.beatEvery', 'every {{interval}}, {{grace}} grace', {
          ...plain,
          interval: span(intervalSeconds),
          grace: span(graceSeconds),
        })}
        {lastBeatAt && (
          <>
            {' · '}
            {t('integration.lastBeat', 'last beat')} <Age since={lastBeatAt} ago />
          </>
        )}
      </span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 3),
    marginBottom: theme.spacing(2),
  }),
  quiet: css({ color: theme.colors.text.secondary }),
  chart: css({ margin: theme.spacing(0, 0, 3) }),
  beat: css({
    display: 'inline-flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    '&[data-state="MISSED"]': { color: theme.colors.error.text },
    '&[data-state="LATE"]': { color: theme.colors.warning.text },
  }),
});
