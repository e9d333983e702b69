import { systemActor, transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { advanceRun } from './advanceRun.ts';
import { performStepTask } from './engine.task.ts';
import { admitRun, holdReasons } from '../policy/admitRun.ts';
import { judgeTargets } from '../policy/judgeTargets.ts';
import { lockRun, readDefinition } from './lockRun.ts';

/**
 * Looks at a run: whether it may begin where it has not, what time did to it, what may begin, and steps that were to be taken long ago because the job that said so is
 * lost. How far it reaches is found out before its row is held, since that may take a while.
 */
export async function wakeRun(platform: AutomationPlatform, tenantId: string, runId: string): Promise<void> {
  const waiting = await platform.database.inTenant(tenantId, (db) => db.run.findFirst({ where: { id: runId, startedAt: null, finishedAt: null } }));
  const most = waiting?.outcome === holdReasons.targets ? readDefinition(waiting)?.policies.mostTargets : undefined;
  const targets =
    waiting && most !== undefined
      ? await judgeTargets(platform.lineage, { tenantId, incidentId: waiting.incidentId, resources: waiting.resources, most })
      : null;
  await transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now, enqueue } = unit;
    const run = await lockRun(db, runId);
    if (!run) return;
    if (run.startedAt === null && !(await admitRun(unit, run, targets))) return;
    const left = await db.runStep.findMany({ where: { runId, status: 'QUEUED', nextAt: { lte: now } }, select: { path: true } });
    await advanceRun(unit, run);
    for (const { path } of left) enqueue(performStepTask, { runId, path });
  });
}
