import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Badge, Button, ConfirmButton, TextLink, useStyles2 } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { asRecord } from '../../api/errors';
import {
  IncidentEscalationsDocument,
  type IncidentEscalationsQuery,
  type IncidentHeadFragment,
  RestartEscalationDocument,
  StopEscalationDocument,
} from '../../api/generated/graphql';
import { language } from '../../api/language';
import { usePermission } from '../../api/useViewer';
import { Failure } from '../../components/Failure/Failure';
import { PagedRows, Quiet, Section } from '../../components/Section/Section';
import { paths } from '../../routing/paths';
import { formatSpan } from '../../time/formatSpan';
import { useNow } from '../../time/useNow';
import { reasonWords, stepWords } from '../../words/escalation';
import { plain } from '../../words/plain';
import { useNamed } from '../Chains/useChains';
import { incidentKey, useIncidentPart } from './useIncident';

type Run = NonNullable<IncidentEscalationsQuery['incident']>['escalations']['edges'][number]['node'];

/** Who is told of the incident: what runs, what its steps did and why, when the next one comes, and the buttons that begin it anew or stop it. */
export function WhoIsTold({ incident }: { incident: IncidentHeadFragment }) {
  const styles = useStyles2(getStyles);
  const { id, status } = incident;
  const queryClient = useQueryClient();
  const mayManage = usePermission('escalations:manage') ?? false;
  const runs = useIncidentPart(id, 'escalations', IncidentEscalationsDocument, (of) => of.escalations);
  const onSettled = () => queryClient.invalidateQueries({ queryKey: incidentKey(id) });
  const restart = useMutation({ mutationFn: () => ask(RestartEscalationDocument, { incidentId: id }), onSettled });
  const stop = useMutation({ mutationFn: () => ask(StopEscalationDocument, { incidentId: id }), onSettled });
  const isRunning = runs.rows.some(({ state }) => state === 'RUNNING');
  const failure = restart.error ?? stop.error;
  return (
    <Section
      title={t('escalation.title', 'Who is told')}
      aside={
        mayManage && (
          <span className={styles.buttons}>
            {isRunning && (
              <ConfirmButton
                size="sm"
                confirmVariant="destructive"
                confirmText={t('escalation.stopConfirm', 'Tell nobody more')}
                disabled={stop.isPending}
                onConfirm={() => stop.mutate()}
              >
                {t('escalation.stopButton', 'Stop')}
              </ConfirmButton>
            )}
            {status === 'TRIGGERED' && (
              <Button
                size="sm"
                variant="secondary"
                icon="repeat"
                disabled={restart.isPending}
                onClick={() => restart.mutate()}
              >
                <Trans i18nKey="escalation.restart">Begin anew</Trans>
              </Button>
            )}
          </span>
        )
      }
    >
      {failure ? <Failure error={failure} /> : null}
      <PagedRows
        list={runs}
        skeletonRows={3}
        empty={
          <Quiet>
            {t(
              'escalation.none',
              'No chain ran for it: it was not announced yet, or there is no policy and every channel was told at once.'
            )}{' '}
            <TextLink inline href={paths.policies}>
              {t('policy.title', 'Policies')}
            </TextLink>
          </Quiet>
        }
      >
        {(rows) => (
          <div className={styles.list}>
            {rows.map((run) => (
              <RunCard key={run.id} run={run} />
            ))}
          </div>
        )}
      </PagedRows>
    </Section>
  );
}

const stateColors = { RUNNING: 'orange', DONE: 'blue', STOPPED: 'darkgrey' } as const;

