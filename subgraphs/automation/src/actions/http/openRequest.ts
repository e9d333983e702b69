import type { OutboundRequest } from '#kit/outbound';
import { headersFor, type OpenCredential, openCredential } from '../../credential/openCredential.ts';
import type { Scope } from '../../engine/scope.ts';
import type { ActionMeans } from '../actionKinds.ts';
import { type RequestParts, renderRequest } from './renderRequest.ts';

/**
 * The request of a step with the headers of its credential, and all secrets in it. Throws BAD_USER_INPUT when a template cannot be filled in, NOT_FOUND for a
 * credential that is not there, TARGET_REFUSED when it is for another address.
 */
export async function openRequest(
  step: RequestParts & { credential?: string | undefined },
  { tenantId, idempotencyKey, scope }: { tenantId: string; idempotencyKey: string; scope: Scope },
  { database, secretKey }: ActionMeans,
): Promise<{ request: OutboundRequest; secrets: string[] }> {
  const { request, secrets } = renderRequest(step, scope, idempotencyKey, secretKey);
  const { credential: name } = step;
  if (name === undefined) return { request, secrets };
  const credential: OpenCredential['HTTP'] = await database.inTenant(tenantId, (db) => openCredential(db, secretKey, 'HTTP', name));
  const added = Object.entries(headersFor(credential, request.url)).map(([header, value]) => [header.toLowerCase(), value] as const);
  return {
    request: { ...request, headers: { ...request.headers, ...Object.fromEntries<string>(added) } },
    secrets: [...secrets, ...credential.mask],
  };
}
