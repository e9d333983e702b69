import { type AttemptOutcome, consequences } from '../delivery/outcomes.ts';

/**
 * Whether the end of an incident is told on a channel, given how the attempts to tell of its opening ended. Who was told that something burns
 * is told that it is out; who cannot have heard of it is spared both. An attempt that may have reached the receiver counts as told. Pure.
 */
export function judgeResolved(openedAttempts: readonly AttemptOutcome[]): {
  reason: 'opened_delivered' | 'opened_may_have_arrived' | 'opened_not_delivered';
} {
  if (openedAttempts.includes('delivered')) return { reason: 'opened_delivered' };
  if (openedAttempts.some((outcome) => consequences[outcome].mayHaveReached)) return { reason: 'opened_may_have_arrived' };
  return { reason: 'opened_not_delivered' };
}
