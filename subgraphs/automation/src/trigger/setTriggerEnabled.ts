import { type Actor, transact } from '#kit/transact';
import type { Trigger } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';
import { following } from './cron.ts';
import { lockTrigger } from './saveTrigger.ts';

/** Lets a trigger start its playbook, or stops it from doing so. A schedule that was off begins with its next firing: what it slept through is not made up for. NOT_FOUND. */
export function setTriggerEnabled(platform: AutomationPlatform, actor: Actor, id: string, enabled: boolean): Promise<Trigger> {
  return transact(platform, actor, async ({ db, now, audit }) => {
    const before = await lockTrigger(db, id);
    if (before.enabled === enabled) return before;
    const { cron, timeZone, tenantId } = before;
    const nextAt = cron !== null && timeZone !== null ? (following(cron, timeZone, now, 1)[0] ?? null) : null;
    audit({ action: enabled ? 'trigger.enabled' : 'trigger.disabled', subject: { kind: 'trigger', id } });
    return db.trigger.update({ where: { tenantId_id: { tenantId, id } }, data: { enabled, nextAt, updatedAt: now, version: { increment: 1 } } });
  });
}
