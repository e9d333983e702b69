import { AppError } from '#kit/errors';
import type { Schedule } from '#prisma/generated/client';
import type { NotifyContext } from '../context.ts';
import { finalShifts, type Shift } from './finalShifts.ts';
import { measureQuality, type Quality } from './measureQuality.ts';
import type { ScheduleFacts } from './scheduleShape.ts';
import { dayMs } from './zoneClock.ts';

/** Furthest that one question about shifts reaches, and how far quality looks. */
const mostDays = 100;
export const yearMs = 365 * dayMs;

/** Throws BAD_USER_INPUT for a time that is empty or longer than 100 days. */
export function requireRange(from: Date, to: Date): void {
  const length = to.getTime() - from.getTime();
  if (length <= 0 || length > mostDays * dayMs) throw new AppError('BAD_USER_INPUT', `"to" must be later than "from", by at most ${mostDays} days.`);
}

/** The zones that people live by, for what is night and weekend to them; the schedule's own for those who do not say. */
export async function zonesOf(
  { db, platform }: NotifyContext,
  { timeZone }: Pick<ScheduleFacts, 'timeZone'>,
  shifts: readonly Shift[],
): Promise<(id: string) => string> {
  const ids = [...new Set(shifts.flatMap(({ personIds }) => personIds))];
  const zones = new Map((await platform.directory.people(db, ids)).map((person) => [person.id, person.timeZone ?? timeZone]));
  return (id) => zones.get(id) ?? timeZone;
}

/** The quality of a schedule over the year that begins with this hour: to the hour, so that it does not flicker. */
export async function qualityOf(context: NotifyContext, schedule: ScheduleFacts, from: Date): Promise<Quality> {
  // The schedule as it is is judged: what a change has mended this hour does not count against it.
  const facts = { ...schedule, past: [] };
  const shifts = finalShifts(facts, from, new Date(from.getTime() + yearMs));
  return measureQuality(facts, shifts, await zonesOf(context, facts, shifts));
}

export const thisHour = (now: Date): Date => new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);

export async function factsOf({ facts }: NotifyContext, schedule: Schedule, from: Date, to: Date): Promise<ScheduleFacts> {
  return facts.load({ schedule, from, to });
}
