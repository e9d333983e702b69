import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, IconButton, LinkButton, TextLink, useStyles2 } from '@grafana/ui';
import { ask } from '../../api/ask';
import { found } from '../../api/found';
import { AlertDetailDocument, type AlertDetailQuery, type AlertRowFragment } from '../../api/generated/graphql';
import { usePaged } from '../../api/usePaged';
import { toPage } from '../../api/useList';
import { paths } from '../../routing/paths';
import { silenceAddress } from '../../routing/silenceAddress';
import { decisionWords } from '../../words/decisions';
import { alertStatusLook } from '../../words/incidents';
import { Facts } from '../Facts/Facts';
import { Labels } from '../Labels/Labels';
import { Look } from '../Look/Look';
import { PayloadBody } from '../PayloadBody/PayloadBody';
import { PagedRows, Quiet } from '../Section/Section';

type Detail = NonNullable<AlertDetailQuery['alert']>;
type Event = Detail['events']['edges'][number]['node'];

const EVENTS = 20;

/** All about one alert: labels, annotations, its rule's expression, and every decision that was kept of it. */
export function AlertDetail({ alert }: { alert: AlertRowFragment }) {
  const styles = useStyles2(getStyles);
  const { id, labels, annotations, fingerprint, integrationName, lastReceivedAt } = alert;
  const events = usePaged<Event, Detail>(['alert', id, lastReceivedAt], async (after, signal) => {
    const answer = await ask(AlertDetailDocument, { id, first: EVENTS, after }, signal);
    const extra = found(answer.data.alert);
    return { ...toPage<Event>(extra.events, answer), extra };
  });
  const detail = events.extra;
  return (
    <div className={styles.detail}>
      {detail?.expression && (
        <div>
          <h3 className={styles.title}>
            <Trans i18nKey="alert.expression">Expression (PromQL)</Trans>
          </h3>
          <div className={styles.code}>
            <pre className={styles.pre}>{detail.expression}</pre>
            <IconButton
              name="copy"
              className={styles.copy}
              aria-label={t('facts.copy', 'Copy')}
              tooltip={t('facts.copy', 'Copy')}
              onClick={() => void navigator.clipboard?.writeText(detail.expression ?? '')}
            />
          </div>
        </div>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          <h3 className={styles.title}>
            <Trans i18nKey="alert.labels">Labels</Trans>
          </h3>
          <Labels labels={labels} />
          <LinkButton
            className={styles.silence}
            size="sm"
            variant="secondary"
            icon="bell-slash"
            href={silenceAddress(labels)}
          >
            <Trans i18nKey="alert.silence">Silence…</Trans>
          </LinkButton>
        </div>
        {Object.keys(annotations).length > 0 && (
          <div className={styles.column}>
            <h3 className={styles.title}>
              <Trans i18nKey="alert.annotations">Annotations</Trans>
            </h3>
            <dl className={styles.list}>
              {Object.entries(annotations).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </div>
        )}
        <div className={styles.column}>
          <h3 className={styles.title}>
            <Trans i18nKey="alert.origin">Origin</Trans>
          </h3>
          <dl className={styles.list}>
            <div>
              <dt>{t('alert.integration', 'Integration')}</dt>
              <dd>{integrationName}</dd>
            </div>
            {detail?.ruleDecision && (
              <div>
                <dt>{t('alert.rule', 'Rule')}</dt>
                <dd>
                  {detail.rule ? (
                    <TextLink href={paths.rule(detail.rule.id)} variant="body">
                      {detail.rule.name}
                    </TextLink>
                  ) : (
                    decisionWords(detail.ruleDecision.reason)
                  )}
                </dd>
              </div>
            )}
            {detail && (
              <div>
                <dt>{t('alert.firstReceived', 'First received')}</dt>
                <dd>{dateTimeFormat(detail.firstReceivedAt)}</dd>
              </div>
            )}
            <div>
              <dt>{t('alert.lastReceived', 'Last received')}</dt>
              <dd>{dateTimeFormat(lastReceivedAt)}</dd>
            </div>
            <div>
              <dt>{t('alert.fingerprint', 'Fingerprint')}</dt>
              <dd className={styles.mono}>{fingerprint}</dd>
            </div>
            {detail?.generatorUrl && /^https?:/.test(detail.generatorUrl) && (
              <TextLink external href={detail.generatorUrl} inline={false} variant="bodySmall">
                {t('alert.source', 'Open at its source')}
              </TextLink>
            )}
          </dl>
        </div>
      </div>
      <div>
        <h3 className={styles.title}>
          <Trans i18nKey="alert.events">What was decided</Trans>
        </h3>
        <PagedRows
          list={events}
          skeletonRows={2}
          empty={<Quiet>{t('alert.noEvents', 'No decision is kept any more.')}</Quiet>}
        >
          {(rows) => (
            <ul className={styles.events}>
              {rows.map((event) => (
                <Change key={event.id} event={event} />
              ))}
            </ul>
          )}
        </PagedRows>
      </div>
    </div>
  );
}

/** One decision; the request that brought it unfolds below. */
function Change({ event: { at, status, decision, payload } }: { event: Event }) {
  const styles = useStyles2(getStyles);
  const [shown, setShown] = useState(false);
  return (
    <li>
      <div className={styles.event}>
        <time dateTime={at} className={styles.at}>
          {dateTimeFormat(at)}
        </time>
        <Look look={alertStatusLook(status)} />
        <span>{decisionWords(decision.reason)}</span>
        <Facts title={t('facts.title', 'Facts')} value={decision.facts} />
        {payload && (
          <Button
            size="sm"
            variant="secondary"
            fill="text"
            icon={shown ? 'angle-down' : 'brackets-curly'}
            aria-expanded={shown}
            onClick={() => setShown(!shown)}
          >
            {t('alert.payload', 'As it came')}
          </Button>
        )}
      </div>
      {shown && payload && <PayloadBody id={payload.id} />}
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  silence: css({ marginTop: theme.spacing(1) }),
  detail: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
  columns: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2, 4) }),
  column: css({ flex: '1 1 220px', minWidth: 0 }),
  title: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, margin: theme.spacing(0, 0, 0.5) }),
  code: css({ position: 'relative' }),
  pre: css({ margin: 0, paddingRight: theme.spacing(4), whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  copy: css({ position: 'absolute', top: theme.spacing(1), right: theme.spacing(1) }),
  list: css({
    margin: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    '& dt': { ...theme.typography.bodySmall, fontWeight: theme.typography.fontWeightMedium },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  }),
  mono: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
  events: css({ listStyle: 'none', margin: 0, padding: 0 }),
  event: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0, 1.5), padding: theme.spacing(0.25, 0) }),
  at: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
