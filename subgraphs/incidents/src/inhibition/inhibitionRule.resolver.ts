import { matchers as matchersShape } from '#contracts/matcher';
import { connectionOf } from '#kit/connection';
import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import { DateTimeScalar } from '#kit/schema';
import type { Alert, InhibitionRule } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { AlertType } from '../alert/alert.type.ts';
import type { IncidentsContext } from '../context.ts';
import { MatcherInput, MatcherType, readMatcherInput, showMatchers } from '../matcher.type.ts';
import { readNewestFirst } from '../readNewestFirst.ts';
import { deleteInhibitionRule, saveInhibitionRule } from './saveInhibitionRule.ts';

@ObjectType('InhibitionRule', {
  description:
    'While an alert fires that meets the source matchers, alerts that meet the target matchers, and have the same values of `equal`, are quiet.',
})
class InhibitionRuleType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [String], { description: 'Labels whose values source and target have in common; a missing label is empty.' })
  equal!: string[];

  @Field(() => Boolean)
  enabled!: boolean;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}

const InhibitionRuleConnection = connectionOf(InhibitionRuleType, 'InhibitionRule');

@InputType('InhibitionRuleInput', { description: 'Which alerts keep which others quiet.' })
class InhibitionRuleInput {
  @Field(() => String)
  name!: string;

  @Field(() => [MatcherInput], { description: 'At least one.' })
  sourceMatchers!: MatcherInput[];

  @Field(() => [MatcherInput], { description: 'At least one.' })
  targetMatchers!: MatcherInput[];

  @Field(() => [String], { nullable: true, description: 'None when left out: then the rule holds whatever the labels are.' })
  equal?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True when left out.' })
  enabled?: boolean | null;
}

@ObjectType('Inhibited', { description: 'An alert that is inhibited, and the one that does it.' })
class InhibitedType {
  @Field(() => AlertType)
  alert!: Alert;

  @Field(() => AlertType)
  source!: Alert;
}

@Resolver(() => InhibitionRuleType)
export class InhibitionRuleResolver {
  @Query(() => InhibitionRuleConnection, {
    description: 'Inhibition rules, the latest made first; their order decides nothing. Needs silences:read.',
  })
  inhibitionRules(
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<InhibitionRule>> {
    requirePermission(caller, 'silences:read');
    return readNewestFirst(
      db,
      { first, after },
      {
        table: Prisma.sql`inhibition_rule`,
        time: Prisma.sql`created_at`,
        conditions: [],
        timeOf: ({ createdAt }) => createdAt,
        read: (ids) => db.inhibitionRule.findMany({ where: { id: { in: ids } } }),
      },
    );
  }

  @Mutation(() => InhibitionRuleType, { description: 'Makes a rule. CONFLICT for a name that another has. Needs quiet:manage.' })
  createInhibitionRule(
    @Arg('input', () => InhibitionRuleInput) input: InhibitionRuleInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<InhibitionRule> {
    return saveInhibitionRule(platform, caller, null, draftOf(input));
  }

  @Mutation(() => InhibitionRuleType, { description: 'Sets all of a rule. CONFLICT for a name that another has. Needs quiet:manage.' })
  updateInhibitionRule(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => InhibitionRuleInput) input: InhibitionRuleInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<InhibitionRule> {
    return saveInhibitionRule(platform, caller, id, draftOf(input));
  }

  @Mutation(() => InhibitionRuleType, { description: 'Deletes a rule; what it kept quiet becomes loud. Needs quiet:manage.' })
  deleteInhibitionRule(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<InhibitionRule> {
    return deleteInhibitionRule(platform, caller, id);
  }

  @FieldResolver(() => [MatcherType])
  sourceMatchers(@Root() { sourceMatchers }: InhibitionRule): MatcherType[] {
    return showMatchers(matchersShape.parse(sourceMatchers));
  }

  @FieldResolver(() => [MatcherType])
  targetMatchers(@Root() { targetMatchers }: InhibitionRule): MatcherType[] {
    return showMatchers(matchersShape.parse(targetMatchers));
  }

  @FieldResolver(() => Int, { description: 'Alerts that it inhibits now; none while it is switched off.' })
  async inhibitedCount(@Root() { id }: InhibitionRule, @Ctx() { caller, loaders }: IncidentsContext): Promise<number> {
    requirePermission(caller, 'alerts:read');
    return (await loaders.inhibited.load(id)).length;
  }

  @FieldResolver(() => [InhibitedType], { description: 'Some of them, with what inhibits each; at most 5.' })
  async inhibited(@Root() { id }: InhibitionRule, @Ctx() { caller, loaders }: IncidentsContext): Promise<InhibitedType[]> {
    requirePermission(caller, 'alerts:read');
    const pairs = (await loaders.inhibited.load(id)).slice(0, 5);
    const read = await Promise.all(
      pairs.map(async (pair) => [await loaders.alert.load(pair.alertId), await loaders.alert.load(pair.sourceId)] as const),
    );
    return read.flatMap(([alert, source]) => (alert && source ? [{ alert, source }] : []));
  }
}

function draftOf({ name, sourceMatchers, targetMatchers, equal, enabled }: InhibitionRuleInput) {
  const rest = { name, equal: equal ?? [], enabled: enabled ?? true };
  return { ...rest, sourceMatchers: readMatcherInput(sourceMatchers), targetMatchers: readMatcherInput(targetMatchers) };
}
