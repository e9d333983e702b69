import { z } from 'zod';

/** The tenant that an OIDC request is for, or the named reason why none is. */
export type TenantChoice = { tenantId: string } | { reason: 'no_tenant' | 'not_a_member' | 'ambiguous' };

/** `open`: the tenants that this person may enter. `wanted`: the tenant that the request names; null when it names none or one that is not there. */
export function chooseTenant(open: readonly string[], wanted: { tenantId: string | null } | undefined): TenantChoice {
  const fitting = wanted ? open.filter((tenantId) => tenantId === wanted.tenantId) : open;
  const [tenantId, another] = fitting;
  if (another !== undefined) return { reason: 'ambiguous' };
  if (tenantId !== undefined) return { tenantId };
  return { reason: open.length === 0 ? 'no_tenant' : 'not_a_member' };
}

/**
 * Slugs in a claim that names tenants: one name, a list of names, or an object with the names as its keys, which are the forms of Keycloak's
 * `organization` claim. Anything else names none.
 */
export const tenantSlugs = z
  .union([z.string().transform((slug) => [slug]), z.array(z.string()), z.record(z.string(), z.unknown()).transform((named) => Object.keys(named))])
  .catch([])
  .transform((slugs) => [...new Set(slugs)].slice(0, 50));
