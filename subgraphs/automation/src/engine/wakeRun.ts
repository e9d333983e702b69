import { systemActor, transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { advanceRun } from './advanceRun.ts';
import { performStepTask } from './engine.task.ts';
import { lockRun } from './lockRun.ts';

/** Looks at a run: what time did to it, what may begin, and steps that were to be taken long ago because the job that said so is lost. */
export function wakeRun(platform: AutomationPlatform, tenantId: string, runId: string): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now, enqueue } = unit;
    const run = await lockRun(db, runId);
    if (!run) return;
    const left = await db.runStep.findMany({ where: { runId, status: 'QUEUED', nextAt: { lte: now } }, select: { path: true } });
    await advanceRun(unit, run);
    for (const { path } of left) enqueue(performStepTask, { runId, path });
  });
}
