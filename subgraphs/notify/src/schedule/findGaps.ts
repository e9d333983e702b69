import type { Shift } from './finalShifts.ts';
import { hoursBetween } from './hoursBetween.ts';
import type { ScheduleFacts, Stretch } from './scheduleShape.ts';
import { joined, within } from './stretches.ts';
import { versionsWithin } from './version/versionsWithin.ts';

/** Hours in which somebody must be on call: those that the schedule expects, or all; of the past those that it expected then. */
export function expectedBetween(schedule: ScheduleFacts, whole: Stretch): Stretch[] {
  const expected = versionsWithin(schedule, whole).flatMap(({ facts, ...range }) =>
    facts.expected.length === 0 ? [range] : within(hoursBetween(facts.expected, facts.timeZone, range), [range]),
  );
  return joined(expected);
}

/** When nobody is on call although somebody must be. `shifts` lie end to end. */
export function findGaps(schedule: ScheduleFacts, shifts: readonly Shift[]): { from: Date; to: Date }[] {
  const [first, last] = [shifts[0], shifts.at(-1)];
  if (!first || !last) return [];
  const empty = shifts.filter(({ personIds }) => personIds.length === 0).map(({ from, to }) => ({ from: from.getTime(), to: to.getTime() }));
  const expected = expectedBetween(schedule, { from: first.from.getTime(), to: last.to.getTime() });
  return within(empty, expected).map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
}
