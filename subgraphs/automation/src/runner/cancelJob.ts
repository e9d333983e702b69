import type { Unit } from '#kit/transact';
import type { RunnerJob } from '#prisma/generated/client';
import type { AutomationDb } from '../context.ts';
import { endJob } from './endJob.ts';
import { lockJob } from './holdJob.ts';

/** Seconds that a runner has to say that it stopped a job. */
const confirmSeconds = 120;

/** Asks for a job to be stopped: one that waits ends at once, one that runs when its runner has killed it. Null when there is none with this id; one that has ended stays as it is. */
export async function cancelJob(unit: Unit<AutomationDb>, id: string): Promise<RunnerJob | null> {
  const { db, now, signal } = unit;
  const job = await lockJob(db, id);
  if (!job) return null;
  if (job.status === 'QUEUED') {
    await endJob(unit, job, { end: 'CANCELLED', outcome: 'cancelled', exitCode: null, detail: null, result: null, dropped: 0 });
  } else if (job.status === 'RUNNING' && job.cancelAskedAt === null) {
    const deadlineAt = new Date(Math.min(job.deadlineAt?.getTime() ?? Infinity, now.getTime() + confirmSeconds * 1000));
    await db.runnerJob.update({ where: { tenantId_id: { tenantId: job.tenantId, id } }, data: { cancelAskedAt: now, deadlineAt } });
    signal('runnerJob', [id]);
  }
  return db.runnerJob.findFirst({ where: { id } });
}
