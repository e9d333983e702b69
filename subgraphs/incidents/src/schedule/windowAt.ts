import type { Schedule, Window } from './schedule.ts';
import { ruleOf, windowsBetween } from './windowsBetween.ts';
import { momentOf, wallTimeOf } from '#kit/wallTime';

/** The window in which a moment lies, else the next one; null when there is none any more. */
export function windowAt(schedule: Schedule, at: Date): Window | null {
  const { startsAt, endsAt, recurrence, timeZone } = schedule;
  if (endsAt <= at || endsAt <= startsAt) return null;
  const [present] = windowsBetween(schedule, at, new Date(at.getTime() + 1));
  if (present) return present;
  if (recurrence === null || timeZone === null) return { from: startsAt, until: endsAt };
  const rule = ruleOf(recurrence, wallTimeOf(startsAt, timeZone), wallTimeOf(endsAt, timeZone));
  // The hour that a change of clocks repeats can make the next time by the wall clock one that has gone by: then it is the one after.
  for (let wall = rule.next(wallTimeOf(at, timeZone), true); wall !== null; wall = rule.next(new Date(wall.epochMilliseconds), false)) {
    const begins = momentOf(new Date(wall.epochMilliseconds), timeZone);
    if (begins >= endsAt) return null;
    const [next] = windowsBetween(schedule, begins, new Date(begins.getTime() + 1));
    if (next && next.from >= at) return next;
  }
  return null;
}

/** Whether a moment lies in a window. */
export function isInWindow({ from, until }: Window, at: Date): boolean {
  return from <= at && at < until;
}
