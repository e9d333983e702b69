import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import { type ChangeEvent, type Incident, Prisma } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { IncidentType } from '../incident/incident.type.ts';
import { readNewestFirst } from '../readNewestFirst.ts';
import { ChangeEventConnection, ChangeEventType } from './changeEvent.type.ts';
import { changeEventConditions, ChangeEventFilter } from './changeEventFilter.ts';
import { beforeOpeningHours, readChangesNear } from './readChangesNear.ts';

@Resolver(() => ChangeEventType)
export class ChangeEventResolver {
  @Query(() => ChangeEventConnection, { description: 'Changes that were made to systems, the latest first.' })
  changeEvents(
    @Arg('filter', () => ChangeEventFilter, { nullable: true }) filter: ChangeEventFilter | null,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<ChangeEvent>> {
    requirePermission(caller, 'alerts:read');
    return readNewestFirst(
      db,
      { first, after },
      {
        table: Prisma.sql`change_event`,
        time: Prisma.sql`at`,
        conditions: changeEventConditions(filter ?? {}),
        timeOf: ({ at }) => at,
        read: (ids) => db.changeEvent.findMany({ where: { id: { in: ids } } }),
      },
    );
  }

  @FieldResolver(() => String, { description: 'Name of the integration that told it.' })
  integrationName(@Root() { integrationId }: ChangeEvent, @Ctx() { loaders }: IncidentsContext): Promise<string> {
    return loaders.integrationName.load(integrationId);
  }
}

@Resolver(() => IncidentType)
export class IncidentChangesResolver {
  @FieldResolver(() => ChangeEventConnection, {
    description: `Changes made from ${beforeOpeningHours} hours before it opened until it resolved, those with most label values in common with it first, then the latest. Looks at the 1,000 latest of that time.`,
  })
  changesNear(
    @Root() incident: Incident,
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, loaders }: IncidentsContext,
  ): Promise<Page<ChangeEvent>> {
    requirePermission(caller, 'alerts:read');
    return readChangesNear(loaders.changesNear, incident.id, { first, after });
  }
}
