import { type Page, readPage } from '#kit/page';
import type { Schedule, ScheduleVersion } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { NotifyContext } from '../../context.ts';
import { ScheduleType } from '../schedule.type.ts';
import { scheduleShape } from '../scheduleShape.ts';
import { findChanges, type ScheduleChange } from './findChanges.ts';
import { ScheduleVersionConnection, type ScheduleVersionType } from './version.type.ts';

@Resolver(() => ScheduleType)
export class ScheduleVersionResolver {
  @FieldResolver(() => ScheduleVersionConnection, {
    description: 'How it was saved, the latest first: who changed what, and when. Overrides and swaps are not part of it.',
  })
  versions(
    @Root() { id }: Schedule,
    @Ctx() { db }: NotifyContext,
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Page<ScheduleVersionType>> {
    return readPage<ScheduleVersionType, [number]>(
      { first, after },
      {
        position: ({ version }) => [version],
        shape: z.tuple([z.int()]),
        read: async (page) => {
          const where = { scheduleId: id, ...(page.after && { version: { lt: page.after[0] } }) };
          // One more, which the last is compared with.
          const rows = await db.scheduleVersion.findMany({ where, orderBy: { version: 'desc' }, take: page.take + 1 });
          return rows.slice(0, page.take).map((row, place) => show(row, rows[place + 1]));
        },
        count: (take) => db.scheduleVersion.count({ where: { scheduleId: id }, take }),
      },
    );
  }
}

function show({ version, at, until, authorId, content }: ScheduleVersion, before: ScheduleVersion | undefined): ScheduleVersionType {
  const changes = before
    ? findChanges(scheduleShape.parse(before.content), scheduleShape.parse(content))
    : version === 1
      ? [{ kind: 'CREATED', layer: null, parts: [] } satisfies ScheduleChange]
      : null;
  return { version, at, until, changes, author: authorId === null ? null : { id: authorId } };
}
