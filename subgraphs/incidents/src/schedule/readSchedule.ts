import { AppError } from '#kit/errors';
import { z } from 'zod';
import type { Schedule } from './schedule.ts';
import { isTimeZone, wallTimeOf } from '#kit/wallTime';
import { windowAt } from './windowAt.ts';
import { ruleOf } from './windowsBetween.ts';

/** Longest window of a recurrence; what is quiet for longer is one window. */
const longestWindowMs = 7 * 24 * 60 * 60_000;

/** A recurrence as it is asked for. */
export const recurrenceShape = z.object({
  /** e.g. FREQ=WEEKLY;BYDAY=SA,SU */
  rule: z.string().trim().min(1).max(1_000),
  durationMs: z.int().min(60_000).max(longestWindowMs),
  timeZone: z.string().max(100),
});

export type Recurrence = z.infer<typeof recurrenceShape>;

/** A schedule that makes sense at `now`: it has not ended, and has a window. BAD_USER_INPUT says what is wrong with it. */
export function readSchedule(given: { startsAt: Date; endsAt: Date; recurrence: Recurrence | null | undefined }, now: Date): Schedule {
  const { endsAt, recurrence } = given;
  // Rules count in seconds.
  const startsAt = recurrence ? new Date(Math.floor(given.startsAt.getTime() / 1000) * 1000) : given.startsAt;
  if (endsAt <= startsAt) throw new AppError('BAD_USER_INPUT', '"endsAt" must be later than "startsAt".');
  if (endsAt <= now) throw new AppError('BAD_USER_INPUT', '"endsAt" is in the past.');
  if (!recurrence) return { startsAt, endsAt, recurrence: null, durationMs: null, timeZone: null };

  const { durationMs, timeZone } = recurrence;
  if (!isTimeZone(timeZone)) throw new AppError('BAD_USER_INPUT', `"${timeZone}" is not the name of a time zone, such as Asia/Taipei.`);
  const rule = recurrence.rule
    .replace(/^RRULE:/i, '')
    .replace(/;$/, '')
    .toUpperCase();
  const refusal = explainRule(rule, wallTimeOf(startsAt, timeZone), wallTimeOf(endsAt, timeZone));
  if (refusal !== null) throw new AppError('BAD_USER_INPUT', refusal);
  const schedule = { startsAt, endsAt, recurrence: rule, durationMs, timeZone };
  if (windowAt(schedule, now) === null) throw new AppError('BAD_USER_INPUT', `The recurrence ${rule} has no time between "startsAt" and "endsAt".`);
  return schedule;
}

/** Why a text cannot be used as a rule; null when it can. */
function explainRule(rule: string, wallStart: Date, wallEnd: Date): string | null {
  if (/[\r\n]/.test(rule)) return 'The recurrence is one RRULE, without DTSTART or other lines.';
  if (!/^(?:[A-Z]+=[^=;]+;)*[A-Z]+=[^=;]+$/.test(rule)) return `"${rule}" is not an RRULE such as FREQ=WEEKLY;BYDAY=SA,SU.`;
  if (/(?:^|;)(?:COUNT|UNTIL)=/.test(rule)) return 'The recurrence ends with "endsAt": leave COUNT and UNTIL out.';
  if (/(?:^|;)(?:FREQ=(?:SECONDLY|MINUTELY)|BYSECOND=)/.test(rule)) return 'The shortest recurrence is FREQ=HOURLY.';
  try {
    ruleOf(rule, wallStart, wallEnd);
    return null;
  } catch (error) {
    return `The recurrence ${rule} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
