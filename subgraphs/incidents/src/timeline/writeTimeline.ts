import type { Prisma } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import type { IncidentsDb } from '../context.ts';

/** Everything that an incident's story tells, as a closed list; pages word each kind from its facts. */
export const timelineKinds = [
  'opened',
  'alert_joined',
  'alert_resolved',
  'flushed',
  'acknowledged',
  'resolved',
  'note',
  'notified',
  'notify_failed',
  'notify_cancelled',
  'run_succeeded',
  'run_failed',
  'run_not_started',
  'insight',
] as const;
export type TimelineKind = (typeof timelineKinds)[number];

export type NewEntry = {
  incidentId: string;
  at: Date;
  kind: TimelineKind;
  facts: Prisma.InputJsonObject;
  actorId?: string | null;
  text?: string;
  /** Makes a second writing of the same entry do nothing; without it every writing is an entry of its own. */
  key?: string;
};

/** Adds to the stories of incidents; returns how many entries were new. Entries of one moment keep the order in which they are given. */
export async function writeTimeline(db: IncidentsDb, entries: readonly NewEntry[]): Promise<number> {
  if (entries.length === 0) return 0;
  const { count } = await db.timelineEntry.createMany({
    data: entries.map((entry) => {
      const id = uuidv7();
      return { id, ...entry, key: entry.key ?? id };
    }),
    skipDuplicates: true,
  });
  return count;
}
