import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Alert, Button, ConfirmModal, EmptyState, TextLink, useStyles2 } from '@grafana/ui';
import { useParams, useSearchParams } from 'react-router-dom';
import { ApiError } from '../../api/errors';
import { availability, useReasonAgainst } from '../../api/useReasonAgainst';
import { Facts } from '../../components/Facts/Facts';
import { Failure, Warnings } from '../../components/Failure/Failure';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { PlaybookGraph } from '../../components/PlaybookGraph/PlaybookGraph';
import { RunGantt } from '../../components/RunGantt/RunGantt';
import { Quiet, Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { allSteps, readDefinition, writeAddress } from '../../playbook/definition';
import { statesOf } from '../../playbook/runStates';
import { withText } from '../../routing/listParams';
import { paths } from '../../routing/paths';
import { isOver } from '../../words/runs';
import { Decisions } from './Decisions';
import { Feedback } from './Feedback';
import { RunSummary } from './RunSummary';
import { StepDetail } from './StepDetail';
import { type Run as RunData, type RunStep, useRun, useRunVerbs, useSeconds } from './useRun';

/** One run of a playbook, as it happens: over time, as a flow, and what each step was given and gave. */
export function Run() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useRun(id);
  const run = data?.run;
  const title = run?.playbookName ?? t('run.title', 'Run');
  const runs = { text: t('nav.runs', 'Runs'), url: paths.runs };
  return (
    <PluginPage
      pageNav={{ text: title, parentItem: runs }}
      renderTitle={() => <h1>{title}</h1>}
      actions={<PageActions>{run && <RunActions run={run} />}</PageActions>}
    >
      {isPending ? (
        <Skeleton rows={6} height={8} />
      ) : run === undefined ? (
        <Missing error={error} retry={() => void refetch()} />
      ) : (
        <>
          {error ? <Failure error={error} retry={() => void refetch()} /> : null}
          <Warnings warnings={data?.warnings ?? []} retry={() => void refetch()} />
          <RunSummary run={run} />
          <Parts key={id} run={run} />
        </>
      )}
    </PluginPage>
  );
}

function Missing({ error, retry }: { error: unknown; retry(): void }) {
  return error instanceof ApiError && (error.code === 'NOT_FOUND' || error.code === 'BAD_USER_INPUT') ? (
    <EmptyState variant="not-found" message={t('run.missing', 'There is no such run')}>
      <TextLink href={paths.runs}>
        <Trans i18nKey="run.toList">Go to the runs</Trans>
      </TextLink>
    </EmptyState>
  ) : (
    <Failure error={error} retry={retry} />
  );
}

function RunActions({ run }: { run: RunData }) {
  const { cancel } = useRunVerbs(run.id);
  const reason = useReasonAgainst()('playbooks:run');
  const [asks, setAsks] = useState(false);
  if (isOver(run.status)) {
    return null;
  }
  return (
    <>
      <Button
        variant="destructive"
        fill="outline"
        icon="ban"
        {...availability(cancel.isPending, reason)}
        onClick={() => setAsks(true)}
      >
        <Trans i18nKey="run.cancel">Cancel the run</Trans>
      </Button>
      <ConfirmModal
        isOpen={asks}
        title={t('run.cancelTitle', 'Cancel this run?')}
        body={t(
          'run.cancelBody',
          'Nothing of it begins any more, and what is being done is told to end. What was done already stays: nothing is undone.'
        )}
        confirmText={t('run.cancel', 'Cancel the run')}
        dismissText={t('run.keep', 'Let it go on')}
        onConfirm={() => {
          setAsks(false);
          cancel.mutate();
        }}
        onDismiss={() => setAsks(false)}
      />
      {cancel.error ? <CancelFailed error={cancel.error} /> : null}
    </>
  );
}

/** A run that was over first needs no excuse: the page shows how it ended. */
function CancelFailed({ error }: { error: unknown }) {
  return error instanceof ApiError && error.code === 'CONFLICT' ? null : <Failure error={error} />;
}

