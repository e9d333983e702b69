import type { NotifyDb } from '../../context.ts';
import { holidaysKey } from '../readScheduleFacts.ts';
import type { CheckedSchedule } from '../scheduleShape.ts';

/** Keeps the calendars that a schedule reads in step with its layers: new ones are fetched at once, and so is one whose address changed, of which the old copy is forgotten. */
export async function keepFeeds(db: NotifyDb, scheduleId: string, { layers, holidayUrl }: CheckedSchedule, now: Date): Promise<void> {
  const wanted = [
    ...layers.flatMap((layer) => (layer.kind === 'CALENDAR' ? [{ key: layer.id, url: layer.url }] : [])),
    ...(holidayUrl === null ? [] : [{ key: holidaysKey, url: holidayUrl }]),
  ];
  await db.scheduleFeed.deleteMany({ where: { scheduleId, NOT: { OR: wanted } } });
  await db.scheduleFeed.createMany({ data: wanted.map((feed) => ({ ...feed, scheduleId, nextAt: now })), skipDuplicates: true });
}
