import React, { useMemo } from 'react';
import { t } from '@grafana/i18n';
import { asRecord } from '../../api/errors';
import { createOutputReader } from '../../components/RunOutput/createOutputReader';
import { RunOutput } from '../../components/RunOutput/RunOutput';
import { hasEnded } from '../../playbook/runStates';
import { plain } from '../../words/plain';
import type { Run, RunStep } from './useRun';

/** What a program of the step wrote, where it ran one; nothing for other kinds. */
export function StepOutput({ run, step }: { run: Run; step: RunStep }) {
  const { stdout, stderr } = asRecord(step.output);
  const output = useMemo(() => {
    const reader = createOutputReader();
    if (typeof stdout === 'string') {
      reader.push(stdout);
    }
    if (typeof stderr === 'string') {
      reader.push(stderr, true);
    }
    return reader.read();
  }, [stdout, stderr]);
  if (typeof stdout !== 'string' && typeof stderr !== 'string') {
    return null;
  }
  return (
    <RunOutput
      label={t('run.written', 'What {{name}} wrote', { ...plain, name: step.name || step.id })}
      output={output}
      isLive={!hasEnded(step.status)}
      fileName={`${run.playbookName}-${step.path}.log`.replace(/[^\w.-]+/g, '_')}
    />
  );
}
