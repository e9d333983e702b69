import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { AgentsContext } from '../context.ts';
import { IncidentStub } from '../stubs.ts';
import { type Insight, InsightConnection } from './insight.type.ts';
import { readInsights } from './readInsights.ts';

@Resolver(() => IncidentStub)
export class IncidentResolver {
  @FieldResolver(() => InsightConnection, { description: 'What analyses found out about it, newest first. Needs insights:read.' })
  insights(
    @Root() { id }: IncidentStub,
    @Ctx() { caller, loaders }: AgentsContext,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Length of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: '`endCursor` of the page before.' }) after: string | null,
  ): Promise<Page<Insight>> {
    requirePermission(caller, 'insights:read');
    return readInsights(loaders, id, { first, after });
  }
}
