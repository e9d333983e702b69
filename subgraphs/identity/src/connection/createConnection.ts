import { AppError } from '#kit/errors';
import { createToken, hashToken } from '#kit/secret';
import { type Actor, type Platform, transact } from '#kit/transact';
import { isTaken } from '../isTaken.ts';
import { type GrafanaAddress, grafanaAddress } from './grafanaAddress.ts';

export type NewConnection = GrafanaAddress & {
  /** Name of the role that people not seen before get; `viewer` by default. */
  defaultRole?: string;
  /** A secret chosen by whoever provisions Grafana as well, at least 32 characters; a random one by default. */
  secret?: string;
};

/**
 * Lets a Grafana organisation speak for people of the actor's tenant. Gives back the secret that Grafana's proxy must send as
 * X-Sre-Connection: it is told once, only its hash is kept. CONFLICT when a tenant has this (issuer, org) already, NOT_FOUND for an unknown role.
 * Only operators call this (set-up, seed): it asks for no permission.
 */
export async function createConnection(
  platform: Platform,
  actor: Actor,
  { defaultRole = 'viewer', secret = createToken('sre_conn'), ...wanted }: NewConnection,
): Promise<{ id: string; secret: string }> {
  const address = grafanaAddress.parse(wanted);
  if (secret.length < 32) throw new AppError('BAD_USER_INPUT', 'The secret of a connection has at least 32 characters.');
  try {
    return await transact(platform, actor, async ({ db, audit }) => {
      const role = await db.role.findFirst({ where: { name: defaultRole }, select: { id: true } });
      if (!role) throw new AppError('NOT_FOUND', `There is no role named ${defaultRole}.`);
      const { id } = await db.connection.create({
        data: { ...address, secretHash: hashToken(secret), defaultRoleId: role.id },
        select: { id: true },
      });
      audit({ action: 'connection.created', subject: { kind: 'connection', id }, after: { ...address, defaultRole } });
      return { id, secret };
    });
  } catch (cause) {
    if (isTaken(cause))
      throw new AppError('CONFLICT', `Organisation ${address.org} of ${address.issuer}, or this secret, is connected already.`, { cause });
    throw cause;
  }
}
