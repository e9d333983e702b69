import type { Clock } from '#kit/clock';
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { createKeyFetch } from './fetchKeys.ts';

/** The key that signed a token, from the key set at an address. */
export type KeySets = (url: string) => JWTVerifyGetKey;

/**
 * The key sets of all issuers, each fetched when first needed and kept for 5 minutes. A key id that is not among the kept ones fetches the
 * set again, at most every 10 s: after a rotation the new key works at once, and made-up key ids cannot make us hammer the issuer.
 * When an old set cannot be renewed its keys no longer count.
 */
export function createKeySets(clock: Clock): KeySets {
  const sets = new Map<string, JWTVerifyGetKey>();
  return (url) => {
    const known = sets.get(url);
    if (known) return known;
    const created = createRemoteJWKSet(new URL(url), {
      cacheMaxAge: 5 * 60_000,
      cooldownDuration: 10_000,
      timeoutDuration: 5_000,
      [customFetch]: createKeyFetch(clock),
    });
    sets.set(url, created);
    return created;
  };
}
