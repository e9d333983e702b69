import type { Labels } from '#contracts/words';
import { requirePermission } from '#kit/caller';
import { LabelsScalar } from '#kit/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { checkDraft } from './checkDraft.ts';
import { nestInput } from './nestInput.ts';
import { readLive } from './readLive.ts';
import { restoreRoutes } from './restoreRoutes.ts';
import { RouteInput } from './route.input.ts';
import { RouteProblemType, RouteTestType, RouteType } from './route.type.ts';
import { RouteTreeType } from './routeTree.type.ts';
import { saveRoutes } from './saveRoutes.ts';
import { testRoutes } from './testRoutes.ts';

@Resolver(() => RouteType)
export class RouteResolver {
  @Query(() => [RouteProblemType], { description: 'Everything that makes no sense in a draft; none when it could be saved.' })
  checkRoutes(@Arg('tree', () => [RouteInput]) tree: RouteInput[], @Ctx() { caller }: IncidentsContext): RouteProblemType[] {
    requirePermission(caller, 'routes:read');
    return checkDraft(nestInput(tree)).problems;
  }

  @Query(() => RouteTestType, {
    description:
      'Where labels, or an alert that is known, would go in the live tree or in a draft, and why. The severity of labels is read as that of an alert.',
  })
  testRoutes(
    @Arg('labels', () => LabelsScalar, { nullable: true }) labels: Labels | null,
    @Arg('alertId', () => ID, { nullable: true }) alertId: string | null,
    @Arg('draft', () => [RouteInput], { nullable: true }) draft: RouteInput[] | null,
    @Ctx() context: IncidentsContext,
  ): Promise<RouteTestType> {
    requirePermission(context.caller, 'routes:read');
    if (alertId != null) requirePermission(context.caller, 'alerts:read');
    return testRoutes(context, { labels, alertId, draft });
  }

  @Mutation(() => RouteTreeType, {
    description:
      'Puts a tree in the place of the live one, and keeps it as a version. CONFLICT when somebody else saved since `expectedVersion`; BAD_USER_INPUT names the nodes that make no sense.',
  })
  async saveRoutes(
    @Arg('tree', () => [RouteInput]) tree: RouteInput[],
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() { platform, caller, db }: IncidentsContext,
  ): Promise<RouteTreeType> {
    requirePermission(caller, 'routes:manage');
    await saveRoutes(platform, caller, { tree: nestInput(tree), expectedVersion, note });
    return readLive(db);
  }

  @Mutation(() => RouteTreeType, { description: 'Makes an earlier version the live tree again, as a new version. CONFLICT as saveRoutes.' })
  async restoreRoutes(
    @Arg('version', () => Int) version: number,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Ctx() { platform, caller, db }: IncidentsContext,
  ): Promise<RouteTreeType> {
    requirePermission(caller, 'routes:manage');
    await restoreRoutes(platform, caller, version, expectedVersion);
    return readLive(db);
  }

  @FieldResolver(() => Int, { description: 'Incidents of it that are open.' })
  openIncidents(@Root() { id }: RouteType, @Ctx() { caller, loaders }: IncidentsContext): Promise<number> | number {
    requirePermission(caller, 'incidents:read');
    return id === null ? 0 : loaders.openIncidentsOfRoute.load(id);
  }
}
