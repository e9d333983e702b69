import type { Clock } from '#kit/clock';
import { AppError } from '#kit/errors';

/** Counts what each key has taken; `take` throws RATE_LIMITED when nothing is left. */
export type RefillingBudget = { take(key: string, why: string): void };

/** A token bucket per key that holds `perMinute` and refills evenly. Full buckets are forgotten, so that keys do not pile up. */
export function createRefillingBudget(perMinute: number, clock: Clock): RefillingBudget {
  const buckets = new Map<string, { left: number; at: number }>();
  const perMs = perMinute / 60_000;
  let sweptAt = clock.now().getTime();

  return {
    take(key, why) {
      const now = clock.now().getTime();
      if (now - sweptAt > 60_000) {
        for (const [name, { at }] of buckets) if (now - at > 60_000) buckets.delete(name);
        sweptAt = now;
      }
      const bucket = buckets.get(key);
      const left = bucket ? Math.min(perMinute, bucket.left + (now - bucket.at) * perMs) : perMinute;
      if (left < 1) throw new AppError('RATE_LIMITED', why, { retryAfter: Math.ceil((1 - left) / perMs / 1000) });
      buckets.set(key, { left: left - 1, at: now });
    },
  };
}
