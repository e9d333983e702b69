import { type Caller, requirePermission } from '#kit/caller';
import { type Platform, transact } from '#kit/transact';
import { takeView } from './saveView.ts';

/** Deletes a view of the caller's, also for those it was shared with and as anybody's default. NOT_FOUND when it is not theirs. */
export async function deleteView(platform: Platform, caller: Caller, id: string): Promise<string> {
  requirePermission(caller, 'views:write');
  return transact(platform, caller, async ({ db, audit }) => {
    const { name, list } = await takeView(db, caller, id);
    await db.savedView.deleteMany({ where: { id } });
    audit({ action: 'view.deleted', subject: { kind: 'SavedView', id }, before: { name, list } });
    return id;
  });
}
