import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, TextLink, useStyles2 } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../../api/ask';
import {
  AcceptCorrelationDocument,
  CorrelationDecisionsDocument,
  type CorrelationDecisionsQuery,
  DismissCorrelationDocument,
  IncidentCorrelationDocument,
  type IncidentCorrelationQuery,
} from '../../../api/generated/graphql';
import { availability, useReasonAgainst } from '../../../api/useReasonAgainst';
import { CorrelationEvidence } from '../../../components/CorrelationEvidence/CorrelationEvidence';
import { Failure } from '../../../components/Failure/Failure';
import { Look } from '../../../components/Look/Look';
import { PagedRows, Quiet, Section } from '../../../components/Section/Section';
import { paths } from '../../../routing/paths';
import { correlationReason } from '../../../words/correlation';
import { incidentStatusLook } from '../../../words/incidents';
import { plain } from '../../../words/plain';
import { incidentKey, useIncidentPart } from '../useIncident';

type Correlation = NonNullable<IncidentCorrelationQuery['incident']>['correlation'];
type Pair = Correlation['pairs']['edges'][number]['node'];
type Decision = NonNullable<CorrelationDecisionsQuery['incident']>['correlation']['decisions']['edges'][number]['node'];

/** Other incidents that a rule takes for the same problem: with a word to say while it waits for one, and what came of it afterwards. Nothing when there are none. */
export function SameProblem({ id }: { id: string }) {
  const styles = useStyles2(getStyles);
  const pairs = useIncidentPart(id, 'correlation', IncidentCorrelationDocument, (of) => of.correlation.pairs);
  const [isAsked, setIsAsked] = useState(false);
  const waiting = pairs.rows.filter(({ state }) => state === 'SUGGESTED');
  const decided = pairs.rows.filter(({ state }) => state !== 'SUGGESTED');
  const queryClient = useQueryClient();
  const reason = useReasonAgainst()('incidents:merge');
  const onSettled = () => void queryClient.invalidateQueries({ queryKey: incidentKey(id) });
  const accept = useMutation({
    mutationFn: (pairId: string) => ask(AcceptCorrelationDocument, { id: pairId }),
    onSettled,
  });
  const dismiss = useMutation({
    mutationFn: (pairId: string) => ask(DismissCorrelationDocument, { id: pairId }),
    onSettled,
  });
  const isPending = accept.isPending || dismiss.isPending;
  const failed = accept.error ?? dismiss.error;
  if (pairs.rows.length === 0 && !pairs.error) {
    return null;
  }
  return (
    <Section
      title={
        waiting.length > 0 || pairs.error
          ? t('sameProblem.title', 'Possibly the same problem')
          : t('sameProblem.decided', 'Correlation')
      }
      aside={
        <Button size="sm" fill="text" variant="secondary" aria-expanded={isAsked} onClick={() => setIsAsked(!isAsked)}>
          {t('sameProblem.why', 'Why not others?')}
        </Button>
      }
    >
      {failed ? <Failure error={failed} /> : null}
      <PagedRows list={pairs} empty={null} skeletonRows={1}>
        {() => (
          <ul className={styles.list}>
            {waiting.map((pair) => (
              <li key={pair.id} className={styles.card}>
                <Head pair={pair} />
                <CorrelationEvidence evidence={pair.evidence} fromYounger={pair.isOtherOlder} />
                <div className={styles.verbs}>
                  <Button
                    size="sm"
                    icon={accept.isPending ? 'spinner' : 'code-branch'}
                    {...availability(isPending, reason)}
                    onClick={() => accept.mutate(pair.id)}
                  >
                    {pair.isOtherOlder
                      ? t('sameProblem.mergeInto', 'Merge into #{{number}}', { ...plain, number: pair.other.number })
                      : t('sameProblem.mergeHere', 'Merge #{{number}} into this', {
                          ...plain,
                          number: pair.other.number,
                        })}
                  </Button>
                  <Button
                    size="sm"
                    variant="secondary"
                    {...availability(isPending, reason)}
                    onClick={() => dismiss.mutate(pair.id)}
                  >
                    {t('sameProblem.dismiss', 'Not the same')}
                  </Button>
                </div>
              </li>
            ))}
            {decided.map((pair) => (
              <li key={pair.id} className={styles.past}>
                <Head pair={pair} />
                <Quiet>{stateWords(pair)}</Quiet>
                {(pair.state === 'MERGED' || pair.state === 'ACCEPTED') && (
                  <CorrelationEvidence evidence={pair.evidence} fromYounger={pair.isOtherOlder} />
                )}
              </li>
            ))}
          </ul>
        )}
      </PagedRows>
      {isAsked && <Decisions id={id} />}
    </Section>
  );
}

function Head({ pair: { other, ruleName, state } }: { pair: Pair }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.head}>
      <span className={styles.name}>
        <TextLink href={paths.incident(other.id)} inline>{`#${other.number} ${other.title}`}</TextLink>
        {state === 'SUGGESTED' && <span className={styles.rule}> · {ruleName}</span>}
      </span>
      <Look look={incidentStatusLook(other.status)} />
    </div>
  );
}

/** What the rules said of the others that it was compared with. */
function Decisions({ id }: { id: string }) {
  const styles = useStyles2(getStyles);
  const decisions = useIncidentPart(
    id,
    'correlationDecisions',
    CorrelationDecisionsDocument,
    (of) => of.correlation.decisions
  );
  return (
    <>
      <PagedRows<Decision>
        list={decisions}
        skeletonRows={2}
        empty={<Quiet>{t('sameProblem.noDecisions', 'No rule had a say on this incident.')}</Quiet>}
      >
        {(rows) => (
          <ul className={styles.list}>
            {rows.map(({ id: key, other, ruleName, reason, facts }) => (
              <li key={key} className={styles.past}>
                <TextLink href={paths.incident(other.id)} inline>{`#${other.number} ${other.title}`}</TextLink>
                <Quiet>{`${ruleName}: ${correlationReason(reason, facts)}`}</Quiet>
              </li>
            ))}
          </ul>
        )}
      </PagedRows>
      <TextLink href={paths.correlation} inline={false} variant="bodySmall">
        {t('sameProblem.rules', 'Correlation rules')}
      </TextLink>
    </>
  );
}

function stateWords({ state, ruleName }: Pair): string {
  const rule = { ...plain, rule: ruleName };
  switch (state) {
    case 'MERGED':
      return t('sameProblem.merged', 'Merged by the rule {{rule}}', rule);
    case 'ACCEPTED':
      return t('sameProblem.accepted', 'Merged by a person, as the rule {{rule}} suggested', rule);
    case 'DISMISSED':
      return t('sameProblem.dismissed', 'Not the same, somebody said to the rule {{rule}}', rule);
    case 'UNDONE':
      return t('sameProblem.undone', 'Merged by the rule {{rule}} and undone', rule);
    case 'LAPSED':
      return t(
        'sameProblem.lapsed',
        'Suggested by the rule {{rule}}; one of the two was closed before anybody answered',
        rule
      );
    case 'SUGGESTED':
      return t('sameProblem.suggested', 'Suggested by the rule {{rule}}', rule);
    default:
      return state satisfies never;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  card: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(1.5),
    marginBottom: theme.spacing(1),
    border: `1px solid ${theme.colors.info.border}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  past: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), padding: theme.spacing(0.5, 0) }),
  head: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(1) }),
  name: css({ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }),
  rule: css({ color: theme.colors.text.secondary }),
  verbs: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
