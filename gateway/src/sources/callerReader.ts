import { type Caller, verifyCaller } from '#kit/caller';
import type { Clock } from '#kit/clock';
import { createRecent } from '../recent.ts';

/** For how long a signature that was checked is not checked again; a signed caller lives 60 s and is used for 30. */
const trustedMs = 10_000;

/** Reads signed callers on the far side of the hop. The gateway sends one signature many times, and checking it costs more than a small query. */
export function createCallerReader(key: Uint8Array, clock: Clock): (token: string) => Promise<Caller> {
  const read = createRecent<{ at: number; caller: Caller }>(10_000);
  return async (token) => {
    const known = read.get(token);
    const now = clock.now().getTime();
    if (known && now - known.at < trustedMs) return known.caller;
    const caller = await verifyCaller(token, key);
    read.set(token, { at: now, caller });
    return caller;
  };
}
