import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import { LabelsScalar } from '#kit/schema';
import type { ManagedRule } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { readByName } from '../readByName.ts';
import { deleteManagedRule } from './deleteManagedRule.ts';
import { ManagedRuleConnection, ManagedRuleInput, ManagedRulePreviewType, ManagedRuleType } from './managedRule.type.ts';
import { ownTexts } from './ownTexts.ts';
import { previewRule } from './previewRule.ts';
import { readManagedFile } from './readManagedRules.ts';
import type { RuleInput } from './ruleDraft.ts';
import { saveManagedRule } from './saveManagedRule.ts';

@Resolver(() => ManagedRuleType)
export class ManagedRuleResolver {
  @Query(() => ManagedRuleConnection, { description: 'Rules that are kept here, by name.' })
  managedRules(
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<ManagedRule>> {
    requirePermission(caller, 'rules:read');
    return readByName(
      db,
      { first, after },
      { table: Prisma.sql`managed_rule`, conditions: [], read: (ids) => db.managedRule.findMany({ where: { id: { in: ids } } }) },
    );
  }

  @Query(() => ManagedRuleType, { nullable: true, description: 'One rule that is kept here; null for an id that is not known.' })
  managedRule(@Arg('id', () => ID) id: string, @Ctx() { caller, loaders }: IncidentsContext): Promise<ManagedRule | null> {
    requirePermission(caller, 'rules:read');
    return loaders.managedRule.load(id);
  }

  @Query(() => String, { description: 'The managed rules that are switched on, as the rule file that is served.' })
  managedRuleFile(@Ctx() { caller, db }: IncidentsContext): Promise<string> {
    requirePermission(caller, 'rules:read');
    return readManagedFile(db);
  }

  @Query(() => ManagedRulePreviewType, {
    description: 'What a rule would be served as; BAD_USER_INPUT says what no server would take. Keeps nothing.',
  })
  managedRulePreview(@Arg('input', () => ManagedRuleInput) input: ManagedRuleInput, @Ctx() { caller }: IncidentsContext): ManagedRulePreviewType {
    requirePermission(caller, 'rules:read');
    return previewRule(given(input));
  }

  @FieldResolver(() => LabelsScalar, { description: 'Labels beyond what its template gives; all of them for a rule by hand.' })
  ownLabels(@Root() rule: ManagedRule): unknown {
    return ownTexts(rule).labels;
  }

  @FieldResolver(() => LabelsScalar, { description: 'Annotations beyond what its template gives; all of them for a rule by hand.' })
  ownAnnotations(@Root() rule: ManagedRule): unknown {
    return ownTexts(rule).annotations;
  }

  @Mutation(() => ManagedRuleType, { description: 'Keeps a new rule, serves it and pushes it.' })
  createManagedRule(
    @Arg('input', () => ManagedRuleInput) input: ManagedRuleInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<ManagedRule> {
    requirePermission(caller, 'rules:manage');
    return saveManagedRule(platform, caller, null, given(input));
  }

  @Mutation(() => ManagedRuleType, { description: 'Puts a rule in the place of what it was; the input is the whole rule.' })
  updateManagedRule(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => ManagedRuleInput) input: ManagedRuleInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<ManagedRule> {
    requirePermission(caller, 'rules:manage');
    return saveManagedRule(platform, caller, id, given(input));
  }

  @Mutation(() => ID, { description: 'Takes a rule away, here and wherever it was pushed to; gives back its id.' })
  async deleteManagedRule(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<string> {
    requirePermission(caller, 'rules:manage');
    return (await deleteManagedRule(platform, caller, id)).id;
  }
}

/** GraphQL says null for what is left out. */
function given(input: ManagedRuleInput): RuleInput {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value != null));
}
