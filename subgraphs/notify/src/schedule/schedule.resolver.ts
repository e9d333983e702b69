import { requirePermission } from '#kit/caller';
import { type Page, readPage, timePosition } from '#kit/page';
import { DateTimeScalar } from '#kit/schema';
import type { Prisma } from '#prisma/generated/client';
import { type CalendarLink, type Schedule, type ScheduleOverride, type ScheduleSwap } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { maskDestination } from '../channel/maskDestination.ts';
import type { NotifyContext } from '../context.ts';
import { TeamStub } from '../stubs.ts';
import { finalShifts, shadowShifts } from './finalShifts.ts';
import { findDoubleBookings } from './findDoubleBookings.ts';
import { findGaps } from './findGaps.ts';
import { findOnCall, furthestLookMs } from './findOnCall.ts';
import { measureLoad } from './measureLoad.ts';
import { factsOf, qualityOf, requireRange, thisHour, yearMs, zonesOf } from './ofSchedule.ts';
import { calendarContent, holidaysKey } from './readScheduleFacts.ts';
import { readSchedulePage } from './readSchedulePage.ts';
import {
  CalendarLinkType,
  DoubleBookingType,
  LayerShiftType,
  OnCallType,
  ScheduleCalendarType,
  ScheduleConnection,
  ScheduleHoursType,
  ScheduleLayerType,
  ScheduleLoadType,
  ScheduleOverrideConnection,
  ScheduleQualityType,
  ScheduleSwapConnection,
  ScheduleType,
  ShiftType,
  TimeSpanType,
} from './schedule.type.ts';
import { ScheduleFilter } from './schedule.input.ts';
import { hoursShape, layerShape } from './scheduleShape.ts';
import { showLayerShifts, showOnCall, showQuality, showShift } from './showShifts.ts';
import { showOverride, showSwap } from './showChanges.ts';

/** Most other schedules that are looked through for people who are on call twice. */
const mostOthers = 200;

@Resolver(() => ScheduleType)
export class ScheduleResolver {
  @Query(() => ScheduleConnection, { description: 'Schedules by name. Needs schedules:read.' })
  schedules(
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('filter', () => ScheduleFilter, { nullable: true }) filter: ScheduleFilter | null,
    @Ctx() { caller, db }: NotifyContext,
  ): Promise<Page<Schedule>> {
    requirePermission(caller, 'schedules:read');
    return readSchedulePage(db, { first, after }, filter ?? {});
  }

  @Query(() => ScheduleType, { nullable: true, description: 'One schedule; null when there is none with this id. Needs schedules:read.' })
  async schedule(@Arg('id', () => ID) id: string, @Ctx() { caller, db }: NotifyContext): Promise<Schedule | null> {
    requirePermission(caller, 'schedules:read');
    return z.guid().safeParse(id).success ? db.schedule.findFirst({ where: { id } }) : null;
  }

  @FieldResolver(() => TeamStub, { nullable: true })
  team(@Root() { teamId }: Schedule): TeamStub | null {
    return teamId === null ? null : { id: teamId };
  }

