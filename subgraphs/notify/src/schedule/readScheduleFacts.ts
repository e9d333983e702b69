import type { Schedule, ScheduleVersion } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyDb } from '../context.ts';
import { hoursShape, layerShape, type Replacement, type ScheduleFacts, scheduleShape, type Stretch } from './scheduleShape.ts';

/** What a layer's calendar said when it was last read well. */
export const calendarContent = z.object({
  shifts: z.array(z.object({ from: z.number(), to: z.number(), personIds: z.array(z.string()) })),
  /** Names and addresses of events that are of nobody known here. */
  unmatched: z.array(z.string()),
});
/** What a calendar of holidays said. */
export const holidayContent = z.object({ dates: z.array(z.string()) });
/** Key of the calendar of holidays among a schedule's feeds; the others are keyed by layer. */
export const holidaysKey = 'holidays';

/** What the calendars of a version said while it was in force. */
export const keptCalendars = z.object({ shifts: z.record(z.string(), calendarContent.shape.shifts), holidays: z.array(z.string()) });

type Stored = Pick<Schedule, 'id' | 'timeZone' | 'layers' | 'expected' | 'holidayDates' | 'updatedAt'>;

/** All that decides who is on call in a schedule between two moments, of one schedule or of many in as many statements. */
export async function readScheduleFacts(
  db: NotifyDb,
  schedules: readonly Stored[],
  { from, to }: { from: Date; to: Date },
): Promise<Map<string, ScheduleFacts>> {
  const where = { scheduleId: { in: schedules.map(({ id }) => id) }, startsAt: { lt: to }, endsAt: { gt: from } };
  const overrides = await db.scheduleOverride.findMany({ where, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  const swaps = await db.scheduleSwap.findMany({ where: { ...where, state: 'ACCEPTED' }, orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }] });
  const feeds = await db.scheduleFeed.findMany({ where: { scheduleId: where.scheduleId } });
  // Who is paged is asked of now, where the past need not be read.
  const changed = schedules.filter(({ updatedAt }) => updatedAt > from).map(({ id }) => id);
  const versions =
    changed.length === 0
      ? []
      : await db.scheduleVersion.findMany({ where: { scheduleId: { in: changed }, until: { gt: from } }, orderBy: { version: 'asc' } });
  const replacements = [
    ...overrides.map(({ createdAt, personId, replacesId, ...row }) => ({ ...asReplacement('OVERRIDE', row), at: createdAt, personId, replacesId })),
    ...swaps.map(({ decidedAt, createdAt, takenById, offeredById, ...row }) => ({
      ...{ ...asReplacement('SWAP', row), at: decidedAt ?? createdAt, personId: takenById, replacesId: offeredById },
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());

  return new Map(
    schedules.map((schedule) => {
      const own = feeds.filter(({ scheduleId, content }) => scheduleId === schedule.id && content !== null);
      const holidays = own.filter(({ key }) => key === holidaysKey).flatMap(({ content }) => holidayContent.parse(content).dates);
      return [
        schedule.id,
        {
          timeZone: schedule.timeZone,
          layers: z.array(layerShape).parse(schedule.layers),
          expected: z.array(hoursShape).parse(schedule.expected),
          holidays: [...schedule.holidayDates, ...holidays],
          calendars: Object.fromEntries(
            own.filter(({ key }) => key !== holidaysKey).map(({ key, content }) => [key, calendarContent.parse(content).shifts]),
          ),
          replacements: replacements.filter(({ scheduleId }) => scheduleId === schedule.id),
          past: versions.filter(({ scheduleId }) => scheduleId === schedule.id).flatMap(asPast),
        },
      ];
    }),
  );
}

function asPast({ until, content, calendars }: ScheduleVersion): ScheduleFacts['past'][number][] {
  if (until === null) return [];
  const { timeZone, layers, expected, holidayDates } = scheduleShape.parse(content);
  const kept = keptCalendars.parse(calendars ?? { shifts: {}, holidays: [] });
  return [{ until: until.getTime(), timeZone, layers, expected, holidays: [...holidayDates, ...kept.holidays], calendars: kept.shifts }];
}

function asReplacement(
  kind: Replacement['kind'],
  { id, scheduleId, startsAt, endsAt }: { id: string; scheduleId: string; startsAt: Date; endsAt: Date },
): Stretch & { kind: Replacement['kind']; id: string; scheduleId: string } {
  return { kind, id, scheduleId, from: startsAt.getTime(), to: endsAt.getTime() };
}
