import type { NoticeEvent } from '../notice/noticeEvent.ts';
import type { Ending } from './endDelivery.ts';
import { maxAttempts } from './nextAttempt.ts';

export type TakingDecision = { take: true } | { take: false; ending: Ending };

/** Whether a due delivery is still to be sent. `resolvedWaiting`: its incident is over, and the notice of that waits for this one. Pure. */
export function judgeTaking(facts: { event: NoticeEvent; attempts: number; channelEnabled: boolean; resolvedWaiting: boolean }): TakingDecision {
  if (facts.event === 'opened' && facts.resolvedWaiting) return { take: false, ending: { status: 'CANCELLED', outcome: 'resolved_first' } };
  if (!facts.channelEnabled) return { take: false, ending: { status: 'CANCELLED', outcome: 'channel_disabled' } };
  if (facts.attempts >= maxAttempts) return { take: false, ending: { status: 'FAILED', outcome: 'attempts_exhausted' } };
  return { take: true };
}