function Parts({ run }: { run: RunData }) {
  const styles = useStyles2(getStyles);
  const [params, setParams] = useSearchParams();
  const { status, steps, createdAt, startedAt, finishedAt, inputs } = run;
  const isRunning = !isOver(status);
  const now = useSeconds(isRunning);
  const definition = useMemo(() => readDefinition(run.definition), [run.definition]);
  const states = useMemo(() => statesOf(steps), [steps]);
  const addresses = useMemo(
    () =>
      new Map(
        definition === undefined
          ? []
          : allSteps(definition).map(({ step, address }) => [step.id, writeAddress(address)])
      ),
    [definition]
  );
  const depths = useMemo(
    () => new Map(definition && allSteps(definition).map(({ step, depth }) => [step.id, depth])),
    [definition]
  );
  const selected = steps.find(({ path }) => path === params.get('step')) ?? mostInteresting(steps);
  const select = (path: string) => setParams((before) => withText(before, 'step', path), { replace: true });
  const pressNode = (address: string) => {
    const id = [...addresses].find(([, at]) => at === address)?.[0];
    const turns = id === undefined ? undefined : states.get(id)?.paths;
    const path = turns?.find((each) => each === selected?.path) ?? turns?.at(-1);
    if (path !== undefined) {
      select(path);
    }
  };
  return (
    <>
      {status === 'WAITING_FOR_APPROVAL' && (
        // Grafana's alerts grow, and its page is a column: without a box of its own it would fill it.
        <div className={styles.notice}>
          <Alert severity="info" title={t('run.awaitsApproval', 'It waits until somebody agrees')}>
            {t('run.awaitsApprovalHelp', 'Whoever may answer has been told. Who asked for the run cannot agree to it.')}{' '}
            <TextLink href={paths.approvals}>{t('nav.approvals', 'Approvals')}</TextLink>
          </Alert>
        </div>
      )}
      <Section title={t('run.timeline', 'Steps over time')}>
        {steps.length === 0 ? (
          <Quiet>
            {isRunning
              ? t('run.notBegun', 'No step has begun yet.')
              : t('run.neverBegun', 'It ended before a step began.')}
          </Quiet>
        ) : (
          <RunGantt
            steps={steps}
            begin={startedAt ?? createdAt}
            end={finishedAt ? Date.parse(finishedAt) : now}
            selected={selected?.path}
            depths={depths}
            onSelect={({ path }) => select(path)}
          />
        )}
      </Section>
      <div className={styles.two}>
        <Section title={t('run.flow', 'Flow')}>
          {definition === undefined ? (
            <Quiet>{t('run.noFlow', 'Its playbook cannot be drawn.')}</Quiet>
          ) : (
            <PlaybookGraph
              definition={definition}
              states={states}
              selected={selected && addresses.get(selected.id)}
              onSelect={pressNode}
            />
          )}
        </Section>
        {selected && (
          <StepDetail
            run={run}
            step={selected}
            turns={states.get(selected.id)?.paths ?? []}
            now={now}
            onSelect={select}
          />
        )}
      </div>
      {hasValues(inputs) && (
        <Section title={t('run.inputs', 'Started with')}>
          <Facts title={t('run.inputs', 'Started with')} value={inputs} />
        </Section>
      )}
      <Decisions run={run} />
      {!isRunning && <Feedback run={run} />}
    </>
  );
}

/** What a reader looks for first: what failed, else what goes on, else the last that was done. */
function mostInteresting(steps: readonly RunStep[]): RunStep | undefined {
  const of = (...statuses: string[]) => steps.find(({ status }) => statuses.includes(status));
  return of('FAILED', 'TIMED_OUT', 'ABANDONED') ?? of('RUNNING') ?? of('WAITING') ?? steps.at(-1);
}

const hasValues = (inputs: unknown) => typeof inputs === 'object' && inputs !== null && Object.keys(inputs).length > 0;

const getStyles = (theme: GrafanaTheme2) => ({
  notice: css({ flex: 'none' }),
  two: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: theme.spacing(0, 3),
    alignItems: 'start',
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
});
