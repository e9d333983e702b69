import { momentOf, wallTimeOf } from '#kit/wallTime';

/** When a team works: on these weekdays (1 for Monday to 7 for Sunday), from and to these minutes of the day as its clocks show them. */
export type ServiceHours = { timeZone: string; weekdays: readonly number[]; fromMinute: number; toMinute: number };

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** A target that is not reached in so many days is the fault of the hours; no SLA is longer. */
const mostDays = 3_660;

/**
 * The moment at which so much time has passed in which the team works; without hours, simply so much time later. What counts is time that passes,
 * not what the clocks show: in the night that loses an hour, a shift over it is an hour shorter.
 */
export function addServiceTime(from: Date, ms: number, hours: ServiceHours | null): Date {
  if (hours === null || hours.weekdays.length === 0 || hours.fromMinute >= hours.toMinute) return new Date(from.getTime() + ms);
  const wall = wallTimeOf(from, hours.timeZone);
  const midnight = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate());
  let left = ms;
  for (let day = 0; day < mostDays; day += 1) {
    const date = new Date(midnight + day * dayMs);
    if (!hours.weekdays.includes(date.getUTCDay() || 7)) continue;
    const opens = momentOf(new Date(date.getTime() + hours.fromMinute * minuteMs), hours.timeZone);
    const closes = momentOf(new Date(date.getTime() + hours.toMinute * minuteMs), hours.timeZone);
    const begins = Math.max(opens.getTime(), from.getTime());
    const open = closes.getTime() - begins;
    if (open <= 0) continue;
    if (left <= open) return new Date(begins + left);
    left -= open;
  }
  return new Date(midnight + mostDays * dayMs);
}
