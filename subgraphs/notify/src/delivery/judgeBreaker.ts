import type { AttemptOutcome } from './outcomes.ts';

/** What a channel's circuit breaker stands on. */
export type Breaker = { failuresInRow: number; breakerUntil: Date | null; breakerTrips: number };

/** Failures in a row after which a channel rests. */
export const failuresToOpen = 5;

/** First rest and longest, in ms; each in a row is twice as long as the one before. */
const firstRestMs = 30_000;
const longestRestMs = 600_000;

/** What is the fault of one notice or one recipient says nothing about the channel; a service that asks for patience is there. */
const notItsFault: ReadonlySet<AttemptOutcome> = new Set(['message_refused', 'address_refused', 'http_429', 'invalid_request']);

/**
 * How a channel's breaker stands after an attempt. It opens after so many failures in a row, so that what is down is not knocked at by every notice; when its
 * rest is over one attempt is let through, which closes it or opens it for twice as long. Pure.
 */
export function judgeBreaker(before: Breaker, outcome: AttemptOutcome, now: Date): { after: Breaker; change: 'none' | 'opened' | 'closed' } {
  if (outcome === 'delivered') {
    return { after: { failuresInRow: 0, breakerUntil: null, breakerTrips: 0 }, change: before.breakerUntil ? 'closed' : 'none' };
  }
  if (notItsFault.has(outcome)) {
    // The service answered: whatever rest it had is over.
    return before.breakerUntil ? { after: { ...before, failuresInRow: 0, breakerUntil: null }, change: 'closed' } : { after: before, change: 'none' };
  }
  const failuresInRow = before.failuresInRow + 1;
  const isProbe = before.breakerUntil !== null;
  if (!isProbe && failuresInRow < failuresToOpen) return { after: { ...before, failuresInRow }, change: 'none' };
  const rest = Math.min(longestRestMs, firstRestMs * 2 ** before.breakerTrips);
  return { after: { failuresInRow, breakerUntil: new Date(now.getTime() + rest), breakerTrips: before.breakerTrips + 1 }, change: 'opened' };
}
