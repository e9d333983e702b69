import type { Schedule } from '#prisma/generated/client';
import DataLoader from 'dataloader';
import type { NotifyDb } from '../context.ts';
import { readScheduleFacts } from './readScheduleFacts.ts';
import type { ScheduleFacts } from './scheduleShape.ts';

type Asked = { schedule: Schedule; from: Date; to: Date };
export type FactsLoader = DataLoader<Asked, ScheduleFacts, string>;

/** What decides who is on call, read together for all schedules and times that one request asks of. */
export function createFactsLoader(db: NotifyDb): FactsLoader {
  return new DataLoader<Asked, ScheduleFacts, string>(
    async (asked) => {
      const schedules = [...new Map(asked.map(({ schedule }) => [schedule.id, schedule])).values()];
      const from = new Date(Math.min(...asked.map((each) => each.from.getTime())));
      const to = new Date(Math.max(...asked.map((each) => each.to.getTime())));
      const facts = await readScheduleFacts(db, schedules, { from, to });
      return asked.map(({ schedule }) => facts.get(schedule.id) ?? new Error(`The facts of the schedule ${schedule.id} are missing.`));
    },
    { cacheKeyFn: ({ schedule, from, to }) => `${schedule.id} ${from.getTime()} ${to.getTime()}` },
  );
}
