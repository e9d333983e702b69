import { type Actor, transact } from '#kit/transact';
import type { IncidentsPlatform } from '../context.ts';
import { lockManagedRule } from './lockManagedRule.ts';
import { publishRules } from './publishRules.ts';

/** Takes a rule away, here and wherever it was pushed to. */
export async function deleteManagedRule(platform: IncidentsPlatform, actor: Actor, id: string): Promise<{ id: string }> {
  return transact(platform, actor, async (unit) => {
    const { tenantId, name, group, query } = await lockManagedRule(unit.db, id);
    await unit.db.managedRule.delete({ where: { tenantId_id: { tenantId, id } } });
    await publishRules(unit);
    unit.audit({ action: 'managedRule.deleted', subject: { kind: 'ManagedRule', id }, before: { name, group, query } });
    return { id };
  });
}
