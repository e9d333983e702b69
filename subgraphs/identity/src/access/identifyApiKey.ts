import { permissions, permissionsWithin } from '#contracts/permissions';
import { uniteScopes } from '#contracts/scope';
import { Prisma } from '#prisma/generated/client';
import { AppError } from '#kit/errors';
import { hashToken } from '#kit/secret';
import type { Platform } from '#kit/transact';
import type { Identified } from './identified.ts';
import { readRights } from './readRights.ts';
import type { Memory } from './remember.ts';

/** The caller of an API key. UNAUTHENTICATED for a key that is unknown or revoked, TOKEN_EXPIRED for one past its end. */
export async function identifyApiKey(platform: Platform, keys: Memory<Identified>, key: string): Promise<Identified> {
  const hash = hashToken(key);
  const caller = await keys.get(hash, () => findKey(platform, hash));
  if (caller.expiresAt !== null && caller.expiresAt <= platform.clock.now()) throw new AppError('TOKEN_EXPIRED', 'This API key has expired.');
  return caller;
}

async function findKey({ database }: Platform, hash: string): Promise<Identified> {
  const [found] = await database.acrossTenants<{ tenant_id: string; id: string }>(Prisma.sql`SELECT * FROM lookup.api_key_by_hash(${hash})`);
  const refused = new AppError('UNAUTHENTICATED', 'This API key is unknown or was revoked.');
  if (!found) throw refused;
  return database.inTenant(found.tenant_id, async (db) => {
    const key = await db.apiKey.findFirst({ where: { id: found.id, revokedAt: null } });
    if (!key) throw refused;
    // A key that acts for a person may never do more than the person: their leaving a team reaches their keys.
    const rights = key.personId === null ? null : await readRights(db, key.personId);
    const scope = rights ? rights.scope : uniteScopes([key]);
    const allowed = permissions.filter((name) => key.permissions.includes(name) && (rights === null || rights.permissions.includes(name)));
    return {
      tenantId: key.tenantId,
      personId: key.personId,
      teamIds: rights?.teamIds ?? [],
      permissions: permissionsWithin(scope, allowed),
      scope,
      via: 'API_KEY',
      expiresAt: key.expiresAt,
    };
  });
}
