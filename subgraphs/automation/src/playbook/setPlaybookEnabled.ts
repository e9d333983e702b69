import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import type { Playbook } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';

/** Says whether a playbook may be started. NOT_FOUND. Who may do this is checked at the door. */
export function setPlaybookEnabled(platform: AutomationPlatform, actor: Actor, { id, enabled }: { id: string; enabled: boolean }): Promise<Playbook> {
  return transact(platform, actor, async ({ db, now, audit }) => {
    const [changed] = await db.playbook.updateManyAndReturn({ where: { id, archivedAt: null }, data: { enabled, updatedAt: now } });
    if (!changed) throw new AppError('NOT_FOUND', `There is no playbook ${id}.`);
    audit({ action: enabled ? 'playbook.enabled' : 'playbook.disabled', subject: { kind: 'playbook', id } });
    return changed;
  });
}
