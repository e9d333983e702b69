import { connectionOf } from '#kit/connection';
import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import type { TimeInterval } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { readNewestFirst } from '../readNewestFirst.ts';
import { isInInterval } from './isInInterval.ts';
import { nextTurn } from './nextTurn.ts';
import { intervalsShape } from './readIntervals.ts';
import { deleteTimeInterval, saveTimeInterval } from './saveTimeInterval.ts';

const shape =
  "A list in Alertmanager's shape: each with any of times [{ start_time, end_time }], weekdays, days_of_month, months, years, location. One must hold, with all that it says.";

@ObjectType('TimeInterval', {
  description: 'Times that recur, by a name that routes refer to: in which, or outside which, their incidents are quiet.',
})
class TimeIntervalType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => JsonScalar, { description: shape })
  intervals!: unknown;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}

const TimeIntervalConnection = connectionOf(TimeIntervalType, 'TimeInterval');

@InputType('TimeIntervalInput', { description: 'Times that recur.' })
class TimeIntervalInput {
  @Field(() => String)
  name!: string;

  @Field(() => JsonScalar, { description: shape })
  intervals!: unknown;
}

@Resolver(() => TimeIntervalType)
export class TimeIntervalResolver {
  @Query(() => TimeIntervalConnection, { description: 'Time intervals, the latest made first. Needs silences:read.' })
  timeIntervals(
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<TimeInterval>> {
    requirePermission(caller, 'silences:read');
    return readNewestFirst(
      db,
      { first, after },
      {
        table: Prisma.sql`time_interval`,
        time: Prisma.sql`created_at`,
        conditions: [],
        timeOf: ({ createdAt }) => createdAt,
        read: (ids) => db.timeInterval.findMany({ where: { id: { in: ids } } }),
      },
    );
  }

  @Mutation(() => TimeIntervalType, { description: 'Makes a time interval. CONFLICT for a name that another has. Needs quiet:manage.' })
  createTimeInterval(
    @Arg('input', () => TimeIntervalInput) input: TimeIntervalInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<TimeInterval> {
    return saveTimeInterval(platform, caller, null, input);
  }

  @Mutation(() => TimeIntervalType, {
    description: 'Sets all of a time interval. CONFLICT for a name that another has, or by which routes know it. Needs quiet:manage.',
  })
  updateTimeInterval(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => TimeIntervalInput) input: TimeIntervalInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<TimeInterval> {
    return saveTimeInterval(platform, caller, id, input);
  }

  @Mutation(() => TimeIntervalType, { description: 'Deletes a time interval. CONFLICT while a route names it. Needs quiet:manage.' })
  deleteTimeInterval(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<TimeInterval> {
    return deleteTimeInterval(platform, caller, id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it holds now.' })
  isActive(@Root() { intervals }: TimeInterval, @Ctx() { platform }: IncidentsContext): boolean {
    return isInInterval(intervalsShape.parse(intervals), platform.clock.now());
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'When it begins or ceases to hold next; null when it does not within 400 days.',
  })
  nextTurn(@Root() { intervals }: TimeInterval, @Ctx() { platform }: IncidentsContext): Date | null {
    return nextTurn(intervalsShape.parse(intervals), platform.clock.now());
  }
}
