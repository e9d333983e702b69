import { AppError } from '#kit/errors';
import { createToken, hashToken, sealSecret } from '#kit/secret';
import { type Actor, transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { createHookSecret, lockTrigger, type SavedTrigger } from './saveTrigger.ts';

/** Gives a hook a new address and a new secret; the ones before count no more at once. NOT_FOUND, BAD_USER_INPUT for a trigger of another kind. */
export function renewHookKeys(platform: AutomationPlatform, actor: Actor, id: string): Promise<SavedTrigger> {
  return transact(platform, actor, async ({ db, now, audit }) => {
    const { signing, tenantId } = await lockTrigger(db, id);
    if (signing === null) throw new AppError('BAD_USER_INPUT', 'Only a webhook has a token and a secret.');
    const [token, secret] = [createToken('sre_hook'), createHookSecret(signing)];
    const trigger = await db.trigger.update({
      where: { tenantId_id: { tenantId, id } },
      data: { tokenHash: hashToken(token), secret: sealSecret(secret, platform.secretKey), updatedAt: now },
    });
    audit({ action: 'trigger.secretsRenewed', subject: { kind: 'trigger', id } });
    return { trigger, token, secret };
  });
}
