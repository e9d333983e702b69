import type { IncidentsDb } from '../context.ts';
import { type Interval, intervalsShape } from './readIntervals.ts';

/** The tenant's time intervals by name. */
export type TimeIntervals = ReadonlyMap<string, readonly Interval[]>;

export async function readTimeIntervals(db: Pick<IncidentsDb, 'timeInterval'>): Promise<TimeIntervals> {
  const rows = await db.timeInterval.findMany({ select: { name: true, intervals: true } });
  return new Map(rows.map(({ name, intervals }) => [name, intervalsShape.parse(intervals)]));
}
