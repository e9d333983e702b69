import { requirePermission, viewerOf, type Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import { readAs } from '#kit/tenant';
import { transact } from '#kit/transact';
import type { Run } from '#prisma/generated/client';
import type { AutomationPlatform, AutomationUnit } from '../context.ts';
import { advanceRun } from './advanceRun.ts';
import { type LockedRun, lockRun } from './lockRun.ts';

/**
 * Stops a run: nothing of it begins any more, what waits ends at once, what a worker does is told to end; nothing is undone. NOT_FOUND, CONFLICT when it is over.
 * Asked for again it does nothing. Needs playbooks:run.
 */
export function cancelRun(platform: AutomationPlatform, caller: Caller, id: string): Promise<Run> {
  requirePermission(caller, 'playbooks:run');
  return transact(platform, caller, async (unit) => {
    const { db, audit } = unit;
    const seen = await readAs(db, viewerOf(caller), () => db.run.findFirst({ where: { id } }));
    if (!seen) throw new AppError('NOT_FOUND', `There is no run ${id}.`);
    const run = await lockRun(db, id);
    if (!run) throw new AppError('CONFLICT', 'This run is over.');
    if (run.cancelledAt === null) {
      audit({ action: 'run.cancelled', subject: { kind: 'run', id }, before: { status: run.status } });
      await stopRun(unit, run, caller.personId);
    }
    return db.run.findFirstOrThrow({ where: { id } });
  });
}

/** Marks a run as cancelled and ends what can end at once. The caller holds its lock. */
export async function stopRun(unit: AutomationUnit, run: LockedRun, personId: string | null): Promise<void> {
  const { tenantId, id } = run;
  const cancelled = { cancelledAt: unit.now, cancelledById: personId };
  await unit.db.run.update({ where: { tenantId_id: { tenantId, id } }, data: cancelled });
  await advanceRun(unit, Object.assign(run, cancelled));
}
