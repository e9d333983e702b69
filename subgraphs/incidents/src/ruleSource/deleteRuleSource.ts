import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import type { IncidentsPlatform } from '../context.ts';
import { lockRuleSource } from './lockRuleSource.ts';
import { storeRules } from './storeRules.ts';

/** Forgets a source with its rules. Alerts that came from them look for another rule; the lineage that was recorded stays. */
export async function deleteRuleSource(platform: IncidentsPlatform, actor: Actor, id: string): Promise<{ id: string }> {
  return transact(platform, actor, async (unit) => {
    const { db, audit } = unit;
    const { tenantId, name, kind, url } = await lockRuleSource(db, id);
    if (kind === 'MANAGED') throw new AppError('BAD_USER_INPUT', `The rules of "${name}" are kept here: delete them one by one.`);
    await storeRules(unit, id, []);
    await db.ruleSource.delete({ where: { tenantId_id: { tenantId, id } } });
    audit({ action: 'ruleSource.deleted', subject: { kind: 'RuleSource', id }, before: { name, kind, url } });
    return { id };
  });
}
