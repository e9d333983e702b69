import { requirePermission } from '#kit/caller';
import { DateTimeScalar } from '#kit/schema';
import type { CalendarLink, Schedule } from '#prisma/generated/client';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import type { NotifyContext } from '../context.ts';
import { createCalendarLink } from './calendar/createCalendarLink.ts';
import { revokeCalendarLink } from './calendar/revokeCalendarLink.ts';
import { deleteSchedule } from './deleteSchedule.ts';
import { finalShifts } from './finalShifts.ts';
import { findGaps } from './findGaps.ts';
import { factsOf, qualityOf, requireRange, thisHour, yearMs } from './ofSchedule.ts';
import { addOverride } from './override/addOverride.ts';
import { changeOverride } from './override/changeOverride.ts';
import { removeOverride } from './override/removeOverride.ts';
import { checkScheduleDraft } from './readScheduleDraft.ts';
import { saveSchedule } from './saveSchedule.ts';
import { draftOf, ScheduleInput, ScheduleOverrideInput, ScheduleSwapInput } from './schedule.input.ts';
import {
  CalendarLinkType,
  CreatedCalendarLinkType,
  SchedulePreviewType,
  ScheduleOverrideType,
  ScheduleSwapType,
  ScheduleType,
} from './schedule.type.ts';
import type { ScheduleFacts } from './scheduleShape.ts';
import { showOverride, showSwap } from './showChanges.ts';
import { showLayerShifts, showQuality, showShift } from './showShifts.ts';
import { acceptSwap } from './swap/acceptSwap.ts';
import { offerSwap } from './swap/offerSwap.ts';
import { withdrawSwap } from './swap/withdrawSwap.ts';

@Resolver()
export class ScheduleVerbsResolver {
  @Query(() => SchedulePreviewType, {
    description:
      'What a draft would make of the time between two moments at most 100 days apart. With `id`, the overrides, swaps and calendars of that schedule are taken with it. Nothing is changed. Needs schedules:read.',
  })
  async previewSchedule(
    @Arg('input', () => ScheduleInput) input: ScheduleInput,
    @Arg('from', () => DateTimeScalar) from: Date,
    @Arg('to', () => DateTimeScalar) to: Date,
    @Arg('id', () => ID, { nullable: true }) id: string | null,
    @Ctx() context: NotifyContext,
  ): Promise<SchedulePreviewType> {
    requirePermission(context.caller, 'schedules:read');
    requireRange(from, to);
    const { schedule: draft, problems } = checkScheduleDraft(draftOf(input));
    if (draft === null) return { problems, finalShifts: [], layerShifts: [], gaps: [], quality: null };
    const hour = thisHour(context.platform.clock.now());
    const saved = id != null && z.guid().safeParse(id).success ? await context.db.schedule.findFirst({ where: { id } }) : null;
    const [least, most] = [new Date(Math.min(from.getTime(), hour.getTime())), new Date(Math.max(to.getTime(), hour.getTime() + yearMs))];
    const known = saved && (await factsOf(context, saved, least, most));
    const { timeZone, layers, expected, holidayDates } = draft;
    const facts: ScheduleFacts = {
      ...{ timeZone, layers, expected, calendars: known?.calendars ?? {}, replacements: known?.replacements ?? [] },
      // A save changes nothing of what is over.
      past: known ? [...known.past, { ...known, until: context.platform.clock.now().getTime() }] : [],
      // Of the calendar of holidays what it said last, also where its address is another now: the new one has not been read.
      holidays: [...holidayDates, ...(known?.holidays.filter((date) => !saved?.holidayDates.includes(date)) ?? [])],
    };
    const shifts = finalShifts(facts, from, to);
    return {
      ...{ problems: [], finalShifts: shifts.map((shift) => showShift(facts, shift)), layerShifts: showLayerShifts(facts, from, to) },
      ...{ gaps: findGaps(facts, shifts), quality: showQuality(await qualityOf(context, facts, hour)) },
    };
  }

  @Mutation(() => ScheduleType, {
    description: 'Makes a schedule. BAD_USER_INPUT says what is wrong; CONFLICT for a name that another has. Needs schedules:manage.',
  })
  createSchedule(@Arg('input', () => ScheduleInput) input: ScheduleInput, @Ctx() { platform, caller }: NotifyContext): Promise<Schedule> {
    requirePermission(caller, 'schedules:manage');
    return saveSchedule(platform, caller, null, draftOf(input));
  }

