import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ResourcesContext } from '../context.ts';
import { type Resource, ResourceConnection } from '../resource/resource.type.ts';
import { IncidentStub } from '../stubs.ts';
import { readResourcesOfIncident } from './readResourcesOfIncident.ts';

@Resolver(() => IncidentStub)
export class IncidentResolver {
  @FieldResolver(() => ResourceConnection, { description: 'What its alerts are about, by name. Needs resources:read.' })
  resources(
    @Root() { id }: IncidentStub,
    @Ctx() { caller, loaders }: ResourcesContext,
    @Arg('first', () => Int, { defaultValue: 50, description: 'Length of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: '`endCursor` of the page before.' }) after: string | null,
  ): Promise<Page<Resource>> {
    requirePermission(caller, 'resources:read');
    return readResourcesOfIncident(loaders, id, { first, after });
  }
}
