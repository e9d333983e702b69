import { AppError } from '#kit/errors';
import { type Actor, type Platform, transact } from '#kit/transact';
import { isUuid } from '../isUuid.ts';

/** Closes an address: from now on its token opens nothing. NOT_FOUND for one that the tenant does not have. */
export async function deleteRuleFeed(platform: Platform, actor: Actor, id: string): Promise<{ id: string }> {
  return transact(platform, actor, async ({ db, audit }) => {
    const feed = isUuid(id) ? await db.ruleFeed.findFirst({ where: { id } }) : null;
    if (feed === null) throw new AppError('NOT_FOUND', `There is no address ${id}.`);
    await db.ruleFeed.delete({ where: { tenantId_id: { tenantId: feed.tenantId, id } } });
    audit({ action: 'ruleFeed.deleted', subject: { kind: 'RuleFeed', id }, before: { name: feed.name } });
    return { id };
  });
}
