import { AppError } from '#kit/errors';
import { type Actor, type Platform, transact } from '#kit/transact';
import { isTaken } from '../isTaken.ts';
import { type GrafanaAddress, grafanaAddress } from './grafanaAddress.ts';

/**
 * A Grafana that is reached at another address from now on; the secret stays. Its people stay the people they were, unless another
 * connection of the tenant still speaks for the old issuer. NOT_FOUND for a connection of another tenant, CONFLICT when the new (issuer, org) is taken.
 * Only operators call this (set-up): it asks for no permission. Running processes notice within the memory of `createCallerCheck`.
 */
export async function moveConnection(platform: Platform, actor: Actor, id: string, wanted: GrafanaAddress): Promise<void> {
  const after = grafanaAddress.parse(wanted);
  try {
    await transact(platform, actor, async ({ db, audit }) => {
      const before = await db.connection.findFirst({ where: { id }, select: { issuer: true, org: true, jwksUrl: true } });
      if (!before) throw new AppError('NOT_FOUND', 'There is no such connection.');
      if (before.issuer === after.issuer && before.org === after.org && before.jwksUrl === after.jwksUrl) return;
      await db.connection.updateMany({ where: { id }, data: after });
      const remaining = await db.connection.count({ where: { issuer: before.issuer } });
      if (remaining === 0) await db.personIdentity.updateMany({ where: { issuer: before.issuer }, data: { issuer: after.issuer } });
      audit({ action: 'connection.moved', subject: { kind: 'connection', id }, before, after });
    });
  } catch (cause) {
    if (isTaken(cause)) throw new AppError('CONFLICT', `Organisation ${after.org} of ${after.issuer} is connected already.`, { cause });
    throw cause;
  }
}
