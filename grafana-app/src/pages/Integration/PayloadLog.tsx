import React, { useState } from 'react';
import { css, cx } from '@emotion/css';
import { dateTimeFormat, formattedValueToString, getValueFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Icon, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { ask } from '../../api/ask';
import { found } from '../../api/found';
import {
  IntegrationPayloadsDocument,
  type IntegrationPayloadsQuery,
  type PayloadOutcome,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { PayloadBody } from '../../components/PayloadBody/PayloadBody';
import { PagedRows, Quiet, Section } from '../../components/Section/Section';
import { decisionWords } from '../../words/decisions';
import { plain } from '../../words/plain';

type Payload = NonNullable<IntegrationPayloadsQuery['integration']>['payloads']['edges'][number]['node'];

const PAGE = 20;

/** What came, newest first, and what became of it; each unfolds into its body. */
export function PayloadLog({ id }: { id: string }) {
  const [outcome, setOutcome] = useState<PayloadOutcome>();
  const list = usePaged<Payload>(['integration', id, 'payloads', outcome ?? 'ALL'], async (after, signal) => {
    const answer = await ask(IntegrationPayloadsDocument, { id, outcome, first: PAGE, after }, signal);
    return toPage(found(answer.data.integration).payloads, answer);
  });
  const filter = (
    <RadioButtonGroup<PayloadOutcome | 'ALL'>
      size="sm"
      aria-label={t('payloads.outcome', 'Outcome')}
      value={outcome ?? 'ALL'}
      onChange={(chosen) => setOutcome(chosen === 'ALL' ? undefined : chosen)}
      options={[
        { value: 'ALL', label: t('payloads.all', 'All') },
        { value: 'ACCEPTED', label: t('payloads.accepted', 'Taken') },
        { value: 'REFUSED', label: t('payloads.refused', 'Refused') },
      ]}
    />
  );
  return (
    <Section title={t('payloads.title', 'Payloads')} aside={filter}>
      <PagedRows
        list={list}
        skeletonRows={6}
        empty={
          <Quiet>
            {outcome === 'REFUSED'
              ? t('payloads.noneRefused', 'Nothing was refused.')
              : t('payloads.none', 'Nothing has come yet. Send a test, or paste the address into the sender.')}
          </Quiet>
        }
      >
        {(rows) => rows.map((payload) => <PayloadRow key={payload.id} payload={payload} />)}
      </PagedRows>
    </Section>
  );
}

function PayloadRow({ payload }: { payload: Payload }) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const { at, outcome, origin, code, message, times, bodyBytes } = payload;
  const refused = outcome === 'REFUSED';
  return (
    <div className={styles.row}>
      <button type="button" className={styles.head} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? 'angle-down' : 'angle-right'} />
        <time dateTime={at} className={styles.time}>
          {dateTimeFormat(at)}
        </time>
        <Badge
          text={refused ? (code ?? '') : t('payloads.accepted', 'Taken')}
          color={refused ? 'red' : 'green'}
          icon={refused ? 'times-circle' : 'check'}
        />
        <span className={styles.words}>{refused ? message : decisionsText(payload)}</span>
        {times > 1 && (
          <span className={styles.quiet}>
            {t('payloads.times', '× {{times}}', { ...plain, times: times.toLocaleString() })}
          </span>
        )}
        {origin !== 'SENDER' && (
          <Badge
            text={origin === 'TEST' ? t('payloads.test', 'Test') : t('payloads.heartbeat', 'Heartbeat')}
            color="blue"
          />
        )}
        <span className={cx(styles.quiet, styles.size)}>
          {formattedValueToString(getValueFormat('bytes')(bodyBytes))}
        </span>
      </button>
      {open && (
        <div className={styles.body}>
          {refused && message && <p className={styles.message}>{message}</p>}
          <PayloadBody id={payload.id} />
        </div>
      )}
    </div>
  );
}

/** "2 New alert, 5 Repeat". */
function decisionsText({ decisions, alertCount }: Payload): string {
  if (decisions.length === 0) {
    return alertCount === 0 ? t('payloads.noAlerts', 'No alerts in it') : '';
  }
  return decisions.map(({ reason, count }) => `${count.toLocaleString()} × ${decisionWords(reason)}`).join(', ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ borderBottom: `1px solid ${theme.colors.border.weak}` }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    width: '100%',
    padding: theme.spacing(0.75, 0.5),
    border: 0,
    background: 'none',
    textAlign: 'left',
    '&:hover': { background: theme.colors.action.hover },
  }),
  time: css({ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }),
  words: css({ flex: '1 1 160px', minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  quiet: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
  size: css({ marginLeft: 'auto', fontVariantNumeric: 'tabular-nums' }),
  body: css({ padding: theme.spacing(0, 1, 1.5, 3) }),
  message: css({ marginBottom: theme.spacing(1), overflowWrap: 'anywhere' }),
});
