import type { Clock } from '#kit/clock';
import { AppError } from '#kit/errors';
import { allowInsecureRequests, discovery } from 'openid-client';

/** For how long an issuer's metadata is kept, and for how long a failure to get it. */
const knownMs = 10 * 60_000;
const failedMs = 2_000;

/**
 * Where an OpenID Connect issuer publishes its keys, from its discovery document (which must name the same issuer). IDENTITY_UNAVAILABLE
 * when it cannot be had within 5 s. Plain http is accepted only where the operator configured it as the issuer's address.
 */
export function createKeyDiscovery(clock: Clock, issuer: string): () => Promise<string> {
  let last: { address: Promise<string>; until: number } | undefined;
  return () => {
    const now = clock.now().getTime();
    if (last && now < last.until) return last.address;
    const entry = { address: discoverKeys(issuer), until: now + knownMs };
    entry.address.catch(() => (entry.until = clock.now().getTime() + failedMs));
    last = entry;
    return entry.address;
  };
}

async function discoverKeys(issuer: string): Promise<string> {
  try {
    const url = new URL(issuer);
    // No client id is sent by a discovery: this platform only checks tokens and never asks for one.
    const found = await discovery(url, 'sre-platform', undefined, undefined, {
      timeout: 5,
      execute: url.protocol === 'http:' ? [allowInsecureRequests] : [],
    });
    const address = found.serverMetadata().jwks_uri;
    if (address === undefined) throw new Error('The metadata has no jwks_uri.');
    return address;
  } catch (cause) {
    throw new AppError('IDENTITY_UNAVAILABLE', `The OpenID Connect issuer ${issuer} cannot be asked for its keys.`, {
      cause,
      retryAfter: failedMs / 1000,
    });
  }
}
