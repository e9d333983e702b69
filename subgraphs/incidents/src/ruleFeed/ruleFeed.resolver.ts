import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import type { RuleFeed } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { readByName } from '../readByName.ts';
import { createRuleFeed } from './createRuleFeed.ts';
import { deleteRuleFeed } from './deleteRuleFeed.ts';
import { CreatedRuleFeedType, RuleFeedConnection, RuleFeedType } from './ruleFeed.type.ts';

@Resolver(() => RuleFeedType)
export class RuleFeedResolver {
  @Query(() => RuleFeedConnection, { description: 'Addresses that serve the managed rules, by name.' })
  ruleFeeds(
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<RuleFeed>> {
    requirePermission(caller, 'rules:read');
    return readByName(
      db,
      { first, after },
      { table: Prisma.sql`rule_feed`, conditions: [], read: (ids) => db.ruleFeed.findMany({ where: { id: { in: ids } } }) },
    );
  }

  @Mutation(() => CreatedRuleFeedType, { description: 'Makes an address that serves the managed rules.' })
  async createRuleFeed(
    @Arg('name', () => String) name: string,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<{ feed: RuleFeed; url: string }> {
    requirePermission(caller, 'rules:manage');
    const { feed, token } = await createRuleFeed(platform, caller, { name });
    return { feed, url: `${platform.origin() ?? ''}/rules/${token}/prometheus.yml` };
  }

  @Mutation(() => ID, { description: 'Closes an address; gives back its id.' })
  async deleteRuleFeed(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<string> {
    requirePermission(caller, 'rules:manage');
    return (await deleteRuleFeed(platform, caller, id)).id;
  }
}
