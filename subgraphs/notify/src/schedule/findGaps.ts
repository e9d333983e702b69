import type { Shift } from './finalShifts.ts';
import { hoursBetween } from './hoursBetween.ts';
import type { ScheduleFacts, Stretch } from './scheduleShape.ts';
import { within } from './stretches.ts';

/** Hours in which somebody must be on call: those that the schedule expects, or all. */
export function expectedBetween({ expected, timeZone }: Pick<ScheduleFacts, 'expected' | 'timeZone'>, range: Stretch): Stretch[] {
  return expected.length === 0 ? [range] : within(hoursBetween(expected, timeZone, range), [range]);
}

/** When nobody is on call although somebody must be. `shifts` lie end to end. */
export function findGaps(schedule: Pick<ScheduleFacts, 'expected' | 'timeZone'>, shifts: readonly Shift[]): { from: Date; to: Date }[] {
  const [first, last] = [shifts[0], shifts.at(-1)];
  if (!first || !last) return [];
  const empty = shifts.filter(({ personIds }) => personIds.length === 0).map(({ from, to }) => ({ from: from.getTime(), to: to.getTime() }));
  const expected = expectedBetween(schedule, { from: first.from.getTime(), to: last.to.getTime() });
  return within(empty, expected).map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
}
