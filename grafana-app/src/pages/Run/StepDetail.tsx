import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, Combobox, ConfirmModal, useStyles2 } from '@grafana/ui';
import { useNavigate } from 'react-router-dom';
import { language } from '../../api/language';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { FormFailure } from '../../components/Failure/FormFailure';
import { readPath } from '../../components/RunGantt/placeSteps';
import { Section } from '../../components/Section/Section';
import { hasEnded } from '../../playbook/runStates';
import { paths } from '../../routing/paths';
import { formatTook } from '../../time/formatSpan';
import { plain } from '../../words/plain';
import { stepKindLook, stepStatusLook } from '../../words/playbooks';
import { isOver, runOutcomeWords } from '../../words/runs';
import { Look } from '../../components/Look/Look';
import { Execution } from './Execution';
import { StepOutput } from './StepOutput';
import { StepValue } from './StepValue';
import { type Run, type RunStep, useRunVerbs } from './useRun';

interface Props {
  run: Run;
  step: RunStep;
  /** Paths of the same step in all its turns. */
  turns: readonly string[];
  /** Milliseconds since 1970. */
  now: number;
  onSelect(path: string): void;
}

/** One step of a run: how it went and why, what it was given and what it gave. */
export function StepDetail({ run, step, turns, now, onSelect }: Props) {
  const styles = useStyles2(getStyles);
  const {
    name,
    id,
    path,
    kind,
    status,
    attempt,
    startedAt,
    finishedAt,
    nextAt,
    input,
    output,
    outcome,
    error,
    execution,
  } = step;
  const { undoes } = readPath(path);
  const failed = status === 'FAILED' || status === 'TIMED_OUT' || status === 'ABANDONED';
  return (
    <Section
      title={name || id}
      aside={
        turns.length > 1 && (
          <Combobox
            aria-label={t('run.whichTurn', 'Which turn')}
            width={24}
            value={path}
            options={turns.map((each) => ({ value: each, label: turnWords(each) }))}
            onChange={(option) => onSelect(option.value)}
          />
        )
      }
    >
      <div className={styles.head}>
        <Look look={stepStatusLook(status)} filled />
        <span className={styles.quiet}>
          {[
            stepKindLook(kind).text,
            undoes && t('run.undoing', 'undoes an earlier step'),
            attempt > 1 && t('run.attempt', 'attempt {{attempt}}', { ...plain, attempt }),
            startedAt && dateTimeFormat(startedAt),
            startedAt && finishedAt && formatTook(Date.parse(finishedAt) - Date.parse(startedAt), language()),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      {!hasEnded(status) && nextAt && Date.parse(nextAt) > now && (
        <p className={styles.quiet}>
          {status === 'WAITING'
            ? t('run.waitsUntil', 'It waits until {{time}} at most.', { ...plain, time: dateTimeFormat(nextAt) })
            : t('run.triesAt', 'It is tried again at {{time}}.', { ...plain, time: dateTimeFormat(nextAt) })}
        </p>
      )}
      {outcome && outcome !== 'succeeded' && (
        <Alert
          severity={failed ? 'error' : 'info'}
          title={t('run.because', 'Why: {{outcome}}', { ...plain, outcome: runOutcomeWords(outcome) })}
        >
          {error}
        </Alert>
      )}
      {isOver(run.status) && !undoes && <Rerun run={run} step={step} />}
      <StepOutput run={run} step={step} />
      {execution && <Execution execution={execution} now={now} isSaid={error !== null} />}
      <StepValue title={t('run.input', 'Input')} value={input} />
      <StepValue title={t('run.output', 'Output')} value={output} isOpen />
    </Section>
  );
}

/** Runs the playbook again from a step on, as a run of its own, after a question. */
function Rerun({ run, step }: { run: Run; step: RunStep }) {
  const { rerun } = useRunVerbs(run.id);
  const reason = useReasonAgainst()('playbooks:run');
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  return (
    <>
      <FormFailure error={rerun.error} />
      <Button
        size="sm"
        variant="secondary"
        icon="history"
        disabled={reason !== undefined || rerun.isPending}
        tooltip={reason ?? t('run.rerunHint', 'As a run of its own: what came before counts as done')}
        onClick={() => setAsks(true)}
      >
        {t('run.rerun', 'Run again from here')}
      </Button>
      <ConfirmModal
        isOpen={asks}
        title={t('run.rerunTitle', 'Run again from “{{name}}”?', { ...plain, name: step.name || step.id })}
        body={t(
          'run.rerunBody',
          'A further run begins with this step. What came before it counts as done and is not done again; the policies are asked anew.'
        )}
        confirmText={t('run.rerun', 'Run again from here')}
        confirmVariant="primary"
        dismissText={t('run.rerunNot', 'Leave it')}
        onConfirm={() => {
          setAsks(false);
          rerun.mutate(step.path, { onSuccess: ({ id }) => navigate(paths.run(id)) });
        }}
        onDismiss={() => setAsks(false)}
      />
    </>
  );
}

/** `each[2].clean` is the third turn; in turns of turns all numbers are said. */
function turnWords(path: string): string {
  const turns = [...path.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]) + 1);
  return t('run.turn', 'turn {{turn}}', { ...plain, turn: turns.join('.') });
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    marginBottom: theme.spacing(1),
  }),
  quiet: css({ color: theme.colors.text.secondary }),
});
