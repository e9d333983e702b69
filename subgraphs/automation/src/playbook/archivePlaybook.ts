import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import type { Playbook } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';

/** Puts a playbook away. NOT_FOUND, also when it is put away already. Who may do this is checked at the door. */
export function archivePlaybook(platform: AutomationPlatform, actor: Actor, id: string): Promise<Playbook> {
  return transact(platform, actor, async ({ db, now, audit }) => {
    const [archived] = await db.playbook.updateManyAndReturn({
      where: { id, archivedAt: null },
      data: { archivedAt: now, enabled: false, updatedAt: now },
    });
    if (!archived) throw new AppError('NOT_FOUND', `There is no playbook ${id}.`);
    audit({ action: 'playbook.archived', subject: { kind: 'playbook', id }, before: { name: archived.name } });
    return archived;
  });
}
