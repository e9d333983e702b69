import type { ScheduleOverride, ScheduleSwap } from '#prisma/generated/client';
import type { ScheduleOverrideType, ScheduleSwapType } from './schedule.type.ts';
import { standingOf } from './swap/judgeSwap.ts';

const stub = (id: string | null) => (id === null ? null : { id });

/** An override in the words of the graph. */
export function showOverride({ personId, replacesId, createdById, ...override }: ScheduleOverride): ScheduleOverrideType {
  return { ...override, person: stub(personId), replaces: stub(replacesId), createdBy: stub(createdById) };
}

/** A swap in the words of the graph. */
export function showSwap(swap: ScheduleSwap, now: Date): ScheduleSwapType {
  const { id, startsAt, endsAt, expiresAt, note, offeredById, offeredToId, takenById } = swap;
  return {
    ...{ id, startsAt, endsAt, expiresAt, note, state: standingOf(swap, now) },
    ...{ offeredBy: { id: offeredById }, offeredTo: stub(offeredToId), takenBy: stub(takenById) },
  };
}
