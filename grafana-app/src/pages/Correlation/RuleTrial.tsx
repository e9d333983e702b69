import React, { useEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, LoadingBar, RadioButtonGroup, TextLink, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { ApiError } from '../../api/errors';
import {
  type CorrelationRuleInput,
  TestCorrelationDocument,
  type TestCorrelationQuery,
} from '../../api/generated/graphql';
import { CorrelationEvidence } from '../../components/CorrelationEvidence/CorrelationEvidence';
import { Failure } from '../../components/Failure/Failure';
import { Quiet } from '../../components/Section/Section';
import { paths } from '../../routing/paths';
import { correlationReason } from '../../words/correlation';
import { plain } from '../../words/plain';

const TYPING_PAUSE_MS = 500;
/** Pairs that came near are shown until somebody wants more of them. */
const shownMissed = 5;

type Pair = TestCorrelationQuery['testCorrelation']['pairs'][number];

/** What a draft would have joined in the last hours, asked anew when typing pauses. */
export function RuleTrial({ rule, isWrong }: { rule: CorrelationRuleInput; isWrong: boolean }) {
  const styles = useStyles2(getStyles);
  const [hours, setHours] = useState(24);
  // The name decides nothing; a draft without one can be tried as well.
  const key = JSON.stringify({ hours, rule: { ...rule, name: 'draft' } });
  const [asked, setAsked] = useState(key);
  useEffect(() => {
    const pause = setTimeout(() => setAsked(key), TYPING_PAUSE_MS);
    return () => clearTimeout(pause);
  }, [key]);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['testCorrelation', asked],
    queryFn: async ({ signal }) =>
      (await ask(TestCorrelationDocument, JSON.parse(asked) as { hours: number; rule: CorrelationRuleInput }, signal))
        .data.testCorrelation,
    enabled: !isWrong,
    retry: false,
    placeholderData: (previous) => previous,
  });
  if (isWrong) {
    return (
      <Quiet>
        <Trans i18nKey="correlation.trial.wrong">It is tried as soon as the rule can be read.</Trans>
      </Quiet>
    );
  }
  return (
    <div className={styles.trial} aria-busy={isFetching} aria-live="polite">
      <RadioButtonGroup
        size="sm"
        aria-label={t('correlation.trial.hours', 'How far to look back')}
        value={hours}
        options={[
          { value: 1, label: t('correlation.trial.hour', 'Last hour') },
          { value: 24, label: t('correlation.trial.day', 'Last 24 hours') },
          { value: 168, label: t('correlation.trial.week', 'Last 7 days') },
        ]}
        onChange={setHours}
      />
      {error ? (
        error instanceof ApiError && error.code === 'BAD_USER_INPUT' ? (
          <Alert severity="warning" title={error.detail} />
        ) : (
          <Failure error={error} retry={() => void refetch()} />
        )
      ) : data ? (
        <Outcome trial={data} />
      ) : (
        <LoadingBar width={200} />
      )}
    </div>
  );
}

function Outcome({ trial }: { trial: TestCorrelationQuery['testCorrelation'] }) {
  const styles = useStyles2(getStyles);
  const matched = trial.pairs.filter(({ reason }) => reason === 'matched');
  const missed = trial.pairs.filter(({ reason }) => reason !== 'matched');
  return (
    <>
      <strong className={styles.sum}>
        {t('correlation.trial.sum', '{{count}} pairs among {{examined}} incidents', {
          ...plain,
          count: trial.matched,
          examined: trial.examined,
          defaultValue_one: '{{count}} pair among {{examined}} incidents',
          defaultValue_other: '{{count}} pairs among {{examined}} incidents',
        })}
      </strong>
      {trial.truncated && (
        <Quiet>{t('correlation.trial.truncated', 'There was more than was looked at; the latest come first.')}</Quiet>
      )}
      <ul className={styles.list}>
        {matched.map((pair) => (
          <PairRow key={keyOf(pair)} pair={pair}>
            <CorrelationEvidence evidence={pair.evidence} />
          </PairRow>
        ))}
      </ul>
      {missed.length > 0 && (
        <>
          <Quiet>{t('correlation.trial.missed', 'Not joined, and why:')}</Quiet>
          <ul className={styles.list}>
            {missed.slice(0, shownMissed).map((pair) => (
              <PairRow key={keyOf(pair)} pair={pair}>
                <Quiet>{correlationReason(pair.reason, pair.facts)}</Quiet>
              </PairRow>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const keyOf = ({ older, younger }: Pair) => `${older.id} ${younger.id}`;

function PairRow({ pair: { older, younger }, children }: { pair: Pair; children: React.ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.pair}>
      <span className={styles.names}>
        <TextLink href={paths.incident(older.id)} inline external>{`#${older.number} ${older.title}`}</TextLink>
        <span className={styles.and}>{t('correlation.trial.and', 'and')}</span>
        <TextLink href={paths.incident(younger.id)} inline external>{`#${younger.number} ${younger.title}`}</TextLink>
      </span>
      {children}
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  trial: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  sum: css({ fontWeight: theme.typography.fontWeightMedium }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  pair: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '&:last-child': { borderBottom: 'none' },
  }),
  names: css({ overflowWrap: 'anywhere' }),
  and: css({ color: theme.colors.text.secondary, margin: theme.spacing(0, 0.75) }),
});
