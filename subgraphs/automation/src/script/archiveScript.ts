import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { Script } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';
import { isUuid } from '../named.ts';
import { requireUnused } from '../playbook/findUsers.ts';

/** Takes a script out of the library: its name is free, and its versions stay for the history of runs. With `force` also when playbooks name it, whose steps fail from then on. NOT_FOUND, IN_USE with who names it. */
export async function archiveScript(platform: AutomationPlatform, caller: Caller, id: string, force = false): Promise<Script> {
  requirePermission(caller, 'scripts:manage');
  return transact(platform, caller, async ({ db, now, audit }) => {
    const before = isUuid(id) ? await db.script.findFirst({ where: { id, archivedAt: null } }) : null;
    if (!before) throw new AppError('NOT_FOUND', `There is no script with the id ${id}.`);
    if (!force) await requireUnused(db, { kind: 'script', name: before.name });
    audit({ action: 'script.archived', subject: { kind: 'Script', id }, before: { name: before.name, version: before.version } });
    return db.script.update({
      where: { tenantId_id: { tenantId: caller.tenantId, id } },
      data: { archivedAt: now, updatedAt: now, updatedById: caller.personId },
    });
  });
}
