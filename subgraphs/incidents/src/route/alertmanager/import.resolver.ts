import { formatMatcher } from '#contracts/matcher';
import { requirePermission } from '#kit/caller';
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { IncidentsContext } from '../../context.ts';
import { readLive } from '../readLive.ts';
import { RouteTreeType } from '../routeTree.type.ts';
import { showRoutes } from '../showRoutes.ts';
import { AlertmanagerImportType } from './import.type.ts';
import { hasQuiet, importConfiguration } from './importConfiguration.ts';
import { keepIds } from './keepIds.ts';
import { planImport } from './planImport.ts';
import { readConfiguration } from './readConfiguration.ts';

@Resolver()
export class AlertmanagerImportResolver {
  @Query(() => AlertmanagerImportType, {
    description:
      'What a configuration of Alertmanager would become: nothing is changed. BAD_USER_INPUT names the line of what cannot be read. Needs silences:read too where it has inhibit rules or time intervals.',
  })
  async previewAlertmanager(
    @Arg('configuration', () => String, { description: 'The text of an alertmanager.yml, at most a million characters.' }) configuration: string,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<AlertmanagerImportType> {
    requirePermission(caller, 'routes:read');
    const read = readConfiguration(configuration);
    if (hasQuiet(read)) requirePermission(caller, 'silences:read');
    const live = await readLive(db);
    const { inhibitRules, timeIntervals, notes } = await planImport(db, read);
    return {
      receivers: read.receivers,
      nodes: showRoutes(keepIds(read.tree, live.draft)),
      inhibitRules: inhibitRules.map((rule) => ({
        ...rule,
        sourceMatchers: rule.sourceMatchers.map(formatMatcher),
        targetMatchers: rule.targetMatchers.map(formatMatcher),
      })),
      timeIntervals: timeIntervals.map((interval) => ({ ...interval, rangeCount: interval.intervals.length })),
      notes,
    };
  }

  @Mutation(() => RouteTreeType, {
    description:
      'Takes over a configuration of Alertmanager: its tree in the place of the live one, its inhibit rules and time intervals by name; all of it or nothing, and nothing twice. CONFLICT as saveRoutes. Needs quiet:manage too where it has inhibit rules or time intervals.',
  })
  async importAlertmanager(
    @Arg('configuration', () => String) configuration: string,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Ctx() { platform, caller, db }: IncidentsContext,
  ): Promise<RouteTreeType> {
    await importConfiguration(platform, caller, configuration, expectedVersion);
    return readLive(db);
  }
}
