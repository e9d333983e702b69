import type { Ending } from './endDelivery.ts';
import { maxAttempts } from './nextAttempt.ts';
import type { CancelOutcome } from './outcomes.ts';

export type TakingDecision = { take: true } | { take: false; ending: Ending };

/** Whether a due delivery is still to be sent. `cancelOutcome`: it was called off while an attempt was in hand that has not succeeded. Pure. */
export function judgeTaking(facts: { attempts: number; channelEnabled: boolean; cancelOutcome: CancelOutcome | null }): TakingDecision {
  if (facts.cancelOutcome) return { take: false, ending: { status: 'CANCELLED', outcome: facts.cancelOutcome } };
  if (!facts.channelEnabled) return { take: false, ending: { status: 'CANCELLED', outcome: 'channel_disabled' } };
  if (facts.attempts >= maxAttempts) return { take: false, ending: { status: 'FAILED', outcome: 'attempts_exhausted' } };
  return { take: true };
}
