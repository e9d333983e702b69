import { beyond, type Page, type PageArgs, readPage, timePosition, type TimePosition } from '#kit/page';
import type { TimelineEntry } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { timelineCondition, type TimelineFilter, TimelineOrder } from './timelineFilter.ts';

/** One page of the part of an incident's story that meets a filter, from either end. The whole story from its beginning comes through the loaders. */
export function readTimeline(
  db: IncidentsDb,
  incidentId: string,
  filter: TimelineFilter,
  order: TimelineOrder,
  args: PageArgs,
): Promise<Page<TimelineEntry>> {
  const where = timelineCondition(incidentId, filter);
  const way = order === TimelineOrder.OLDEST_FIRST ? 'asc' : 'desc';
  return readPage<TimelineEntry, TimePosition>(args, {
    position: ({ at, id }) => [at.toISOString(), id],
    shape: timePosition,
    read: ({ after, take }) =>
      db.timelineEntry.findMany({ where: { AND: [where, beyond('at', after, way)] }, orderBy: [{ at: way }, { id: way }], take }),
    count: (limit) => db.timelineEntry.count({ where, take: limit }),
  });
}
