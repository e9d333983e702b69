import type { RunnerJob } from '#prisma/generated/client';
import { graceSeconds, leaseSeconds, repeatGraceSeconds } from './limits.ts';

/** Until when a runner that was just heard of counts as in reach. Pure. */
export const leaseUntil = (now: Date): Date => after(now, leaseSeconds);

/**
 * How long a runner that is not heard of again is waited for: one that is cut off goes on and comes back with what it has, so a job that must not be done twice is waited for
 * beyond its own time; one that may be is given out again soon. Pure.
 */
export function reachUntil(
  { repeatable, startedAt, timeoutSeconds }: Pick<RunnerJob, 'repeatable' | 'startedAt' | 'timeoutSeconds'>,
  now: Date,
): Date {
  return repeatable ? after(now, leaseSeconds + repeatGraceSeconds) : after(startedAt ?? now, timeoutSeconds + graceSeconds);
}

const after = (time: Date, seconds: number): Date => new Date(time.getTime() + seconds * 1000);
