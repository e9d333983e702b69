import { systemActor, transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { finishWaiting } from '../engine/finishWaiting.ts';
import { endOfStep } from './endOfStep.ts';
import { lockJob } from './holdJob.ts';

/** Ends the step that waited for this job, with what came of it. */
export async function tellStep(platform: AutomationPlatform, tenantId: string, jobId: string): Promise<void> {
  await transact(platform, systemActor(tenantId), async (unit) => {
    const job = await lockJob(unit.db, jobId);
    if (!job?.finishedAt || job.runId === null || job.path === null || job.stepFence === null) return;
    const { finished } = await finishWaiting(unit, { runId: job.runId, path: job.path, fence: job.stepFence }, endOfStep(job));
    // One that was not told keeps its fence: whoever takes the step next finds what came of it, and begins nothing anew.
    if (finished) await unit.db.runnerJob.update({ where: { tenantId_id: { tenantId, id: jobId } }, data: { stepFence: null } });
  });
}
