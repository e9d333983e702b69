import type { ScheduleSwap } from '#prisma/generated/client';

/** Where an offer stands: one that nobody took in time is EXPIRED. */
export const swapStates = ['OPEN', 'ACCEPTED', 'WITHDRAWN', 'EXPIRED'] as const;
export type SwapStanding = (typeof swapStates)[number];

export function standingOf({ state, expiresAt }: Pick<ScheduleSwap, 'state' | 'expiresAt'>, now: Date): SwapStanding {
  return state === 'OPEN' && expiresAt <= now ? 'EXPIRED' : state;
}

/** Why somebody may, or may not, take an offered shift. */
export type SwapVerdict = 'free' | 'not_open' | 'own_offer' | 'offered_to_another' | 'on_call_then';

/** `isOnCallThen`: the person is on call in this schedule in that time already, so that taking it would leave one less. */
export function judgeSwap(
  swap: Pick<ScheduleSwap, 'state' | 'expiresAt' | 'offeredById' | 'offeredToId'>,
  { personId, isOnCallThen, now }: { personId: string; isOnCallThen: boolean; now: Date },
): SwapVerdict {
  if (standingOf(swap, now) !== 'OPEN') return 'not_open';
  if (swap.offeredById === personId) return 'own_offer';
  if (swap.offeredToId !== null && swap.offeredToId !== personId) return 'offered_to_another';
  return isOnCallThen ? 'on_call_then' : 'free';
}
