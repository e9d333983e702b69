import type { Prisma, Schedule } from '#prisma/generated/client';
import type { NotifyDb } from '../../context.ts';
import { readScheduleFacts } from '../readScheduleFacts.ts';
import type { CheckedSchedule } from '../scheduleShape.ts';

/**
 * Keeps what is in force until now, with what its calendars said of the time until now, since a save may drop them: who was on call must stay as it was.
 * To be called before the calendars of the new version are kept.
 */
export async function closeVersion(db: NotifyDb, schedule: Schedule, now: Date): Promise<void> {
  const facts = (await readScheduleFacts(db, [{ ...schedule, holidayDates: [] }], { from: now, to: now })).get(schedule.id);
  const shifts = Object.fromEntries(
    Object.entries(facts?.calendars ?? {}).map(([key, all]) => [key, all.filter(({ from }) => from < now.getTime()).map((shift) => ({ ...shift }))]),
  );
  await db.scheduleVersion.updateMany({
    where: { scheduleId: schedule.id, until: null },
    data: { until: now, calendars: { shifts, holidays: [...(facts?.holidays ?? [])] } },
  });
}

/** Keeps a schedule as it was saved just now. */
export async function openVersion(
  db: NotifyDb,
  { id, version }: Schedule,
  content: CheckedSchedule,
  { authorId, now }: { authorId: string | null; now: Date },
): Promise<void> {
  await db.scheduleVersion.create({ data: { scheduleId: id, version, at: now, authorId, content: content satisfies Prisma.InputJsonObject } });
}
