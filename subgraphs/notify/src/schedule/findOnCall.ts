import { finalShifts, type Shift, shadowShifts } from './finalShifts.ts';
import type { ScheduleFacts } from './scheduleShape.ts';

const dayMs = 86_400_000;
/** How far ahead is looked, in steps: most schedules change hands within days, and a year of one is slow to work out. */
const lookDays = [15, 62, 370];
/** The furthest of them. */
export const furthestLookMs = 370 * dayMs;

export type OnCall = {
  now: Shift;
  /** The first moment at which other people, or nobody, are on call; null when that is not within a year. */
  until: Date | null;
  /** The next shift that has somebody who is not on call now; null when there is none within a year. */
  next: Shift | null;
  shadowIds: string[];
};

/** Who is on call at a moment, until when, and who is next. */
export function findOnCall(schedule: ScheduleFacts, at: Date): OnCall {
  let looked: OnCall | undefined;
  for (const days of lookDays) {
    looked = lookAhead(schedule, at, new Date(at.getTime() + days * dayMs));
    if (looked.until && looked.next) break;
  }
  if (!looked) throw new Error('There is always a step to look.');
  return looked;
}

function lookAhead(schedule: ScheduleFacts, at: Date, end: Date): OnCall {
  const shifts = finalShifts(schedule, at, end);
  const [now] = shifts;
  if (!now) throw new Error('Shifts lie end to end from where they are asked.');
  const isNow = (shift: Shift): boolean => shift.personIds.join() === now.personIds.join();
  // The same people by another layer are no change to those who are paged.
  const change = shifts.find((shift) => !isNow(shift));
  const next = shifts.find((shift) => shift.personIds.length > 0 && !isNow(shift));
  const [shadows] = shadowShifts(schedule, at, new Date(at.getTime() + 1));
  return { now, until: change?.from ?? null, next: next ?? null, shadowIds: shadows?.personIds ?? [] };
}
