import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { Script } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';
import { isUuid } from '../named.ts';

/** Takes a script out of the library: its name is free, and steps that name it fail. Its versions stay for the history of runs. NOT_FOUND. */
export async function archiveScript(platform: AutomationPlatform, caller: Caller, id: string): Promise<Script> {
  requirePermission(caller, 'scripts:manage');
  return transact(platform, caller, async ({ db, now, audit }) => {
    const before = isUuid(id) ? await db.script.findFirst({ where: { id, archivedAt: null } }) : null;
    if (!before) throw new AppError('NOT_FOUND', `There is no script with the id ${id}.`);
    audit({ action: 'script.archived', subject: { kind: 'Script', id }, before: { name: before.name, version: before.version } });
    return db.script.update({
      where: { tenantId_id: { tenantId: caller.tenantId, id } },
      data: { archivedAt: now, updatedAt: now, updatedById: caller.personId },
    });
  });
}
