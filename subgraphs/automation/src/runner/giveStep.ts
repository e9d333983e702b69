import { systemActor, transact } from '#kit/transact';
import type { ActionEnd, StepRef } from '../actions/actionKinds.ts';
import type { AutomationPlatform } from '../context.ts';
import { cancelJob } from './cancelJob.ts';
import { endOfStep } from './endOfStep.ts';
import { graceSeconds, queueSeconds } from './limits.ts';
import { type NewRunnerJob, startJob } from './startJob.ts';

/**
 * Gives a step to a runner and waits for it. A job that the step has already, because the worker that gave it was lost before it could say so, is taken over and not given
 * twice; one that has ended meanwhile ends the step at once.
 */
export function giveStep(platform: AutomationPlatform, ref: StepRef, job: Omit<NewRunnerJob, 'step'>): Promise<ActionEnd> {
  const { tenantId, runId, path, fence } = ref;
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    const untold = await db.runnerJob.findFirst({ where: { runId, path, stepFence: { not: null } }, orderBy: { createdAt: 'desc' } });
    if (untold) {
      const data = { stepFence: untold.finishedAt === null ? fence : null };
      await db.runnerJob.update({ where: { tenantId_id: { tenantId, id: untold.id } }, data });
      if (untold.finishedAt !== null) return endOfStep(untold);
    } else await startJob(unit, { ...job, step: { runId, path, fence } });
    // The runner's own bounds end it before; this is for when all of that fails.
    const until = new Date(now.getTime() + (queueSeconds + job.timeoutSeconds + graceSeconds + 60) * 1000);
    return { status: 'WAITING', until };
  });
}

/** Has what a runner does for a step killed. */
export async function callOffStep(
  platform: AutomationPlatform,
  { tenantId, runId, path }: Pick<StepRef, 'tenantId' | 'runId' | 'path'>,
): Promise<void> {
  await transact(platform, systemActor(tenantId), async (unit) => {
    const jobs = await unit.db.runnerJob.findMany({ where: { runId, path, status: { in: ['QUEUED', 'RUNNING'] } }, select: { id: true } });
    for (const { id } of jobs) await cancelJob(unit, id);
  });
}
