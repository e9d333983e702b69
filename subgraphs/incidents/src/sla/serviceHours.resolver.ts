import { requirePermission } from '#kit/caller';
import { connectionOf } from '#kit/connection';
import { type Page, readPage } from '#kit/page';
import type { ServiceHours } from '#prisma/generated/client';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { IncidentsContext } from '../context.ts';
import { isUuid } from '../isUuid.ts';
import { TeamStub } from '../stubs.ts';
import { deleteServiceHours, setServiceHours } from './setServiceHours.ts';

@ObjectType('ServiceHours', {
  description: 'When a team works: the deadlines of its incidents run only then. A team without them works around the clock.',
})
class ServiceHoursType {
  @Field(() => ID)
  teamId!: string;

  @Field(() => String, { description: 'A name of the time zone database, e.g. Asia/Taipei.' })
  timeZone!: string;

  @Field(() => [Int], { description: '1 for Monday to 7 for Sunday.' })
  weekdays!: number[];

  @Field(() => Int, { description: 'Minutes from midnight at which work begins, as the clocks of the zone show them.' })
  fromMinute!: number;

  @Field(() => Int, { description: 'Minutes from midnight at which work ends; 1440 for the end of the day.' })
  toMinute!: number;
}

const ServiceHoursConnection = connectionOf(ServiceHoursType, 'ServiceHours');

@InputType('ServiceHoursInput', { description: 'When a team works.' })
class ServiceHoursInput {
  @Field(() => String, { description: 'A name of the time zone database.' })
  timeZone!: string;

  @Field(() => [Int], { description: '1 for Monday to 7 for Sunday; at least one.' })
  weekdays!: number[];

  @Field(() => Int, { description: '0 to 1439.' })
  fromMinute!: number;

  @Field(() => Int, { description: 'More than fromMinute, at most 1440.' })
  toMinute!: number;
}

@Resolver(() => ServiceHoursType)
export class ServiceHoursResolver {
  @Query(() => ServiceHoursConnection, { description: "Service hours of teams, by the team's id. Needs routes:read." })
  serviceHours(
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('teamIds', () => [ID], { nullable: true, description: 'Only those of these teams, at most 200.' }) teamIds: string[] | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<ServiceHours>> {
    requirePermission(caller, 'routes:read');
    const only = teamIds ? { in: teamIds.filter(isUuid).slice(0, 200) } : {};
    return readPage<ServiceHours, [string]>(
      { first, after },
      {
        position: ({ teamId }) => [teamId],
        shape: z.tuple([z.uuid()]),
        read: ({ after, take }) =>
          db.serviceHours.findMany({ where: { teamId: { ...only, ...(after && { gt: after[0] }) } }, orderBy: { teamId: 'asc' }, take }),
        count: (limit) => db.serviceHours.count({ where: { teamId: only }, take: limit }),
      },
    );
  }

  @Mutation(() => ServiceHoursType, {
    description: 'Says when a team works; deadlines that are set from now on run only then. BAD_USER_INPUT. Needs routes:manage.',
  })
  setServiceHours(
    @Arg('teamId', () => ID) teamId: string,
    @Arg('input', () => ServiceHoursInput) { timeZone, weekdays, fromMinute, toMinute }: ServiceHoursInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<ServiceHours> {
    return setServiceHours(platform, caller, teamId, { timeZone, weekdays, fromMinute, toMinute });
  }

  @Mutation(() => Boolean, { description: 'Lets a team work around the clock again. NOT_FOUND where it has no service hours. Needs routes:manage.' })
  async deleteServiceHours(@Arg('teamId', () => ID) teamId: string, @Ctx() { platform, caller }: IncidentsContext): Promise<boolean> {
    await deleteServiceHours(platform, caller, teamId);
    return true;
  }

  @FieldResolver(() => TeamStub, { nullable: true, description: 'The team; null when it is gone.' })
  team(@Root() { teamId }: ServiceHours): TeamStub {
    return { id: teamId };
  }
}
