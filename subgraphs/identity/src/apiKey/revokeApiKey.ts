import { AppError } from '#kit/errors';
import { type Actor, type Platform, transact } from '#kit/transact';

/**
 * Ends an API key for good; ending it twice changes nothing. NOT_FOUND for a key of another tenant. Only operators call this: it asks for no
 * permission. Running processes notice within the memory of `createCallerCheck`, and end its streams.
 */
export async function revokeApiKey(platform: Platform, actor: Actor, id: string): Promise<void> {
  await transact(platform, actor, async ({ db, now, audit, signal }) => {
    const key = await db.apiKey.findFirst({ where: { id }, select: { name: true, revokedAt: true } });
    if (!key) throw new AppError('NOT_FOUND', 'There is no such API key.');
    const { count } = await db.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
    if (count === 0) return;
    signal('rights', [id]);
    audit({
      action: 'apiKey.revoked',
      subject: { kind: 'apiKey', id },
      before: { name: key.name, revokedAt: null },
      after: { name: key.name, revokedAt: now.toISOString() },
    });
  });
}
