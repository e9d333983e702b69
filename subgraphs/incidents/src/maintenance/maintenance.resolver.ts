import { matchers as matchersShape } from '#contracts/matcher';
import { connectionOf } from '#kit/connection';
import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import { DateTimeScalar } from '#kit/schema';
import type { MaintenanceWindow } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { MatcherInput, MatcherType, readMatcherInput, showMatchers } from '../matcher.type.ts';
import { readNewestFirst } from '../readNewestFirst.ts';
import { readWindows } from '../schedule/readWindows.ts';
import { readRecurrenceInput, RecurrenceInput, RecurrenceType, showRecurrence, WindowType } from '../schedule/schedule.type.ts';
import { windowAt } from '../schedule/windowAt.ts';
import { personStub, PersonStub } from '../stubs.ts';
import { endMaintenance, saveMaintenance } from './saveMaintenance.ts';

@ObjectType('MaintenanceWindow', {
  description: 'Resources that are worked on: alerts about them, and about what hangs on them, are quiet meanwhile.',
})
class MaintenanceWindowType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  comment!: string;

  @Field(() => [ID], { description: 'Resources by id.' })
  resourceIds!: string[];

  @Field(() => Boolean, { description: 'Whether what runs on them, or is part of them, is quiet too.' })
  includesChildren!: boolean;

  @Field(() => DateTimeScalar)
  startsAt!: Date;

  @Field(() => DateTimeScalar)
  endsAt!: Date;
}

const MaintenanceWindowConnection = connectionOf(MaintenanceWindowType, 'MaintenanceWindow');

@InputType('MaintenanceWindowInput', { description: 'What is worked on, and when.' })
class MaintenanceWindowInput {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  comment?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Resources by id; at most 1,000.' })
  resourceIds?: string[] | null;

  @Field(() => [MatcherInput], {
    nullable: true,
    description: 'Resources by their labels, their `kind` (HOST, POD, …) and their `name`; all must hold.',
  })
  matchers?: MatcherInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether what runs on them, or is part of them, is quiet too; true when left out.' })
  includesChildren?: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Now, when left out.' })
  startsAt?: Date | null;

  @Field(() => DateTimeScalar)
  endsAt!: Date;

  @Field(() => RecurrenceInput, { nullable: true })
  recurrence?: RecurrenceInput | null;
}

@Resolver(() => MaintenanceWindowType)
export class MaintenanceResolver {
  @Query(() => MaintenanceWindowConnection, { description: 'Maintenance windows, the latest made first. Needs silences:read.' })
  maintenanceWindows(
    @Arg('current', () => Boolean, { nullable: true, description: 'True for those that are not over yet, false for the others.' })
    current: boolean | null,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db, platform }: IncidentsContext,
  ): Promise<Page<MaintenanceWindow>> {
    requirePermission(caller, 'silences:read');
    const now = platform.clock.now();
    return readNewestFirst(
      db,
      { first, after },
      {
        table: Prisma.sql`maintenance_window`,
        time: Prisma.sql`created_at`,
        conditions: current == null ? [] : [current ? Prisma.sql`ends_at > ${now}` : Prisma.sql`ends_at <= ${now}`],
        timeOf: ({ createdAt }) => createdAt,
        read: (ids) => db.maintenanceWindow.findMany({ where: { id: { in: ids } } }),
      },
    );
  }

  @Mutation(() => MaintenanceWindowType, { description: 'Plans work on resources. Needs maintenance:manage.' })
  createMaintenanceWindow(
    @Arg('input', () => MaintenanceWindowInput) input: MaintenanceWindowInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<MaintenanceWindow> {
    return saveMaintenance(platform, caller, null, draftOf(input));
  }

  @Mutation(() => MaintenanceWindowType, { description: 'Sets all of a plan. CONFLICT when it is over. Needs maintenance:manage.' })
  updateMaintenanceWindow(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => MaintenanceWindowInput) input: MaintenanceWindowInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<MaintenanceWindow> {
    return saveMaintenance(platform, caller, id, draftOf(input));
  }

  @Mutation(() => MaintenanceWindowType, {
    description: 'Ends work now, or calls it off. CONFLICT when it is over already. Needs maintenance:manage.',
  })
  endMaintenanceWindow(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<MaintenanceWindow> {
    return endMaintenance(platform, caller, id);
  }

  @FieldResolver(() => [MatcherType], { description: 'Resources by their labels, their `kind` and their `name`.' })
  matchers(@Root() { matchers }: MaintenanceWindow): MatcherType[] {
    return showMatchers(matchersShape.parse(matchers));
  }

  @FieldResolver(() => RecurrenceType, { nullable: true })
  recurrence(@Root() window: MaintenanceWindow): RecurrenceType | null {
    return showRecurrence(window);
  }

  @FieldResolver(() => WindowType, { nullable: true, description: 'The present window, else the next; null when it is over.' })
  window(@Root() window: MaintenanceWindow, @Ctx() { platform }: IncidentsContext): WindowType | null {
    return windowAt(window, platform.clock.now());
  }

  @FieldResolver(() => [WindowType], { description: 'Its windows in a time of at most 100 days, oldest first; at most 500.' })
  windows(
    @Root() window: MaintenanceWindow,
    @Arg('from', () => DateTimeScalar) from: Date,
    @Arg('until', () => DateTimeScalar) until: Date,
  ): WindowType[] {
    return readWindows(window, from, until);
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who planned it; null for an API key without a person.' })
  createdBy(@Root() { createdById }: MaintenanceWindow): PersonStub | null {
    return personStub(createdById);
  }
}

function draftOf({ matchers, recurrence, comment, resourceIds, includesChildren, ...rest }: MaintenanceWindowInput) {
  const given = { comment: comment ?? '', resourceIds: resourceIds ?? [], includesChildren: includesChildren ?? true };
  return { ...rest, ...given, matchers: readMatcherInput(matchers ?? []), recurrence: readRecurrenceInput(recurrence) };
}
