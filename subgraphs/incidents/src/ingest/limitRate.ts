import type { Clock } from '#kit/clock';
import { AppError } from '#kit/errors';
import type { Sender } from './authenticate.ts';

/** Counts a request's alerts against its integration's limit; RATE_LIMITED, with the seconds to wait, when they are too many. */
export type LimitRate = (sender: Pick<Sender, 'id' | 'name' | 'rateLimit'>, alerts: number) => void;

/**
 * A bucket per integration that holds a minute's alerts and empties at that rate, whatever requests the alerts come in. A request larger
 * than the whole bucket could never pass, so it is let in when the bucket is empty, and waited for afterwards. Each process that takes
 * alerts in keeps buckets of its own: a shared one would cost the hot path a round trip.
 */
export function createRateLimit(clock: Clock): LimitRate {
  const buckets = new Map<string, { level: number; at: number }>();
  return ({ id, name, rateLimit }, alerts) => {
    if (rateLimit === null || alerts === 0) return;
    const now = clock.now().getTime();
    const before = buckets.get(id) ?? { level: 0, at: now };
    const level = Math.max(0, before.level - ((now - before.at) * rateLimit) / 60_000);
    const excess = level - Math.max(0, rateLimit - alerts);
    if (excess > 0) {
      const retryAfter = Math.ceil((excess * 60) / rateLimit);
      throw new AppError('RATE_LIMITED', `The integration "${name}" may send ${rateLimit} alerts a minute; these ${alerts} were not taken.`, {
        retryAfter,
      });
    }
    buckets.set(id, { level: level + alerts, at: now });
  };
}