function RunCard({ run }: { run: Run }) {
  const styles = useStyles2(getStyles);
  const { names } = useNamed();
  const next = run.steps[run.cursor];
  return (
    <article className={styles.card} aria-label={run.chainName}>
      <div className={styles.head}>
        <Badge color={stateColors[run.state]} text={stateText(run.state)} />
        <strong>{run.chainName}</strong>
        {run.importance === 'IMPORTANT' && <Badge color="orange" text={t('policy.important', 'important')} />}
        <span className={styles.quiet}>
          {run.policyPath.join(' › ')} · {reasonWords(run.cause)}
        </span>
      </div>
      {run.state === 'RUNNING' && run.nextAt ? (
        <p className={styles.next} role="status">
          <Countdown at={run.nextAt} />{' '}
          {next ? stepWords(next, names) : t('escalation.beginsAgainNext', 'Begins again')}
        </p>
      ) : (
        <p className={styles.quiet}>{reasonWords(run.reason)}</p>
      )}
      <ol className={styles.story}>
        {run.decisions.map((decision) => (
          <li key={decision.number} className={styles.entry}>
            <time className={styles.time} dateTime={decision.at}>
              {dateTimeFormat(decision.at, { format: 'HH:mm:ss' })}
            </time>
            <span className={styles.what}>
              {decisionWords(decision, run, names)}
              <span className={styles.quiet}> {reasonWords(decision.reason, decision.facts)}</span>
              <Told facts={decision.facts} />
            </span>
          </li>
        ))}
      </ol>
    </article>
  );
}

/** Time until the next step, ticking with the page. */
function Countdown({ at }: { at: string }) {
  const left = new Date(at).getTime() - useNow();
  return (
    <strong>
      {left > 0
        ? t('escalation.in', 'In {{span}}:', { ...plain, span: formatSpan(left, language()) })
        : t('escalation.due', 'Now:')}
    </strong>
  );
}

/** Whom a step told, and whom it did not. */
function Told({ facts }: { facts: unknown }) {
  const styles = useStyles2(getStyles);
  const { people, channels, skipped, contact, contactKind } = asRecord(facts);
  const lines = [
    ...listOf(people).map(({ name, isReachable }) =>
      isReachable === false ? `${String(name)} – ${reasonWords('no_way_to_reach')}` : String(name)
    ),
    ...listOf(channels).map(({ name }) => String(name)),
    ...listOf(skipped).map(({ name, reason }) => `${String(name ?? '?')} – ${reasonWords(String(reason))}`),
    ...(typeof contact === 'string' ? [`${String(contactKind ?? '')} ${contact}`.trim()] : []),
  ];
  return lines.length === 0 ? null : <span className={styles.told}>{lines.join(' · ')}</span>;
}

function listOf(value: unknown): Array<Record<string, unknown>> {
  return Array.isArray(value) ? value.map(asRecord) : [];
}

function decisionWords(
  { kind, step }: Run['decisions'][number],
  { steps }: Run,
  names: ReadonlyMap<string, string>
): string {
  const of = step == null ? undefined : steps[step];
  switch (kind) {
    case 'started':
      return t('escalation.started', 'Began:');
    case 'stopped':
      return t('escalation.stoppedWord', 'Stopped:');
    case 'resumed':
      return t('escalation.resumedWord', 'Goes on:');
    case 'end':
      return t('escalation.endWord', 'End:');
    case 'contact':
      return t('escalation.contactWord', 'Told a person:');
    default:
      return of ? `${stepWords(of, names)}:` : kind;
  }
}

function stateText(state: Run['state']): string {
  switch (state) {
    case 'RUNNING':
      return t('escalation.state.running', 'Running');
    case 'DONE':
      return t('escalation.state.done', 'Done');
    case 'STOPPED':
      return t('escalation.state.stopped', 'Stopped');
    default:
      return state satisfies never;
  }
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
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    minWidth: 0,
    overflowWrap: 'anywhere',
  }),
  next: css({ margin: theme.spacing(1, 0) }),
  quiet: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    margin: theme.spacing(0.5, 0),
  }),
  story: css({ listStyle: 'none', margin: 0, padding: 0 }),
  entry: css({ display: 'flex', gap: theme.spacing(1), padding: theme.spacing(0.25, 0) }),
  time: css({
    flex: 'none',
    width: 64,
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  what: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  told: css({ display: 'block', fontSize: theme.typography.bodySmall.fontSize }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