  @Mutation(() => ScheduleType, {
    description:
      'Sets all of a schedule. CONFLICT when it has another version than expected, or for a name that another has. Needs schedules:manage.',
  })
  updateSchedule(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => ScheduleInput) input: ScheduleInput,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Ctx() { platform, caller }: NotifyContext,
  ): Promise<Schedule> {
    requirePermission(caller, 'schedules:manage');
    return saveSchedule(platform, caller, { id, expectedVersion }, draftOf(input));
  }

  @Mutation(() => ID, {
    description: 'Deletes a schedule with its overrides, swaps and calendar addresses; gives back its id. Needs schedules:manage.',
  })
  async deleteSchedule(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: NotifyContext): Promise<string> {
    requirePermission(caller, 'schedules:manage');
    return (await deleteSchedule(platform, caller, id)).id;
  }

  @Mutation(() => ScheduleOverrideType, {
    description:
      'Puts a person, or nobody, on call for a time of a year at most. Needs schedules:manage; or schedules:override where the caller takes over, or has another take their own place.',
  })
  async addScheduleOverride(
    @Arg('scheduleId', () => ID) scheduleId: string,
    @Arg('input', () => ScheduleOverrideInput) input: ScheduleOverrideInput,
    @Ctx() { platform, caller }: NotifyContext,
  ): Promise<ScheduleOverrideType> {
    const { personId = null, replacesId = null, ...rest } = input;
    return showOverride(await addOverride(platform, caller, scheduleId, { personId, replacesId, ...rest }));
  }

  @Mutation(() => ScheduleOverrideType, {
    description:
      'Sets all of an override that is not over; one that has begun keeps its beginning. Needs what making it as it was and as it is to be needs.',
  })
  async updateScheduleOverride(
    @Arg('scheduleId', () => ID) scheduleId: string,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => ScheduleOverrideInput) input: ScheduleOverrideInput,
    @Ctx() { platform, caller }: NotifyContext,
  ): Promise<ScheduleOverrideType> {
    const { personId = null, replacesId = null, ...rest } = input;
    return showOverride(await changeOverride(platform, caller, scheduleId, id, { personId, replacesId, ...rest }));
  }

  @Mutation(() => ScheduleOverrideType, {
    description:
      'Takes an override away; one that has begun ends now. Needs schedules:manage; or schedules:override for one about the caller or made by them.',
  })
  async removeScheduleOverride(
    @Arg('scheduleId', () => ID) scheduleId: string,
    @Arg('id', () => ID) id: string,
    @Ctx() { platform, caller }: NotifyContext,
  ): Promise<ScheduleOverrideType> {
    return showOverride(await removeOverride(platform, caller, scheduleId, id));
  }

  @Mutation(() => ScheduleSwapType, {
    description:
      'Offers a time in which the caller is on call to another person, or to anybody. CONFLICT when it is offered already. Needs schedules:override.',
  })
  async offerScheduleSwap(
    @Arg('scheduleId', () => ID) scheduleId: string,
    @Arg('input', () => ScheduleSwapInput) input: ScheduleSwapInput,
    @Ctx() { platform, caller }: NotifyContext,
  ): Promise<ScheduleSwapType> {
    const { offeredToId = null, expiresAt = null, ...rest } = input;
    return showSwap(await offerSwap(platform, caller, scheduleId, { offeredToId, expiresAt, ...rest }), platform.clock.now());
  }

  @Mutation(() => ScheduleSwapType, { description: 'Takes an offered shift. CONFLICT says why it cannot be taken. Needs schedules:override.' })
  async acceptScheduleSwap(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: NotifyContext): Promise<ScheduleSwapType> {
    return showSwap(await acceptSwap(platform, caller, id), platform.clock.now());
  }

  @Mutation(() => ScheduleSwapType, { description: 'Takes an offer back: by who made it, or by who manages schedules.' })
  async withdrawScheduleSwap(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: NotifyContext): Promise<ScheduleSwapType> {
    return showSwap(await withdrawSwap(platform, caller, id), platform.clock.now());
  }

  @Mutation(() => CreatedCalendarLinkType, {
    description:
      "Makes an address at which calendar programs read a schedule's shifts, or without `scheduleId` the caller's own in all schedules. It takes the place of the one that the caller had. Needs schedules:read.",
  })
  async createCalendarLink(
    @Arg('scheduleId', () => ID, { nullable: true }) scheduleId: string | null,
    @Ctx() { platform, caller }: NotifyContext,
  ): Promise<{ link: CalendarLink; url: string }> {
    const { link, token } = await createCalendarLink(platform, caller, scheduleId ?? null);
    return { link, url: `${platform.origin() ?? ''}/notify/ical/${token}.ics` };
  }

  @Mutation(() => CalendarLinkType, { description: "Closes an address for calendars: one's own, or with schedules:manage anybody's." })
  revokeCalendarLink(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: NotifyContext): Promise<CalendarLink> {
    return revokeCalendarLink(platform, caller, id);
  }
}
