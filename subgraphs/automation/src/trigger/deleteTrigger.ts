import { type Actor, transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { describeTrigger } from './describeTrigger.ts';
import { lockTrigger } from './saveTrigger.ts';

/** Takes a trigger away: it starts nothing any more, and its name is free. Its row stays for the sake of the runs that it started. NOT_FOUND. */
export function deleteTrigger(platform: AutomationPlatform, actor: Actor, id: string): Promise<void> {
  return transact(platform, actor, async ({ db, now, audit }) => {
    const trigger = await lockTrigger(db, id);
    await db.trigger.update({ where: { tenantId_id: { tenantId: trigger.tenantId, id } }, data: { archivedAt: now, enabled: false } });
    audit({ action: 'trigger.deleted', subject: { kind: 'trigger', id }, before: describeTrigger(trigger) });
  });
}
