import type { Hours, Stretch } from './scheduleShape.ts';
import { joined } from './stretches.ts';
import { dayMs, midnightOf, minutesOf, momentAt, wallAt } from './zoneClock.ts';

/** When these hours are, between two moments: sorted and apart, and cut at neither moment. Hours of a day that has 23 or 25 of them keep their wall time. */
export function hoursBetween(hours: readonly Hours[], timeZone: string, { from, to }: Stretch): Stretch[] {
  const parts: Stretch[] = [];
  // A day on either side, for hours that begin before midnight and for clocks that were moved.
  for (let day = midnightOf(wallAt(from, timeZone)) - 2 * dayMs; day <= wallAt(to, timeZone) + dayMs; day += dayMs) {
    // 1 January 1970 was a Thursday.
    const weekday = ((((day / dayMs + 3) % 7) + 7) % 7) + 1;
    for (const each of hours) {
      if (!each.weekdays.includes(weekday)) continue;
      const [begins, ends] = [minutesOf(each.from), minutesOf(each.to)];
      parts.push({
        from: momentAt(day + begins * 60_000, timeZone),
        to: momentAt(day + ends * 60_000 + (ends <= begins ? dayMs : 0), timeZone),
      });
    }
  }
  return joined(parts).filter((part) => part.from < to && part.to > from);
}

/** The local days of these dates, from midnight to midnight: sorted and apart. */
export function daysOf(dates: readonly string[], timeZone: string): Stretch[] {
  return joined(
    dates.map((date) => {
      const midnight = Date.parse(`${date}T00:00Z`);
      return { from: momentAt(midnight, timeZone), to: momentAt(midnight + dayMs, timeZone) };
    }),
  );
}
