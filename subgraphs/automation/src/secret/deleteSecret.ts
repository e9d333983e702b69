import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { isUuid } from '../named.ts';

/** Forgets a secret. Steps that name it fail from then on and say so. NOT_FOUND. */
export async function deleteSecret(platform: AutomationPlatform, caller: Caller, id: string): Promise<boolean> {
  requirePermission(caller, 'secrets:manage');
  return transact(platform, caller, async ({ db, audit }) => {
    const before = isUuid(id) ? await db.secret.findFirst({ where: { id } }) : null;
    if (!before) throw new AppError('NOT_FOUND', `There is no secret with the id ${id}.`);
    await db.secret.deleteMany({ where: { id } });
    audit({ action: 'secret.deleted', subject: { kind: 'Secret', id }, before: { name: before.name } });
    return true;
  });
}
