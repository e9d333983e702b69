import { type Caller, signCaller } from '#kit/caller';
import type { Clock } from '#kit/clock';
import { createRecent } from '../recent.ts';

/** Half the life of a signature, so that none arrives expired. */
const reusedMs = 30_000;

/** Signs callers for the hop to a subgraph. Signing costs more than the rest of the hop, so one signature serves a caller for 30 s. */
export function createCallerSigner(key: Uint8Array, clock: Clock): (caller: Caller) => Promise<string> {
  const signed = createRecent<{ at: number; token: Promise<string> }>(10_000);
  return (caller) => {
    const name = JSON.stringify(caller);
    const now = clock.now().getTime();
    const known = signed.get(name);
    if (known && now - known.at < reusedMs) return known.token;
    const token = signCaller(caller, key);
    signed.set(name, { at: now, token });
    // A failed signature is not served again.
    token.catch(() => signed.delete(name));
    return token;
  };
}
