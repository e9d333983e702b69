import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import type { CalendarLink, Schedule } from '#prisma/generated/client';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { NotifyContext } from '../context.ts';
import { findOnCall, furthestLookMs } from './findOnCall.ts';
import { factsOf } from './ofSchedule.ts';
import { readSchedulePage } from './readSchedulePage.ts';
import { ScheduleFilter } from './schedule.input.ts';
import { CalendarLinkType, OnCallNowConnection, OnCallNowType, type OnCallType } from './schedule.type.ts';
import { showOnCall } from './showShifts.ts';

type OnCallNow = { id: string; schedule: Schedule; onCall: OnCallType };

@Resolver(() => OnCallNowType)
export class OnCallNowResolver {
  @Query(() => OnCallNowConnection, { description: 'Who is on call now in every schedule, by the name of the schedule. Needs schedules:read.' })
  async onCallNow(
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('filter', () => ScheduleFilter, { nullable: true }) filter: ScheduleFilter | null,
    @Ctx() context: NotifyContext,
  ): Promise<Page<OnCallNow>> {
    requirePermission(context.caller, 'schedules:read');
    const page = await readSchedulePage(context.db, { first, after }, filter ?? {});
    const now = context.platform.clock.now();
    const edges = await Promise.all(
      page.edges.map(async ({ node: schedule, cursor }) => {
        const facts = await factsOf(context, schedule, now, new Date(now.getTime() + furthestLookMs));
        return { node: { id: schedule.id, schedule, onCall: showOnCall(facts, findOnCall(facts, now)) }, cursor };
      }),
    );
    return {
      edges,
      pageInfo: page.pageInfo,
      get totalCount() {
        return page.totalCount;
      },
    };
  }

  @Query(() => CalendarLinkType, {
    nullable: true,
    description: "The address of the caller's own shifts in all schedules, if they made one. Needs schedules:read.",
  })
  async myCalendarLink(@Ctx() { caller, db }: NotifyContext): Promise<CalendarLink | null> {
    requirePermission(caller, 'schedules:read');
    return caller.personId === null ? null : db.calendarLink.findFirst({ where: { personId: caller.personId } });
  }
}
