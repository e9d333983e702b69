import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { isUuid } from '../named.ts';

/** Forgets a credential. Steps that name it fail from then on and say so. NOT_FOUND. */
export async function deleteCredential(platform: AutomationPlatform, caller: Caller, id: string): Promise<boolean> {
  requirePermission(caller, 'secrets:manage');
  return transact(platform, caller, async ({ db, audit }) => {
    const before = isUuid(id) ? await db.credential.findFirst({ where: { id } }) : null;
    if (!before) throw new AppError('NOT_FOUND', `There is no credential with the id ${id}.`);
    await db.credential.deleteMany({ where: { id } });
    audit({ action: 'credential.deleted', subject: { kind: 'Credential', id }, before: { name: before.name, kind: before.kind } });
    return true;
  });
}
