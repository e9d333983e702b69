import { AppError } from '#kit/errors';
import { type Actor, type Platform, transact } from '#kit/transact';
import { readRules } from '../enrichment/readEnrichment.ts';
import { lockRules } from '../enrichment/saveRules.ts';
import { takeTable } from './saveLookupTable.ts';

/** Removes a look-up table. NOT_FOUND, or CONFLICT with the live rule that looks things up in it. */
export async function deleteLookupTable(platform: Platform, actor: Actor, id: string): Promise<void> {
  const { tenantId } = actor;
  await transact(platform, actor, async ({ db, audit }) => {
    await lockRules(db, tenantId);
    const { name, columns, rowCount } = await takeTable(db, id);
    const user = (await readRules(db)).rules.find(({ action }) => action.kind === 'look_up' && action.tableId === id);
    if (user) throw new AppError('CONFLICT', `The rule "${user.name}" looks things up in it; change that first.`);
    await db.lookupTable.delete({ where: { tenantId_id: { tenantId, id } } });
    audit({ action: 'lookupTable.deleted', subject: { kind: 'LookupTable', id }, before: { name, columns, rowCount } });
  });
}
