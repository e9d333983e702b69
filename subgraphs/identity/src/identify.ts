import { rightsMemoryMs as memoryMs } from '#contracts/live';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { IncomingHttpHeaders } from 'node:http';
import { createKeyDiscovery } from './access/discoverKeys.ts';
import type { Identified } from './access/identified.ts';
import { identifyApiKey } from './access/identifyApiKey.ts';
import { type GrafanaMemories, identifyGrafana } from './access/identifyGrafana.ts';
import { type Guest, identifyOidc, type OidcIssuer } from './access/identifyOidc.ts';
import { createKeySets } from './access/keySets.ts';
import { remember } from './access/remember.ts';
import { apiKeyPrefix } from './apiKey/createApiKey.ts';

/**
 * Who sends a request. `headers` are an HTTP request's, or a plain object with the same names in lower case: a WebSocket client may put
 * `authorization` into its connectionParams.
 */
export type CallerCheck = (request: { headers: IncomingHttpHeaders }) => Promise<Identified>;

/** Header by which Grafana's plugin proxy proves that a request came through it; its value is the connection's secret. */
export const connectionHeader = 'x-sre-connection';

/**
 * The check that the gateway makes for every request and every stream, in this order:
 *
 * 1. X-Sre-Connection with X-Grafana-Id: a user of a connected Grafana. The secret proves that Grafana's proxy sent the token; a token
 *    without it is refused whatever else the request carries, since it may be a stolen one. An Authorization header beside it is ignored:
 *    the proxy passes on what the browser sent.
 * 2. `Authorization: Bearer sre_key_…`: an API key.
 * 3. `Authorization: Bearer …`: a token of the configured OpenID Connect issuer.
 *
 * What was read of connections, keys, people and their permissions is remembered for `rightsMemoryMs`; the signature and the times of every token are checked each time.
 *
 * Throws UNAUTHENTICATED, TOKEN_EXPIRED, CONNECTION_UNKNOWN, FORBIDDEN, BAD_USER_INPUT or IDENTITY_UNAVAILABLE, with a message that says what to do.
 */
export function createCallerCheck(platform: Platform, options: { oidc?: OidcIssuer | undefined } = {}): CallerCheck {
  const { clock } = platform;
  const keySets = createKeySets(clock);
  const grafana: GrafanaMemories = { connections: remember(clock, memoryMs), people: remember(clock, memoryMs) };
  const apiKeys = remember<Identified>(clock, memoryMs);
  const { oidc } = options;
  const bearers = oidc && { keySets, keyAddress: createKeyDiscovery(clock, oidc.issuer), guests: remember<Guest>(clock, memoryMs) };

  return async ({ headers }) => {
    const secret = single(headers, connectionHeader);
    const token = single(headers, 'x-grafana-id');
    if (secret !== undefined) return identifyGrafana(platform, keySets, grafana, { secret, token });
    if (token !== undefined) {
      throw new AppError(
        'UNAUTHENTICATED',
        `A Grafana identity counts only together with the connection's secret (${connectionHeader}), which Grafana's plugin proxy adds.`,
      );
    }

    const authorization = single(headers, 'authorization');
    if (authorization === undefined) throw new AppError('UNAUTHENTICATED', 'This request says nothing of who sends it.');
    const bearer = /^Bearer +([^\s]+) *$/i.exec(authorization)?.[1];
    if (bearer === undefined) throw new AppError('UNAUTHENTICATED', 'The Authorization header must be "Bearer" and one token.');
    if (bearer.startsWith(`${apiKeyPrefix}_`)) return identifyApiKey(platform, apiKeys, bearer);
    if (!oidc || !bearers) throw new AppError('UNAUTHENTICATED', 'This is not an API key, and no OpenID Connect issuer is configured.');
    return identifyOidc(platform, oidc, bearers, { token: bearer, wantedTenant: single(headers, 'x-sre-tenant') });
  };
}

/** The value of a header; undefined when it is absent or empty, refused when it is not one text. */
function single(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  if (Array.isArray(value)) throw new AppError('UNAUTHENTICATED', `The header ${name} must be there once.`);
  return value === undefined || value === '' ? undefined : value;
}
