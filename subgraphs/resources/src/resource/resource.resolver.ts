import { requirePermission } from '#kit/caller';
import { type Page, readPage, timePosition, type TimePosition } from '#kit/page';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { ResourcesContext } from '../context.ts';
import { ResourceIncidentConnection } from '../incident/resourceIncident.type.ts';
import type { IncidentRow } from '../incident/listIncidents.ts';
import { type RelationPosition, relationPosition, type RelationRow } from '../relation/listRelations.ts';
import { ResourceRelationConnection } from '../relation/relation.type.ts';
import { readResources } from './readResources.ts';
import { Resource, ResourceConnection, ResourceFilter } from './resource.type.ts';

const firstArg = { description: 'Length of the page, 1 to 200.' };
const afterArg = { nullable: true, description: '`endCursor` of the page before.' };

@Resolver(() => Resource)
export class ResourceResolver {
  @Query(() => ResourceConnection, { description: 'What alerts are about, by name. Needs resources:read.' })
  resources(
    @Ctx() { caller, db }: ResourcesContext,
    @Arg('filter', () => ResourceFilter, { nullable: true, description: 'Which ones; all of them when absent.' }) filter: ResourceFilter | null,
    @Arg('first', () => Int, { ...firstArg, defaultValue: 50 }) first: number,
    @Arg('after', () => String, afterArg) after: string | null,
  ): Promise<Page<Resource>> {
    requirePermission(caller, 'resources:read');
    return readResources(db, filter ?? {}, { first, after });
  }

  @Query(() => Resource, { nullable: true, description: 'One resource; null when the tenant has none of this id. Needs resources:read.' })
  resource(@Ctx() { caller, loaders }: ResourcesContext, @Arg('id', () => ID) id: string): Promise<Resource | null> {
    requirePermission(caller, 'resources:read');
    return loaders.resource.load(id);
  }

  @FieldResolver(() => ResourceRelationConnection, { description: 'Resources that this one is related to, by kind and direction.' })
  relations(
    @Root() { id }: Resource,
    @Ctx() { loaders }: ResourcesContext,
    @Arg('first', () => Int, { ...firstArg, defaultValue: 50 }) first: number,
    @Arg('after', () => String, afterArg) after: string | null,
  ): Promise<Page<RelationRow>> {
    return readPage<RelationRow, RelationPosition>(
      { first, after },
      {
        position: ({ kind, direction, otherId }) => [kind, direction, otherId],
        shape: relationPosition,
        read: (page) => loaders.relations.page.load({ owner: id, ...page }),
        count: () => loaders.relations.count.load(id),
      },
    );
  }

  @FieldResolver(() => ResourceIncidentConnection, {
    description: 'Incidents with an alert about this resource, the newest link first. Needs incidents:read.',
  })
  incidents(
    @Root() { id }: Resource,
    @Ctx() { caller, loaders }: ResourcesContext,
    @Arg('first', () => Int, { ...firstArg, defaultValue: 20 }) first: number,
    @Arg('after', () => String, afterArg) after: string | null,
  ): Promise<Page<IncidentRow>> {
    requirePermission(caller, 'incidents:read');
    return readPage<IncidentRow, TimePosition>(
      { first, after },
      {
        position: ({ linkedAt, id }) => [linkedAt.toISOString(), id],
        shape: timePosition,
        read: (page) => loaders.incidents.page.load({ owner: id, ...page }),
        count: () => loaders.incidents.count.load(id),
      },
    );
  }
}
