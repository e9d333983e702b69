import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import { type BulkAction, Prisma } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { readNewestFirst } from '../readNewestFirst.ts';
import { personStub, PersonStub } from '../stubs.ts';
import { BulkActionConnection, BulkActionType, BulkInput, BulkProgressType } from './bulkAction.type.ts';
import { bulkVerb } from './bulkVerbs.ts';
import { cancelBulkAction } from './cancelBulkAction.ts';
import { startBulkAction } from './startBulkAction.ts';
import { undoBulkAction } from './undoBulkAction.ts';

@Resolver(() => BulkActionType)
export class BulkActionResolver {
  @Query(() => BulkActionConnection, { description: 'Bulk actions of the tenant, newest first.' })
  bulkActions(
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<BulkAction>> {
    requirePermission(caller, 'incidents:read');
    return readNewestFirst(
      db,
      { first, after },
      {
        table: Prisma.sql`bulk_action`,
        time: Prisma.sql`created_at`,
        conditions: [],
        timeOf: ({ createdAt }) => createdAt,
        read: (ids) => db.bulkAction.findMany({ where: { id: { in: ids } } }),
      },
    );
  }

  @Query(() => BulkActionType, { nullable: true, description: 'One bulk action; null for an id that is not known here.' })
  bulkAction(@Arg('id', () => ID) id: string, @Ctx() { caller, loaders }: IncidentsContext): Promise<BulkAction | null> {
    requirePermission(caller, 'incidents:read');
    return loaders.bulkAction.load(id);
  }

  @Mutation(() => BulkActionType, { description: 'Begins to do a verb to many incidents, in the background.' })
  startBulkAction(@Arg('input', () => BulkInput) input: BulkInput, @Ctx() { platform, caller }: IncidentsContext): Promise<BulkAction> {
    return startBulkAction(platform, caller, input);
  }

  @Mutation(() => BulkActionType, { description: 'Stops a bulk action; what was done stays done. CONFLICT when it is over.' })
  cancelBulkAction(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<BulkAction> {
    return cancelBulkAction(platform, caller, id);
  }

  @Mutation(() => BulkActionType, {
    description: 'Takes back what a bulk action did, in a bulk action of its own. CONFLICT for one that cannot be undone.',
  })
  undoBulkAction(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<BulkAction> {
    return undoBulkAction(platform, caller, id);
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Null for an API key without a person.' })
  requestedBy(@Root() { requestedById }: BulkAction): PersonStub | null {
    return personStub(requestedById);
  }

  @FieldResolver(() => Boolean, { description: 'Whether its verb has an opposite that can take it back.' })
  canUndo(@Root() { verb, undoOfId }: BulkAction): boolean {
    return undoOfId === null && bulkVerb(verb).takenBackBy !== null;
  }

  @FieldResolver(() => BulkProgressType)
  progress(@Root() { id }: BulkAction, @Ctx() { loaders }: IncidentsContext): Promise<BulkProgressType> {
    return loaders.bulkProgress.load(id);
  }
}
