import type { Unit } from '#kit/transact';
import type { RunnerJob } from '#prisma/generated/client';
import type { AutomationDb } from '../context.ts';
import type { JobSpec } from './jobSpec.ts';
import { queueSeconds } from './limits.ts';

export type NewRunnerJob = {
  spec: JobSpec;
  /** What people see of it: the script's name, the host. */
  title: string;
  /** What its runner must have; the platform's own runner when empty. */
  labels: Record<string, string>;
  timeoutSeconds: number;
  /** Twice does no harm. */
  repeatable: boolean;
  script?: { id: string; version: number };
  /** The step that waits for it. */
  step?: { runId: string; path: string; fence: number };
  requestedById?: string | null;
};

/** Puts a job where runners look for theirs, and wakes those that wait. */
export async function startJob({ db, now, signal }: Unit<AutomationDb>, job: NewRunnerJob): Promise<RunnerJob> {
  const row = await db.runnerJob.create({
    data: {
      kind: job.spec.kind,
      title: job.title,
      labels: job.labels,
      spec: job.spec,
      ...(job.script && { scriptId: job.script.id, scriptVersion: job.script.version }),
      ...(job.step && { runId: job.step.runId, path: job.step.path, stepFence: job.step.fence }),
      requestedById: job.requestedById ?? null,
      repeatable: job.repeatable,
      timeoutSeconds: job.timeoutSeconds,
      createdAt: now,
      deadlineAt: new Date(now.getTime() + queueSeconds * 1000),
    },
  });
  signal('runnerQueue', [row.id]);
  signal('runnerJob', [row.id]);
  return row;
}
