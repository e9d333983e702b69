import { wallTimeOf } from '#kit/wallTime';
import type { Interval, Span } from './readIntervals.ts';

/** Whether one of the intervals holds at a moment, as Alertmanager decides it. */
export function isInInterval(intervals: readonly Interval[], at: Date): boolean {
  return intervals.some((interval) => holds(interval, at));
}

function holds({ times, weekdays, days_of_month: days, months, years, location = 'UTC' }: Interval, at: Date): boolean {
  const wall = wallTimeOf(at, location);
  const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes();
  const length = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
  return (
    (times === undefined || times.some(({ begin, end }) => begin <= minute && minute < end)) &&
    (days === undefined || days.some((span) => isDayIn(span, wall.getUTCDate(), length))) &&
    isIn(months, wall.getUTCMonth() + 1) &&
    isIn(weekdays, wall.getUTCDay()) &&
    isIn(years, wall.getUTCFullYear())
  );
}

function isIn(spans: readonly Span[] | undefined, value: number): boolean {
  return spans === undefined || spans.some(({ begin, end }) => begin <= value && value <= end);
}

/** Negative days count from the end of the month, -1 being its last. What lies beyond a short month's end is its last day, unless it begins there. */
function isDayIn({ begin, end }: Span, day: number, length: number): boolean {
  const first = begin < 0 ? length + begin + 1 : begin;
  const last = end < 0 ? length + end + 1 : end;
  return first <= length && first <= day && day <= Math.min(last, length);
}
