import { type Page, type PageArgs, readPage } from '#kit/page';
import type { Prisma, Schedule } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyDb } from '../context.ts';
import type { ScheduleFilter } from './schedule.input.ts';

/** Most teams of one filter. */
const mostTeams = 200;

/** A page of schedules by name, which is unique in a tenant. */
export function readSchedulePage(db: NotifyDb, args: PageArgs, { search, teamIds }: ScheduleFilter): Promise<Page<Schedule>> {
  const text = search?.trim().replaceAll('\0', '');
  const conditions: Prisma.ScheduleWhereInput[] = [
    ...(text
      ? [{ OR: [{ name: { contains: text, mode: 'insensitive' as const } }, { description: { contains: text, mode: 'insensitive' as const } }] }]
      : []),
    ...(teamIds ? [{ teamId: { in: teamIds.filter((id) => z.guid().safeParse(id).success).slice(0, mostTeams) } }] : []),
  ];
  return readPage<Schedule, [string]>(args, {
    position: ({ name }) => [name],
    shape: z.tuple([z.string()]),
    read: ({ after, take }) =>
      db.schedule.findMany({ where: { AND: [...conditions, ...(after ? [{ name: { gt: after[0] } }] : [])] }, orderBy: { name: 'asc' }, take }),
    count: () => db.schedule.count({ where: { AND: conditions } }),
  });
}
