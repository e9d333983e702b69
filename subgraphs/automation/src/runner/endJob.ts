import type { Unit } from '#kit/transact';
import { Prisma, type RunnerJob } from '#prisma/generated/client';
import type { AutomationDb } from '../context.ts';
import type { FinishRequest } from './protocol.ts';

export type JobEnd = Omit<FinishRequest, 'fence'>;

/** Ends a job for good, and the step that waits for it. The caller holds the row's lock. */
export async function endJob(
  { db, now, signal }: Unit<AutomationDb>,
  job: RunnerJob,
  { end, outcome, exitCode, detail, result, dropped }: JobEnd,
): Promise<void> {
  await db.runnerJob.update({
    where: { tenantId_id: { tenantId: job.tenantId, id: job.id } },
    data: {
      ...{ status: end, outcome, exitCode, finishedAt: now, leaseUntil: null, deadlineAt: null, outputDropped: dropped },
      result: detail === null && result === null ? Prisma.DbNull : { ...(result !== null && { value: result }), ...(detail !== null && { detail }) },
    },
  });
  signal('runnerJob', [job.id]);
}
