import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';

/** Counts what each caller holds at once; `take` gives back the release, and throws RATE_LIMITED at the limit. */
export type Quota = { take(caller: Caller): () => void };

export function createQuota(limit: number, what: string): Quota {
  const held = new Map<string, number>();
  return {
    take(caller) {
      const key = callerKey(caller);
      const count = held.get(key) ?? 0;
      if (count >= limit) throw new AppError('RATE_LIMITED', `One caller may hold ${limit} ${what} at once.`, { retryAfter: 10 });
      held.set(key, count + 1);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        const left = (held.get(key) ?? 1) - 1;
        if (left === 0) held.delete(key);
        else held.set(key, left);
      };
    },
  };
}

/** Who a caller is, whatever rights it has at the moment. API keys without a person count together, per tenant. */
export function callerKey({ tenantId, personId, via }: Caller): string {
  return `${tenantId}/${via}/${personId ?? ''}`;
}
