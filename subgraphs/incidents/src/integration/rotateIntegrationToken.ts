import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { createToken, hashToken } from '#kit/secret';
import { type Platform, transact } from '#kit/transact';
import type { Issued } from './createIntegration.ts';
import { takeIntegration } from './takeIntegration.ts';

/** How long the replaced token goes on working unless somebody chooses another time, and the longest that can be chosen. */
export const usualGraceSeconds = 86_400;
export const longestGraceSeconds = 30 * 86_400;

/**
 * Gives an integration a new token. The one it had goes on working for `graceSeconds`, so that its senders can be told one after the other; one
 * that was replaced before it ends at once. Zero ends the old token within the ten seconds that senders are remembered.
 */
export async function rotateIntegrationToken(platform: Platform, caller: Caller, id: string, graceSeconds: number): Promise<Issued> {
  requirePermission(caller, 'integrations:manage');
  if (!Number.isInteger(graceSeconds) || graceSeconds < 0 || graceSeconds > longestGraceSeconds) {
    throw new AppError('BAD_USER_INPUT', `"graceSeconds" must be between 0 and ${longestGraceSeconds}.`);
  }
  const { tenantId } = caller;
  const token = createToken('sre_int');
  return transact(platform, caller, async ({ db, now, audit }) => {
    const before = await takeIntegration(db, tenantId, id);
    const previousTokenUntil = new Date(now.getTime() + graceSeconds * 1000);
    const previous =
      graceSeconds > 0 ? { previousTokenHash: before.tokenHash, previousTokenUntil } : { previousTokenHash: null, previousTokenUntil: null };
    const integration = await db.integration.update({
      where: { tenantId_id: { tenantId, id } },
      data: { tokenHash: hashToken(token), ...previous },
    });
    audit({
      action: 'integration.tokenRotated',
      subject: { kind: 'Integration', id },
      after: { previousTokenUntil: previousTokenUntil.toISOString() },
    });
    return { integration, token };
  });
}
