import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import type { BulkAction } from '#prisma/generated/client';
import { bulkVerb } from './bulkVerbs.ts';
import { insertBulkAction } from './insertBulkAction.ts';
import { takeBulkAction } from './takeBulkAction.ts';

/**
 * Takes a bulk action back: the opposite verb, or the same with the values from before, done in a bulk action of its own to those incidents that the first
 * one changed; one that somebody changed since is left out. CONFLICT while it runs, when
 * it was taken back before, when it changed nothing, and for a verb that nothing takes back, such as RESOLVE.
 */
export async function undoBulkAction(platform: Platform, caller: Caller, id: string): Promise<BulkAction> {
  requirePermission(caller, 'incidents:bulk');
  return transact(platform, caller, async (unit) => {
    const action = await takeBulkAction(unit.db, id);
    const opposite = bulkVerb(action.verb).takenBackBy;
    if (opposite === null) throw new AppError('CONFLICT', `Nothing takes ${action.verb} back.`);
    requirePermission(caller, bulkVerb(opposite).permission);
    if (action.state === 'RUNNING') throw new AppError('CONFLICT', 'This bulk action still runs: cancel it first.');
    if (await unit.db.bulkAction.findFirst({ where: { undoOfId: id } })) throw new AppError('CONFLICT', 'This bulk action was taken back already.');
    const changed = await unit.db.bulkItem.findMany({ where: { bulkActionId: id, outcome: 'DONE' }, select: { incidentId: true, before: true } });
    if (changed.length === 0) throw new AppError('CONFLICT', 'This bulk action changed nothing.');
    const items = changed.map(({ incidentId, before }) => ({ incidentId, ...(before !== null && { given: before }) }));
    return insertBulkAction(unit, caller, { verb: opposite, given: {}, items, undoOfId: id });
  });
}
