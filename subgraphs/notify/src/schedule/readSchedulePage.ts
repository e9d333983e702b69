import { type Page, type PageArgs, readPage } from '#kit/page';
import type { Prisma, Schedule } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyDb } from '../context.ts';
import type { ScheduleFilter } from './schedule.input.ts';

/** Most teams and schedules of one filter; as many of the latter as live signals are joined into one reading. */
const most = { teams: 200, ids: 500 };

/** A page of schedules by name, which is unique in a tenant. */
export function readSchedulePage(db: NotifyDb, args: PageArgs, { search, teamIds, ids }: ScheduleFilter): Promise<Page<Schedule>> {
  const text = search?.trim().replaceAll('\0', '');
  const known = (given: readonly string[], limit: number) => ({ in: given.filter((id) => z.guid().safeParse(id).success).slice(0, limit) });
  const conditions: Prisma.ScheduleWhereInput[] = [
    ...(text
      ? [{ OR: [{ name: { contains: text, mode: 'insensitive' as const } }, { description: { contains: text, mode: 'insensitive' as const } }] }]
      : []),
    ...(teamIds ? [{ teamId: known(teamIds, most.teams) }] : []),
    ...(ids ? [{ id: known(ids, most.ids) }] : []),
  ];
  return readPage<Schedule, [string]>(args, {
    position: ({ name }) => [name],
    shape: z.tuple([z.string()]),
    read: ({ after, take }) =>
      db.schedule.findMany({ where: { AND: [...conditions, ...(after ? [{ name: { gt: after[0] } }] : [])] }, orderBy: { name: 'asc' }, take }),
    count: () => db.schedule.count({ where: { AND: conditions } }),
  });
}
