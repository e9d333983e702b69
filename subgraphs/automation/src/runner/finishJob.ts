import { AppError } from '#kit/errors';
import { systemActor, transact, type Unit } from '#kit/transact';
import type { RunnerJob } from '#prisma/generated/client';
import type { AutomationDb, AutomationPlatform } from '../context.ts';
import { endJob } from './endJob.ts';
import { holdJob } from './holdJob.ts';
import type { Asking } from './identifyRunner.ts';
import { mostAttempts, queueSeconds, resultLimit } from './limits.ts';
import type { FinishRequest, HeldJob } from './protocol.ts';

/** Hears how a job ended; the same again changes nothing. CONFLICT when the job is not (any more) this runner's. */
export function finishJob(
  platform: AutomationPlatform,
  asking: Asking,
  { tenantId, jobId }: Omit<HeldJob, 'fence'>,
  ending: FinishRequest,
): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const job = await holdJob(unit.db, asking, { jobId, fence: ending.fence });
    if (!job) throw new AppError('CONFLICT', 'This job is not in the hands of this runner any more.');
    if (job.status !== 'RUNNING') return;
    const isTooLong = JSON.stringify(ending.result).length > resultLimit;
    if (ending.end === 'LOST' && (await giveAgain(unit, job))) return;
    await endJob(
      unit,
      job,
      isTooLong ? { ...ending, result: null, detail: `The result had more than ${resultLimit} characters and was left out.` } : ending,
    );
  });
}

/** Gives a job whose runner was lost to another, where twice does no harm; false where it does, or that was tried often enough. What it printed is begun anew. */
export async function giveAgain({ db, now, signal }: Unit<AutomationDb>, job: RunnerJob): Promise<boolean> {
  if (!job.repeatable || job.fence >= mostAttempts || job.cancelAskedAt !== null) return false;
  await backToQueue({ db, now }, job);
  signal('runnerQueue', [job.id]);
  signal('runnerJob', [job.id]);
  return true;
}

/** Puts a job back where runners look for theirs, as if it had never been taken but for its fence. */
export async function backToQueue({ db, now }: Pick<Unit<AutomationDb>, 'db' | 'now'>, { tenantId, id }: RunnerJob): Promise<void> {
  await db.runnerJobPart.deleteMany({ where: { jobId: id } });
  await db.runnerJobArtefact.deleteMany({ where: { jobId: id } });
  await db.runnerJob.update({
    where: { tenantId_id: { tenantId, id } },
    data: {
      ...{ status: 'QUEUED', runnerId: null, runnerName: null, instance: null, leaseUntil: null, startedAt: null, outputBytes: 0, partCount: 0 },
      deadlineAt: new Date(now.getTime() + queueSeconds * 1000),
    },
  });
}
