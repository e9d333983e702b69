import type { Unit } from '#kit/transact';
import { Prisma, type RunnerJob } from '#prisma/generated/client';
import type { AutomationDb } from '../context.ts';
import type { FinishRequest } from './protocol.ts';
import { tellStepTask } from './runner.task.ts';

export type JobEnd = Omit<FinishRequest, 'fence'>;

/** Ends a job for good, and has the step told that waits for it. The caller holds the row's lock. */
export async function endJob(
  { db, now, signal, enqueue }: Unit<AutomationDb>,
  job: RunnerJob,
  { end, outcome, exitCode, detail, result, dropped, tail = '' }: JobEnd,
): Promise<void> {
  const kept = { ...(result !== null && { value: result }), ...(detail !== null && { detail }), ...(tail !== '' && { tail }) };
  await db.runnerJob.update({
    where: { tenantId_id: { tenantId: job.tenantId, id: job.id } },
    data: {
      ...{ status: end, outcome, exitCode, finishedAt: now, leaseUntil: null, deadlineAt: null, outputDropped: dropped },
      result: Object.keys(kept).length === 0 ? Prisma.DbNull : kept,
    },
  });
  signal('runnerJob', [job.id]);
  if (job.stepFence !== null) enqueue(tellStepTask, { jobId: job.id });
}
