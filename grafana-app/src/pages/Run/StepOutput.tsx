import React from 'react';
import { t } from '@grafana/i18n';
import { Failure } from '../../components/Failure/Failure';
import { RunOutput } from '../../components/RunOutput/RunOutput';
import { plain } from '../../words/plain';
import type { Run, RunStep } from './useRun';
import { useStepOutput } from './useStepOutput';

/** Kinds of steps whose programs write something. */
const writing = ['script', 'ssh'];

interface Props {
  run: Run;
  step: RunStep;
}

/** What the program of a step writes, as it comes; nothing for kinds that run none. */
export function StepOutput(props: Props) {
  const { step } = props;
  // Another attempt is another program: it is read from its beginning.
  return writing.includes(step.kind) && step.startedAt ? (
    <Written key={`${step.path} ${step.attempt}`} {...props} />
  ) : null;
}

function Written({ run, step }: Props) {
  const written = useStepOutput(run.id, step.path);
  if (written === undefined) {
    return null;
  }
  return (
    <>
      {written.error ? <Failure error={written.error} /> : null}
      <RunOutput
        label={t('run.written', 'What {{name}} wrote', { ...plain, name: step.name || step.id })}
        output={written.output}
        isLive={written.isLive}
        fileName={`${run.playbookName}-${step.path}.log`.replace(/[^\w.-]+/g, '_')}
      />
    </>
  );
}
