import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import type { CalendarLink, Schedule } from '#prisma/generated/client';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { NotifyContext } from '../context.ts';
import { chainDraft } from '../escalation/chainDraft.ts';
import { finalShifts } from './finalShifts.ts';
import { findGaps } from './findGaps.ts';
import { findOnCall, furthestLookMs } from './findOnCall.ts';
import { factsOf } from './ofSchedule.ts';
import { readSchedulePage } from './readSchedulePage.ts';
import { ScheduleFilter } from './schedule.input.ts';
import { findLevels, type Level } from './reach/findLevels.ts';
import { OnCallNowConnection, OnCallNowType, type PersonReachType } from './reach/reach.type.ts';
import { readReach } from './reach/readReach.ts';
import { CalendarLinkType, type OnCallType, type TimeSpanType } from './schedule.type.ts';
import { showOnCall } from './showShifts.ts';

type OnCallNow = {
  id: string;
  schedule: Schedule;
  onCall: OnCallType;
  readonly reach: Promise<PersonReachType[]>;
  readonly nextGap: TimeSpanType | null;
  readonly levels: Promise<Level[]>;
};

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
    const found = await Promise.all(
      page.edges.map(async ({ node: schedule, cursor }) => {
        const facts = await factsOf(context, schedule, now, new Date(now.getTime() + furthestLookMs));
        return { schedule, cursor, facts, onCall: findOnCall(facts, now) };
      }),
    );
    // Read once for all, and only where they are asked for.
    const reach = once(() => readReach(context, [...new Set(found.flatMap(({ onCall }) => onCall.now.personIds))]));
    const chains = once(() => readChains(context));
    return {
      edges: found.map(({ schedule, cursor, facts, onCall }) => ({
        cursor,
        node: {
          id: schedule.id,
          schedule,
          onCall: showOnCall(facts, onCall),
          get reach() {
            return reach().then((reachOf) => onCall.now.personIds.map(reachOf));
          },
          get nextGap() {
            return findGaps(facts, finalShifts(facts, now, new Date(now.getTime() + gapsMs)))[0] ?? null;
          },
          get levels() {
            return chains().then((all) => findLevels(all, schedule.id));
          },
        },
      })),
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

/** How far ahead a gap is worth a warning to who is on call now. */
const gapsMs = 14 * 86_400_000;

async function readChains({ db, caller }: NotifyContext) {
  if (!caller.permissions.includes('policies:read')) return [];
  const chains = await db.escalationChain.findMany({ orderBy: { name: 'asc' } });
  return chains.map(({ id, body }) => ({ ...chainDraft.parse(body), id }));
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let reading: Promise<Value> | undefined;
  return () => (reading ??= read());
}
