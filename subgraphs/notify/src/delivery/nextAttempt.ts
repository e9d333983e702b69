/** Attempts of one delivery at most. */
export const maxAttempts = 8;

/** Ceilings of the waits, in seconds: 5, 15, 45, 135, 405, 1,215, 1,800; together one hour. */
const firstCeiling = 5;
const growth = 3;
const longest = 1_800;

/** Never sooner than this, in seconds, whatever the jitter draws. */
const shortest = 1;

export type NextAttempt = { again: true; at: Date } | { again: false; reason: 'attempts_exhausted' };

/**
 * When to try again after attempt `number` (from 1) failed: exponential backoff with full jitter (a uniform draw below the ceiling,
 * so that receivers that come back are not met by all at once), no sooner than the receiver's Retry-After, which is honoured up to
 * half an hour. Pure: `random` is in [0, 1).
 */
export function nextAttempt({
  number,
  now,
  retryAfter,
  random,
}: {
  number: number;
  now: Date;
  retryAfter: number | null;
  random: number;
}): NextAttempt {
  if (number >= maxAttempts) return { again: false, reason: 'attempts_exhausted' };
  const ceiling = Math.min(longest, firstCeiling * growth ** (number - 1));
  const seconds = Math.max(shortest, random * ceiling, Math.min(retryAfter ?? 0, longest));
  return { again: true, at: new Date(now.getTime() + Math.ceil(seconds * 1000)) };
}
