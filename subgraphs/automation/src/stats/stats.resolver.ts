import { requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Playbook } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { AutomationContext } from '../context.ts';
import { PlaybookType } from '../playbook/playbook.type.ts';
import type { PlaybookStats } from './loadStats.ts';
import { PlaybookStatsType, PlaybookSuggestionType } from './stats.type.ts';
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
