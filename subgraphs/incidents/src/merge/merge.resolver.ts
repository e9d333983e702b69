import type { Page } from '#kit/page';
import { DateTimeScalar } from '#kit/schema';
import type { Incident } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { IncidentConnection, IncidentType } from '../incident/incident.type.ts';
import { readChildren } from '../readChildren.ts';
import { mergeIncidents, mostMerged } from './mergeIncidents.ts';
import { splitIncident } from './splitIncident.ts';
import { mostAlerts } from './takeAlerts.ts';
import { undoMs, unmergeIncident } from './unmergeIncident.ts';

@Resolver(() => IncidentType)
export class MergeResolver {
  @FieldResolver(() => IncidentType, { nullable: true, description: 'Where its alerts went; null unless its status is MERGED.' })
  mergedInto(@Root() { mergedIntoId }: Incident, @Ctx() { loaders }: IncidentsContext): Promise<Incident | null> | null {
    return mergedIntoId === null ? null : loaders.incident.load(mergedIntoId);
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'Until when the merge can be undone; null unless its status is MERGED.' })
  unmergeUntil(@Root() { mergedAt }: Incident): Date | null {
    return mergedAt === null ? null : new Date(mergedAt.getTime() + undoMs);
  }

  @FieldResolver(() => IncidentConnection, { description: 'Incidents that were merged into it, oldest merge first.' })
  mergedIncidents(
    @Root() { id }: Incident,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { loaders }: IncidentsContext,
  ): Promise<Page<Incident>> {
    return readChildren(loaders.mergedOfIncident, id, { first, after });
  }

  @Mutation(() => IncidentType, {
    description: `Merges up to ${mostMerged} open incidents into another: their alerts, and later alerts of their groups, are its. All or none. CONFLICT when one is closed.`,
  })
  mergeIncidents(
    @Arg('ids', () => [ID]) ids: string[],
    @Arg('intoId', () => ID) intoId: string,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return mergeIncidents(platform, caller, ids, intoId);
  }

  @Mutation(() => IncidentType, {
    description: 'Undoes a merge within an hour: the incident is open again with its alerts. CONFLICT when it is too late or the other was closed.',
  })
  unmergeIncident(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<Incident> {
    return unmergeIncident(platform, caller, id);
  }

  @Mutation(() => IncidentType, {
    description: `Takes up to ${mostAlerts} alerts, but not all, out of an open incident into a new one, which it returns.`,
  })
  splitIncident(
    @Arg('id', () => ID) id: string,
    @Arg('alertIds', () => [ID]) alertIds: string[],
    @Arg('title', () => String, { nullable: true, description: 'Left out, the alerts give it one.' }) title: string | null,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return splitIncident(platform, caller, id, alertIds, title);
  }
}
