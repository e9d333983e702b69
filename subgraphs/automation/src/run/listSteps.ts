import type { Run, RunOutput, RunStep } from '#prisma/generated/client';
import { steps } from '../playbook/steps.ts';

/** A step of a run as it stands. */
export type ListedStep = Pick<RunStep, 'position' | 'name' | 'kind' | 'status' | 'finishedAt' | 'outcome'> & {
  startedAt: Date | null;
  input: RunOutput['input'] | null;
  output: RunOutput['output'];
};

/**
 * The steps of a run in their order: those begun as they were recorded, and, while the run is not over, those to come as QUEUED. Steps that an
 * ended run never reached are not listed. Pure.
 */
export function listSteps(run: Pick<Run, 'steps' | 'finishedAt'>, results: readonly RunStep[], outputs: readonly RunOutput[]): ListedStep[] {
  const begun = results.map((result) => {
    const output = outputs.find(({ position }) => position === result.position);
    return { ...result, input: output?.input ?? null, output: output?.output ?? null };
  });
  const snapshot = run.finishedAt === null ? steps.safeParse(run.steps) : undefined;
  const toCome = (snapshot?.data ?? [])
    .map(({ name, kind }, place) => ({
      position: place + 1,
      name,
      kind,
      status: 'QUEUED' as const,
      startedAt: null,
      finishedAt: null,
      outcome: null,
      input: null,
      output: null,
    }))
    .filter(({ position }) => !results.some((result) => result.position === position));
  return [...begun, ...toCome].sort((one, other) => one.position - other.position);
}
