import { Prisma } from '#prisma/generated/client';
import { AppError } from '#kit/errors';
import { hashToken } from '#kit/secret';
import type { Platform } from '#kit/transact';
import { z } from 'zod';
import { admitPerson } from '../person/admitPerson.ts';
import { personOf } from './claims.ts';
import type { Identified } from './identified.ts';
import type { KeySets } from './keySets.ts';
import { readRights, type Rights } from './readRights.ts';
import type { Memory } from './remember.ts';
import { verifyToken } from './verifyToken.ts';

/** What a request through Grafana's plugin proxy carries: the proxy's secret, and the signed-in user's token. */
export type GrafanaHop = { secret: string; token: string | undefined };

type Connection = { tenantId: string; issuer: string; org: string; jwksUrl: string; defaultRoleId: string };

export type GrafanaMemories = { connections: Memory<Connection>; people: Memory<Rights> };

/**
 * The caller behind a request that came through Grafana's plugin proxy. Claims as Grafana 12 signs them: `iss` root_url, `aud` `org:<id>`, `sub` `user:<uid>`,
 * `type`, `name`, `username`, `email`. CONNECTION_UNKNOWN for a secret that no connection has; UNAUTHENTICATED, TOKEN_EXPIRED and
 * IDENTITY_UNAVAILABLE as `verifyToken` says.
 */
export async function identifyGrafana(
  platform: Platform,
  keySets: KeySets,
  memories: GrafanaMemories,
  { secret, token }: GrafanaHop,
): Promise<Identified> {
  const hash = hashToken(secret);
  const connection = await memories.connections.get(hash, () => findConnection(platform, hash));
  if (token === undefined) throw new AppError('UNAUTHENTICATED', noIdentity);

  const { issuer, org, jwksUrl, tenantId } = connection;
  const claims = await verifyToken('Grafana identity', token, keySets(jwksUrl), {
    algorithms: ['ES256'],
    typ: 'JWT',
    issuer: [issuer, `${issuer}/`],
    audience: `org:${org}`,
    currentDate: platform.clock.now(),
  });
  if (claims['type'] !== 'user') {
    const type = z.string().max(40).catch('without a type').parse(claims['type']);
    throw new AppError('UNAUTHENTICATED', `The Grafana identity is not of a user (${type}). Scripts use an API key of the platform.`);
  }

  const rights = await memories.people.get(JSON.stringify([tenantId, issuer, claims.sub]), () => findPerson(platform, connection, claims));
  return { tenantId, ...rights, via: 'GRAFANA', expiresAt: new Date(claims.exp * 1000) };
}

const noIdentity =
  'Grafana sent no identity with this request (no X-Grafana-Id header). Turn on the feature toggle idForwarding in Grafana ([feature_toggles] enable = idForwarding) and sign in as a user.';

async function findConnection({ database }: Platform, hash: string): Promise<Connection> {
  const [found] = await database.acrossTenants<{ tenant_id: string; id: string }>(Prisma.sql`SELECT * FROM lookup.connection_by_secret(${hash})`);
  const connection = found && (await database.inTenant(found.tenant_id, (db) => db.connection.findFirst({ where: { id: found.id } })));
  if (!connection) throw new AppError('CONNECTION_UNKNOWN', 'No Grafana is connected with this secret.');
  return connection;
}

async function findPerson(platform: Platform, { tenantId, issuer, org, defaultRoleId }: Connection, claims: { sub: string }): Promise<Rights> {
  const known = await platform.database.inTenant(tenantId, async (db) => {
    const identity = await db.personIdentity.findFirst({ where: { issuer, subject: claims.sub }, select: { personId: true } });
    return identity && readRights(db, identity.personId);
  });
  if (known) return known;

  const entrance = { tenantId, team: `Everyone from ${issuer} (organisation ${org})`, roleId: defaultRoleId };
  const personId = await admitPerson(platform, entrance, { issuer, subject: claims.sub, ...personOf(claims, claims.sub) });
  return platform.database.inTenant(tenantId, (db) => readRights(db, personId));
}
