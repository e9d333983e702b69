import { requirePermission } from '#kit/caller';
import { type Page, readPage } from '#kit/page';
import type { RouteVersion } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { IncidentsContext } from '../context.ts';
import { personStub, PersonStub } from '../stubs.ts';
import { readLive } from './readLive.ts';
import { RouteType } from './route.type.ts';
import { type RouteDraft, routeDraft } from './routeDraft.ts';
import { RouteTreeType, RouteVersionConnection, RouteVersionType } from './routeTree.type.ts';
import { showRoutes } from './showRoutes.ts';

@Resolver(() => RouteTreeType)
export class RouteTreeResolver {
  @Query(() => RouteTreeType, { description: 'The tree of routes that is live: it decides which incident an alert belongs to, and who owns it.' })
  routes(@Ctx() { caller, db }: IncidentsContext): Promise<RouteTreeType> {
    requirePermission(caller, 'routes:read');
    return readLive(db);
  }

  @FieldResolver(() => [RouteType], { description: 'All its nodes, at most 1,000, each before its children.' })
  nodes(@Root() { draft }: RouteTreeType & { draft: RouteDraft }): RouteType[] {
    return showRoutes(draft);
  }
}

@Resolver(() => RouteVersionType)
export class RouteVersionResolver {
  @Query(() => RouteVersionConnection, { description: 'The trees that were saved, newest first.' })
  async routeVersions(
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<RouteVersion>> {
    requirePermission(caller, 'routes:read');
    return readPage<RouteVersion, [number]>(
      { first, after },
      {
        position: ({ version }) => [version],
        shape: z.tuple([z.int()]),
        read: ({ after, take }) =>
          db.routeVersion.findMany({ where: after ? { version: { lt: after[0] } } : {}, orderBy: { version: 'desc' }, take }),
        count: (limit) => db.routeVersion.count({ take: limit }),
      },
    );
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who saved it; null for the platform itself and for an API key without a person.' })
  author(@Root() { actorId }: RouteVersion): PersonStub | null {
    return personStub(actorId);
  }

  @FieldResolver(() => Int)
  nodeCount(@Root() { nodes }: RouteVersion): number {
    return nodes;
  }

  @FieldResolver(() => [RouteType], { description: 'All its nodes, each before its children.' })
  nodes(@Root() { tree }: RouteVersion): RouteType[] {
    return showRoutes(routeDraft.parse(tree));
  }
}
