import { formatMatcher } from '#contracts/matcher';
import { requirePermission } from '#kit/caller';
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { IncidentsContext } from '../../context.ts';
import { readLive } from '../readLive.ts';
import { RouteTreeType } from '../routeTree.type.ts';
import { saveRoutes } from '../saveRoutes.ts';
import { showRoutes } from '../showRoutes.ts';
import { AlertmanagerImportType } from './import.type.ts';
import { keepIds } from './keepIds.ts';
import { readConfiguration } from './readConfiguration.ts';

@Resolver()
export class AlertmanagerImportResolver {
  @Query(() => AlertmanagerImportType, {
    description: 'What a configuration of Alertmanager would become: nothing is changed. BAD_USER_INPUT names the line of what cannot be read.',
  })
  async previewAlertmanager(
    @Arg('configuration', () => String, { description: 'The text of an alertmanager.yml, at most a million characters.' }) configuration: string,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<AlertmanagerImportType> {
    requirePermission(caller, 'routes:read');
    const { tree, inhibitRules, timeIntervals, ...rest } = readConfiguration(configuration);
    const live = await readLive(db);
    return {
      ...rest,
      nodes: showRoutes(keepIds(tree, live.draft)),
      inhibitRules: inhibitRules.map((rule) => ({
        ...rule,
        sourceMatchers: rule.sourceMatchers.map(formatMatcher),
        targetMatchers: rule.targetMatchers.map(formatMatcher),
      })),
      timeIntervals: timeIntervals.map(({ ranges, ...interval }) => ({ ...interval, rangeCount: ranges.length })),
    };
  }

  @Mutation(() => RouteTreeType, {
    description: 'Puts the tree of a configuration of Alertmanager in the place of the live one. CONFLICT as saveRoutes.',
  })
  async importAlertmanager(
    @Arg('configuration', () => String) configuration: string,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Ctx() { platform, caller, db }: IncidentsContext,
  ): Promise<RouteTreeType> {
    requirePermission(caller, 'routes:manage');
    const { tree } = readConfiguration(configuration);
    const live = await platform.database.inTenant(caller.tenantId, (own) => readLive(own));
    await saveRoutes(platform, caller, { tree: keepIds(tree, live.draft), expectedVersion, note: 'Imported from Alertmanager' });
    return readLive(db);
  }
}