  @FieldResolver(() => [ScheduleHoursType])
  expected(@Root() { expected }: Schedule): ScheduleHoursType[] {
    return z.array(hoursShape).parse(expected);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Address of the calendar of holidays; without schedules:manage only where it is.' })
  holidayUrl(@Root() { holidayUrl }: Schedule, @Ctx() { caller }: NotifyContext): string | null {
    return holidayUrl === null ? null : caller.permissions.includes('schedules:manage') ? holidayUrl : maskDestination(holidayUrl);
  }

  @FieldResolver(() => ScheduleCalendarType, { nullable: true, description: 'How reading the calendar of holidays goes; null without one.' })
  async holidayCalendar(@Root() { id }: Schedule, @Ctx() { db }: NotifyContext): Promise<ScheduleCalendarType | null> {
    const feed = await db.scheduleFeed.findFirst({ where: { scheduleId: id, key: holidaysKey } });
    return feed && { ...feed, unmatched: [] };
  }

  @FieldResolver(() => [ScheduleLayerType], { description: 'In the order in which they were put.' })
  async layers(@Root() schedule: Schedule, @Ctx() { caller, db }: NotifyContext): Promise<ScheduleLayerType[]> {
    const layers = z.array(layerShape).parse(schedule.layers);
    const hasCalendar = layers.some(({ kind }) => kind === 'CALENDAR');
    const feeds = hasCalendar ? await db.scheduleFeed.findMany({ where: { scheduleId: schedule.id } }) : [];
    return layers.map((layer): ScheduleLayerType => {
      if (layer.kind === 'ROTATION') {
        return { ...layer, turns: layer.turns.map((turn) => ({ people: turn.map((id) => ({ id })) })), url: null, calendar: null };
      }
      const feed = feeds.find(({ key }) => key === layer.id);
      const unmatched = calendarContent.safeParse(feed?.content).data?.unmatched ?? [];
      return {
        ...{ ...layer, turns: [], rotation: null, rule: null, every: null, startsAt: null, endsAt: null },
        url: caller.permissions.includes('schedules:manage') ? layer.url : maskDestination(layer.url),
        calendar: feed ? { ...feed, unmatched } : null,
      };
    });
  }

  @FieldResolver(() => OnCallType, { description: 'Who is on call at a moment, now by default.' })
  async onCall(
    @Root() schedule: Schedule,
    @Ctx() context: NotifyContext,
    @Arg('at', () => DateTimeScalar, { nullable: true }) at?: Date | null,
  ): Promise<OnCallType> {
    const moment = at ?? context.platform.clock.now();
    const facts = await factsOf(context, schedule, moment, new Date(moment.getTime() + furthestLookMs));
    return showOnCall(facts, findOnCall(facts, moment));
  }

  @FieldResolver(() => [ShiftType], { description: 'Who is on call between two moments at most 100 days apart: shifts end to end, gaps included.' })
  async finalShifts(
    @Root() schedule: Schedule,
    @Arg('from', () => DateTimeScalar) from: Date,
    @Arg('to', () => DateTimeScalar) to: Date,
    @Ctx() context: NotifyContext,
  ): Promise<ShiftType[]> {
    requireRange(from, to);
    const facts = await factsOf(context, schedule, from, to);
    return finalShifts(facts, from, to).map((shift) => showShift(facts, shift));
  }

  @FieldResolver(() => [ShiftType], { description: 'Who shadows between two moments: is informed, and not paged.' })
  async shadowShifts(
    @Root() schedule: Schedule,
    @Arg('from', () => DateTimeScalar) from: Date,
    @Arg('to', () => DateTimeScalar) to: Date,
    @Ctx() context: NotifyContext,
  ): Promise<ShiftType[]> {
    requireRange(from, to);
    const facts = await factsOf(context, schedule, from, to);
    return shadowShifts(facts, from, to).flatMap((shift) => (shift.personIds.length > 0 ? [showShift(facts, shift)] : []));
  }

  @FieldResolver(() => [LayerShiftType], { description: 'What each layer says by itself between two moments at most 100 days apart.' })
  async layerShifts(
    @Root() schedule: Schedule,
    @Arg('from', () => DateTimeScalar) from: Date,
    @Arg('to', () => DateTimeScalar) to: Date,
    @Ctx() context: NotifyContext,
  ): Promise<LayerShiftType[]> {
    requireRange(from, to);
    return showLayerShifts(await factsOf(context, schedule, from, to), from, to);
  }

  @FieldResolver(() => [TimeSpanType], { description: 'When nobody is on call although somebody must be.' })
  async gaps(
    @Root() schedule: Schedule,
    @Arg('from', () => DateTimeScalar) from: Date,
    @Arg('to', () => DateTimeScalar) to: Date,
    @Ctx() context: NotifyContext,
  ): Promise<TimeSpanType[]> {
    requireRange(from, to);
    const facts = await factsOf(context, schedule, from, to);
    return findGaps(facts, finalShifts(facts, from, to));
  }

  @FieldResolver(() => [DoubleBookingType], {
    description: `When people of this schedule are on call in another as well; the first ${mostOthers} by name are looked through.`,
  })
  async doubleBookings(
    @Root() schedule: Schedule,
    @Arg('from', () => DateTimeScalar) from: Date,
    @Arg('to', () => DateTimeScalar) to: Date,
    @Ctx() context: NotifyContext,
  ): Promise<DoubleBookingType[]> {
    requireRange(from, to);
    const others = await context.db.schedule.findMany({ where: { id: { not: schedule.id } }, orderBy: { name: 'asc' }, take: mostOthers });
    const [own, ...theirs] = await Promise.all([schedule, ...others].map((each) => factsOf(context, each, from, to)));
    if (!own) return [];
    const shifts = new Map(others.flatMap(({ id }, place) => (theirs[place] ? [[id, finalShifts(theirs[place], from, to)] as const] : [])));
    return findDoubleBookings(finalShifts(own, from, to), shifts).map(({ personId, otherScheduleId, ...span }) => ({
      ...{ ...span, person: { id: personId }, otherScheduleId },
      otherScheduleName: others.find(({ id }) => id === otherScheduleId)?.name ?? '',
    }));
  }

  @FieldResolver(() => ScheduleQualityType, { description: 'Over the coming year.' })
  async quality(@Root() schedule: Schedule, @Ctx() context: NotifyContext): Promise<ScheduleQualityType> {
    const from = thisHour(context.platform.clock.now());
    const facts = await factsOf(context, schedule, from, new Date(from.getTime() + yearMs));
    return showQuality(await qualityOf(context, facts, from));
  }

  @FieldResolver(() => [ScheduleLoadType], {
    description: 'How much each person is on call between two moments at most 100 days apart, the most first.',
  })
  async load(
    @Root() schedule: Schedule,
    @Arg('from', () => DateTimeScalar) from: Date,
    @Arg('to', () => DateTimeScalar) to: Date,
    @Ctx() context: NotifyContext,
  ): Promise<ScheduleLoadType[]> {
    requireRange(from, to);
    const facts = await factsOf(context, schedule, from, to);
    const shifts = finalShifts(facts, from, to);
    const load = measureLoad(shifts, await zonesOf(context, facts, shifts));
    return load.map(({ personId, ...hours }) => ({ ...hours, person: { id: personId } }));
  }

  @FieldResolver(() => ScheduleOverrideConnection, {
    description: 'Overrides that are not over, the latest to begin first; with `from`, those that end after it.',
  })
  overrides(
    @Root() { id }: Schedule,
    @Ctx() { db, platform }: NotifyContext,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('from', () => DateTimeScalar, { nullable: true }) from: Date | null,
  ): Promise<Page<object>> {
    const where = { scheduleId: id, endsAt: { gt: from ?? platform.clock.now() } };
    return shown(
      readPage<ScheduleOverride, [string, string]>(
        { first, after },
        {
          position: (override) => [override.startsAt.toISOString(), override.id],
          shape: timePosition,
          read: (page) => db.scheduleOverride.findMany({ where: { AND: [where, beforeStart(page.after)] }, orderBy: byStart, take: page.take }),
          count: () => db.scheduleOverride.count({ where }),
        },
      ),
      showOverride,
    );
  }

  @FieldResolver(() => ScheduleSwapConnection, {
    description: 'Swaps of shifts that are not over, the latest to begin first; those withdrawn are left out.',
  })
  swaps(
    @Root() { id }: Schedule,
    @Ctx() { db, platform }: NotifyContext,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Page<object>> {
    const now = platform.clock.now();
    const where: Prisma.ScheduleSwapWhereInput = { scheduleId: id, endsAt: { gt: now }, state: { not: 'WITHDRAWN' } };
    return shown(
      readPage<ScheduleSwap, [string, string]>(
        { first, after },
        {
          position: (swap) => [swap.startsAt.toISOString(), swap.id],
          shape: timePosition,
          read: (page) => db.scheduleSwap.findMany({ where: { AND: [where, beforeStart(page.after)] }, orderBy: byStart, take: page.take }),
          count: () => db.scheduleSwap.count({ where }),
        },
      ),
      (swap) => showSwap(swap, now),
    );
  }

  @FieldResolver(() => CalendarLinkType, { nullable: true, description: "The caller's own address of this schedule's calendar, if they made one." })
  calendarLink(@Root() { id }: Schedule, @Ctx() { db, caller }: NotifyContext): Promise<CalendarLink | null> {
    return db.calendarLink.findFirst({ where: { scheduleId: id, createdById: caller.personId } });
  }
}

const byStart = [{ startsAt: 'desc' as const }, { id: 'desc' as const }];

function beforeStart(after: [string, string] | null) {
  if (after === null) return {};
  const [time, id] = after;
  return { OR: [{ startsAt: { lt: new Date(time) } }, { startsAt: new Date(time), id: { lt: id } }] };
}

/** A page with its rows in the words of the graph. */
async function shown<Row, Node>(page: Promise<Page<Row>>, show: (row: Row) => Node): Promise<Page<Node>> {
  const read = await page;
  return {
    edges: read.edges.map(({ node, cursor }) => ({ node: show(node), cursor })),
    pageInfo: read.pageInfo,
    get totalCount() {
      return read.totalCount;
    },
  };
}
