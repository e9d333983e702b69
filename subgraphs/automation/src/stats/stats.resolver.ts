import { requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { isTimeZone } from '#kit/wallTime';
import type { Playbook } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { AutomationContext } from '../context.ts';
import { PlaybookType } from '../playbook/playbook.type.ts';
import type { PlaybookDay } from './loadDays.ts';
import type { RunMark } from './loadLastRuns.ts';
import type { PlaybookStats } from './loadStats.ts';
import { PlaybookDayType, PlaybookRunMarkType, PlaybookStatsType, PlaybookSuggestionType } from './stats.type.ts';
import { type PlaybookSuggestion, suggestPlaybooks } from './suggestPlaybooks.ts';

@Resolver(() => PlaybookType)
export class StatsResolver {
  @FieldResolver(() => PlaybookStatsType, { description: 'How it did within so many days, 1 to 366. Needs runs:read.' })
  stats(
    @Root() { id: playbookId }: Playbook,
    @Arg('days', () => Int, { defaultValue: 30 }) days: number,
    @Ctx() { caller, loaders }: AutomationContext,
  ): Promise<PlaybookStats> {
    requirePermission(caller, 'runs:read');
    if (days < 1 || days > 366) throw new AppError('BAD_USER_INPUT', '"days" must be between 1 and 366.');
    return loaders.stats.load({ playbookId, days });
  }

  @FieldResolver(() => [PlaybookDayType], {
    description: 'What came of its runs day by day, 1 to 366 of them, the oldest first and today last; also the days without a run. Needs runs:read.',
  })
  runsByDay(
    @Root() { id: playbookId }: Playbook,
    @Arg('days', () => Int, { defaultValue: 30 }) days: number,
    @Arg('timeZone', () => String, { defaultValue: 'UTC', description: 'Whose days they are, such as Europe/Vienna.' }) timeZone: string,
    @Ctx() { caller, loaders }: AutomationContext,
  ): Promise<PlaybookDay[]> {
    requirePermission(caller, 'runs:read');
    if (days < 1 || days > 366) throw new AppError('BAD_USER_INPUT', '"days" must be between 1 and 366.');
    if (!isTimeZone(timeZone)) throw new AppError('BAD_USER_INPUT', `${timeZone} is not the name of a time zone.`);
    return loaders.days.load({ playbookId, days, timeZone });
  }

  @FieldResolver(() => [PlaybookRunMarkType], { description: 'Its last runs, newest first. Needs runs:read.' })
  lastRuns(
    @Root() { id: playbookId }: Playbook,
    @Arg('first', () => Int, { defaultValue: 20, description: '1 to 50.' }) first: number,
    @Ctx() { caller, loaders }: AutomationContext,
  ): Promise<RunMark[]> {
    requirePermission(caller, 'runs:read');
    if (first < 1 || first > 50) throw new AppError('BAD_USER_INPUT', '"first" must be between 1 and 50.');
    return loaders.lastRuns.load({ playbookId, first });
  }

  @Query(() => [PlaybookSuggestionType], {
    description:
      'Playbooks that may be started for an incident, the one that most likely helps first, by how they did for incidents of the same alert and for others. NOT_FOUND for an incident that the caller does not see. Needs playbooks:read and runs:read.',
  })
  playbooksForIncident(
    @Arg('incidentId', () => ID) incidentId: string,
    @Arg('first', () => Int, { defaultValue: 10, description: '1 to 100.' }) first: number,
    @Ctx() context: AutomationContext,
  ): Promise<PlaybookSuggestion[]> {
    requirePermission(context.caller, 'playbooks:read');
    requirePermission(context.caller, 'runs:read');
    if (first < 1 || first > 100) throw new AppError('BAD_USER_INPUT', '"first" must be between 1 and 100.');
    return suggestPlaybooks(context, incidentId, first);
  }
}
