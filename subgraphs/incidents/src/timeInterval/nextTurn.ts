import { momentOf, wallTimeOf } from '#kit/wallTime';
import { isInInterval } from './isInInterval.ts';
import type { Interval } from './readIntervals.ts';

const dayMs = 24 * 60 * 60_000;
/** Furthest that is looked ahead; what does not turn within it is judged again then. */
const mostDays = 400;

/** When intervals begin or cease to hold next after a moment; null when they do not within 400 days. */
export function nextTurn(intervals: readonly Interval[], at: Date): Date | null {
  const now = isInInterval(intervals, at);
  for (let ahead = 0; ahead < mostDays; ahead += 1) {
    // Whatever falls into these 24 hours belongs to the day in which they begin or to the one in which they end, by any clock.
    const end = new Date(at.getTime() + (ahead + 1) * dayMs);
    const turn = [new Date(at.getTime() + ahead * dayMs), end]
      .flatMap((day) => turnsOfDay(intervals, day))
      .filter((moment) => moment > at && moment <= end)
      .sort((one, other) => one.getTime() - other.getTime())
      .find((moment) => isInInterval(intervals, moment) !== now);
    if (turn) return turn;
  }
  return null;
}

/** Every moment of a day at which one of the intervals may turn: midnight, and the times, each by its own wall clock. */
function turnsOfDay(intervals: readonly Interval[], day: Date): Date[] {
  return intervals.flatMap(({ times = [], location = 'UTC' }) => {
    const midnight = Math.floor(wallTimeOf(day, location).getTime() / dayMs) * dayMs;
    const minutes = [0, 24 * 60, ...times.flatMap(({ begin, end }) => [begin, end])];
    return minutes.map((minute) => momentOf(new Date(midnight + minute * 60_000), location));
  });
}
