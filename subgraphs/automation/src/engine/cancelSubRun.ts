import { systemActor, transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { stopRun } from './cancelRun.ts';
import { lockRun } from './lockRun.ts';

/** Stops the run that a step of another started, since that one does not wait for it any more. */
export function cancelSubRun(platform: AutomationPlatform, tenantId: string, { runId, path }: { runId: string; path: string }): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const parts = await unit.db.run.findMany({ where: { parentId: runId, parentPath: path, finishedAt: null }, select: { id: true } });
    for (const { id } of parts) {
      const run = await lockRun(unit.db, id);
      if (run && run.cancelledAt === null) await stopRun(unit, run, null);
    }
  });
}
