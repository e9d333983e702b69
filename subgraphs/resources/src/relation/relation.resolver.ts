import { AppError } from '#kit/errors';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ResourcesContext } from '../context.ts';
import { Resource } from '../resource/resource.type.ts';
import type { RelationRow } from './listRelations.ts';
import { ResourceRelation } from './relation.type.ts';

@Resolver(() => ResourceRelation)
export class RelationResolver {
  @FieldResolver(() => Resource, { description: 'The resource at the other end.' })
  async resource(@Root() { otherId }: RelationRow, @Ctx() { loaders }: ResourcesContext): Promise<Resource> {
    const resource = await loaders.resource.load(otherId);
    if (resource === null) throw new AppError('NOT_FOUND', 'The resource at the other end is gone.');
    return resource;
  }
}
