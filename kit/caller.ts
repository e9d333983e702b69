import type { Permission } from '#contracts/permissions';
import { permissions } from '#contracts/permissions';
import { scopeShape } from '#contracts/scope';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { AppError } from './errors.ts';
import type { Viewer } from './tenant.ts';

const callerShape = z.object({
  tenantId: z.uuid(),
  /** Null for an API key without a person. */
  personId: z.uuid().nullable(),
  teamIds: z.array(z.uuid()),
  permissions: z.array(z.enum(permissions)),
  /** The part of the tenant's incidents and alerts that the caller sees and acts on; null for all. */
  scope: scopeShape.nullable(),
  /**
   * INTEGRATION: an outside system's own API, spoken with an integration's token. MESSAGE: an answer to a notice, by a button, a key or a link. Neither ever asks
   * through the gateway.
   */
  via: z.enum(['GRAFANA', 'API_KEY', 'OIDC', 'INTEGRATION', 'MESSAGE']),
});

/** Who is asking, decided once at the edge and trusted from there on. */
export type Caller = z.infer<typeof callerShape>;

/** Throws FORBIDDEN, naming the permission, unless the caller has it. */
export function requirePermission(caller: Caller, permission: Permission): void {
  if (!caller.permissions.includes(permission)) throw new AppError('FORBIDDEN', `This needs the permission ${permission}.`);
}

/** What row-level security is told of who reads: nothing of those from whom nothing is hidden. */
export function viewerOf({ personId, teamIds, permissions, scope }: Pick<Caller, 'personId' | 'teamIds' | 'permissions' | 'scope'>): Viewer {
  const ids = personId === null ? teamIds : [personId, ...teamIds];
  const seesPrivate = permissions.includes('private:see');
  if (seesPrivate && !scope) return null;
  return { ids: seesPrivate ? null : ids, scope: scope ? { ids: scope.ownTeams ? ids : [], labels: scope.labels } : null };
}

/** Header that carries the signed caller from the gateway to a subgraph in another process. */
export const callerHeader = 'x-sre-caller';

/** Signs a caller for one hop between processes: a JWT (HS256, 60 s). `key` is the shared CALLER_KEY, at least 32 bytes. */
export async function signCaller(caller: Caller, key: Uint8Array): Promise<string> {
  return new SignJWT({ caller }).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().setExpirationTime('60s').setAudience('subgraph').sign(key);
}

/** The caller of a signed hop; UNAUTHENTICATED when the signature, the age or the shape is wrong. */
export async function verifyCaller(token: string, key: Uint8Array): Promise<Caller> {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], audience: 'subgraph', requiredClaims: ['exp'] });
    return callerShape.parse(payload['caller']);
  } catch (cause) {
    throw new AppError('UNAUTHENTICATED', 'The hop between gateway and subgraph is not signed by this platform.', { cause });
  }
}
