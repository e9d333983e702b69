import { requirePermission } from '#kit/caller';
import { type SavedView, ViewList } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { personStub, PersonStub } from '../stubs.ts';
import { chooseDefaultView } from './chooseDefaultView.ts';
import { deleteView } from './deleteView.ts';
import { SavedViewInput, SavedViewType } from './savedView.type.ts';
import { mostViews, saveView } from './saveView.ts';
import { visibleViews } from './visibleViews.ts';

@Resolver(() => SavedViewType)
export class SavedViewResolver {
  @Query(() => [SavedViewType], {
    description: `The caller's views of a list and those of their teams, by name. A person keeps at most ${mostViews} of one list.`,
  })
  savedViews(
    @Arg('list', () => ViewList, { defaultValue: ViewList.INCIDENTS }) list: ViewList,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<SavedView[]> {
    requirePermission(caller, 'incidents:read');
    return db.savedView.findMany({ where: visibleViews(caller, list), orderBy: [{ name: 'asc' }, { id: 'asc' }], take: 500 });
  }

  @Mutation(() => SavedViewType, { description: 'Saves a new view. CONFLICT for a name that the caller has given already.' })
  createSavedView(@Arg('input', () => SavedViewInput) input: SavedViewInput, @Ctx() { platform, caller }: IncidentsContext): Promise<SavedView> {
    return saveView(platform, caller, null, input);
  }

  @Mutation(() => SavedViewType, { description: "Saves over a view of the caller's. NOT_FOUND when it is not theirs." })
  updateSavedView(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => SavedViewInput) input: SavedViewInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<SavedView> {
    return saveView(platform, caller, id, input);
  }

  @Mutation(() => ID, { description: "Deletes a view of the caller's, for everybody. NOT_FOUND when it is not theirs." })
  deleteSavedView(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<string> {
    return deleteView(platform, caller, id);
  }

  @Mutation(() => SavedViewType, { description: 'Makes a view what its list opens with for the caller, or takes that back.' })
  chooseDefaultView(
    @Arg('id', () => ID) id: string,
    @Arg('isDefault', () => Boolean, { defaultValue: true }) isDefault: boolean,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<SavedView> {
    return chooseDefaultView(platform, caller, id, isDefault);
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who saved it and may change it.' })
  owner(@Root() { ownerId }: SavedView): PersonStub | null {
    return personStub(ownerId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is the caller who may change it.' })
  isOwn(@Root() { ownerId }: SavedView, @Ctx() { caller }: IncidentsContext): boolean {
    return ownerId === caller.personId;
  }

  @FieldResolver(() => Boolean, { description: 'Whether its list opens with it for the caller.' })
  async isDefault(@Root() { id }: SavedView, @Ctx() { caller, loaders }: IncidentsContext): Promise<boolean> {
    return caller.personId !== null && (await loaders.defaultViewsOf.load(caller.personId)).has(id);
  }
}
