import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import type { BulkAction } from '#prisma/generated/client';
import { takeBulkAction } from './takeBulkAction.ts';

/** Stops a bulk action after the batch at hand; what was done stays done. NOT_FOUND, or CONFLICT when it is over. */
export async function cancelBulkAction(platform: Platform, caller: Caller, id: string): Promise<BulkAction> {
  requirePermission(caller, 'incidents:bulk');
  return transact(platform, caller, async ({ db, now, audit }) => {
    const before = await takeBulkAction(db, id);
    if (before.state !== 'RUNNING') throw new AppError('CONFLICT', `This bulk action is over: ${before.state.toLowerCase()}.`);
    const { tenantId } = caller;
    const action = await db.bulkAction.update({
      where: { tenantId_id: { tenantId, id } },
      data: { state: 'CANCELLED', finishedAt: now, leaseUntil: null },
    });
    audit({ action: 'bulkAction.cancelled', subject: { kind: 'BulkAction', id }, before: { state: before.state }, after: { state: action.state } });
    return action;
  });
}
