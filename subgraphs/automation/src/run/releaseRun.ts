import { systemActor, transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { holdRun } from './holdRun.ts';
import { executeRunTask } from './run.task.ts';
import type { TakenRun } from './takeRun.ts';

/** Gives a run back between two steps, for another process to go on with at once. */
export function releaseRun(platform: AutomationPlatform, run: TakenRun): Promise<void> {
  return transact(platform, systemActor(run.tenantId), async ({ db, enqueue }) => {
    if (!(await holdRun(db, run))) return;
    await db.run.update({ where: { tenantId_id: { tenantId: run.tenantId, id: run.id } }, data: { leaseUntil: null } });
    enqueue(executeRunTask, { runId: run.id });
  });
}
