import type { BuiltinRole } from '#contracts/permissions';
import { Prisma } from '#prisma/generated/client';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { JWTPayload } from 'jose';
import { issuerName } from '../person/issuerName.ts';
import { admitPerson } from '../person/admitPerson.ts';
import { chooseTenant, type TenantChoice, tenantSlugs } from './chooseTenant.ts';
import { personOf } from './claims.ts';
import type { Identified } from './identified.ts';
import type { KeySets } from './keySets.ts';
import { readRights, type Rights } from './readRights.ts';
import type { Memory } from './remember.ts';
import { verifyToken } from './verifyToken.ts';

/** Whose bearer tokens count. Without an `audience` every token of the issuer does, whichever application it was made for. */
export type OidcIssuer = {
  issuer: string;
  audience?: string | undefined;
  /**
   * Claim that names the tenants (by slug) that a person may enter, e.g. Keycloak's `organization`. With it the token decides: people not
   * seen before are made, and who is taken out of the organisation is out. Without it, only people that a tenant knows already come in.
   */
  tenantClaim?: string | undefined;
  /** Role of people not seen before; `viewer` by default. */
  defaultRole?: BuiltinRole | undefined;
};

/** A person in the tenant that their request is for. */
export type Guest = Rights & { tenantId: string };

/** Signatures that need the issuer's private key; never HS*, which a public key could forge, and never "none". */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

export type OidcDeps = { keySets: KeySets; keyAddress: () => Promise<string>; guests: Memory<Guest> };

/**
 * The caller of a bearer token. `wantedTenant` (header X-Sre-Tenant) picks one where a person has several. Errors as `verifyToken` says, FORBIDDEN
 * for someone whom no tenant lets in, BAD_USER_INPUT when the tenant must be named.
 */
export async function identifyOidc(
  platform: Platform,
  oidc: OidcIssuer,
  { keySets, keyAddress, guests }: OidcDeps,
  { token, wantedTenant }: { token: string; wantedTenant: string | undefined },
): Promise<Identified> {
  const claims = await verifyToken('bearer token', token, keySets(await keyAddress()), {
    algorithms,
    issuer: oidc.issuer,
    ...(oidc.audience !== undefined && { audience: oidc.audience }),
    currentDate: platform.clock.now(),
  });
  const slugs = oidc.tenantClaim === undefined ? undefined : tenantSlugs.parse(claims[oidc.tenantClaim]);
  const guest = await guests.get(JSON.stringify([claims.sub, slugs, wantedTenant]), () => findGuest(platform, oidc, claims, slugs, wantedTenant));
  return { ...guest, via: 'OIDC', expiresAt: new Date(claims.exp * 1000) };
}

async function findGuest(
  platform: Platform,
  { issuer, defaultRole = 'viewer' }: OidcIssuer,
  claims: JWTPayload & { sub: string },
  slugs: string[] | undefined,
  wantedTenant: string | undefined,
): Promise<Guest> {
  const open = slugs ? await tenantsBySlug(platform, slugs) : await tenantsOfPerson(platform, issuerName(issuer), claims.sub);
  const [named] = wantedTenant === undefined ? [] : await tenantsBySlug(platform, [wantedTenant]);
  const choice = chooseTenant(open, wantedTenant === undefined ? undefined : { tenantId: named ?? null });
  if ('reason' in choice) throw refusals[choice.reason](slugs !== undefined);

  const { tenantId } = choice;
  const role = await platform.database.inTenant(tenantId, (db) => db.role.findFirst({ where: { name: defaultRole }, select: { id: true } }));
  if (!role) throw new AppError('FORBIDDEN', `This tenant has no role named ${defaultRole} for people it does not know yet.`);
  const identity = { issuer: issuerName(issuer), subject: claims.sub, ...personOf(claims, claims.sub) };
  const personId = await admitPerson(platform, { tenantId, team: `Everyone from ${issuer}`, roleId: role.id }, identity);
  return { tenantId, ...(await platform.database.inTenant(tenantId, (db) => readRights(db, personId))) };
}

/** What each reason is answered with; `claimed` tells whether the token names the tenants. */
const refusals: Record<Extract<TenantChoice, { reason: string }>['reason'], (claimed: boolean) => AppError> = {
  no_tenant: (claimed) =>
    claimed
      ? new AppError(
          'FORBIDDEN',
          'The bearer token names no tenant of this platform. Ask an administrator to add you to its organisation at the identity provider.',
        )
      : new AppError(
          'FORBIDDEN',
          'No tenant knows you. Ask an administrator to add you, or the operator to configure the claim of the token that names your tenant.',
        ),
  not_a_member: () => new AppError('FORBIDDEN', 'You do not belong to the tenant that X-Sre-Tenant names.'),
  ambiguous: () => new AppError('BAD_USER_INPUT', 'You belong to several tenants: name one by its slug in the header X-Sre-Tenant.'),
};

async function tenantsBySlug({ database }: Platform, slugs: string[]): Promise<string[]> {
  const found = await database.acrossTenants<{ tenant_id: string }>(
    Prisma.sql`SELECT DISTINCT found.tenant_id FROM unnest(${slugs}::text[]) AS slug CROSS JOIN LATERAL lookup.tenant_by_slug(slug) AS found`,
  );
  return found.map((row) => row.tenant_id);
}

async function tenantsOfPerson({ database }: Platform, issuer: string, subject: string): Promise<string[]> {
  const found = await database.acrossTenants<{ tenant_id: string }>(
    Prisma.sql`SELECT tenant_id FROM lookup.people_by_identity(${issuer}, ${subject})`,
  );
  return found.map((row) => row.tenant_id);
}
