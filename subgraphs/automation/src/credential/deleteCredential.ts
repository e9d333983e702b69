import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { isUuid } from '../named.ts';
import { requireUnused } from '../playbook/findUsers.ts';

/** Forgets a credential. With `force` also when playbooks name it, whose steps fail from then on and say so. NOT_FOUND, IN_USE with who names it. */
export async function deleteCredential(platform: AutomationPlatform, caller: Caller, id: string, force = false): Promise<boolean> {
  requirePermission(caller, 'secrets:manage');
  return transact(platform, caller, async ({ db, audit }) => {
    const before = isUuid(id) ? await db.credential.findFirst({ where: { id } }) : null;
    if (!before) throw new AppError('NOT_FOUND', `There is no credential with the id ${id}.`);
    if (!force) await requireUnused(db, { kind: 'credential', name: before.name });
    await db.credential.deleteMany({ where: { id } });
    audit({ action: 'credential.deleted', subject: { kind: 'Credential', id }, before: { name: before.name, kind: before.kind } });
    return true;
  });
}
