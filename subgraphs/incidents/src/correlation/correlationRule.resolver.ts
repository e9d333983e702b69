import { matchers as matchersShape } from '#contracts/matcher';
import { requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Page, readPage } from '#kit/page';
import type { CorrelationRule } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { IncidentsContext } from '../context.ts';
import { MatcherType, readMatcherInput, showMatchers } from '../matcher.type.ts';
import { CorrelationRuleConnection, CorrelationRuleInput, CorrelationRuleType, CorrelationTestType } from './correlation.type.ts';
import type { CorrelationDraft } from './correlationRule.ts';
import { deleteCorrelationRule, mostRules, moveCorrelationRule, saveCorrelationRule } from './saveCorrelationRule.ts';
import { showEvidence } from './showEvidence.ts';
import { furthestBack, testCorrelation } from './testCorrelation.ts';

const place = z.tuple([z.int(), z.uuid()]);

@Resolver(() => CorrelationRuleType)
export class CorrelationRuleResolver {
  @Query(() => CorrelationRuleConnection, {
    description: `Correlation rules in the order in which they are asked; at most ${mostRules}. Needs routes:read.`,
  })
  correlationRules(
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<CorrelationRule>> {
    requirePermission(caller, 'routes:read');
    return readPage<CorrelationRule, [number, string]>(
      { first, after },
      {
        position: ({ position, id }) => [position, id],
        shape: place,
        read: ({ after: from, take }) =>
          db.correlationRule.findMany({
            ...(from && { where: { OR: [{ position: { gt: from[0] } }, { position: from[0], id: { gt: from[1] } }] } }),
            orderBy: [{ position: 'asc' }, { id: 'asc' }],
            take,
          }),
        count: () => db.correlationRule.count(),
      },
    );
  }

  @Query(() => CorrelationTestType, {
    description: `What a draft would have joined: around one incident, or in the last hours (1 to ${furthestBack}; 24 when neither is given). Changes nothing. Needs routes:read and incidents:read.`,
  })
  async testCorrelation(
    @Arg('rule', () => CorrelationRuleInput) rule: CorrelationRuleInput,
    @Arg('incidentId', () => ID, { nullable: true }) incidentId: string | null,
    @Arg('hours', () => Int, { nullable: true }) hours: number | null,
    @Ctx() { caller, db, platform }: IncidentsContext,
  ): Promise<object> {
    requirePermission(caller, 'routes:read');
    requirePermission(caller, 'incidents:read');
    if (incidentId != null && hours != null) throw new AppError('BAD_USER_INPUT', 'Give "incidentId" or "hours", not both.');
    const scope = incidentId == null ? { hours: hours ?? 24 } : { incidentId };
    const { pairs, ...trial } = await testCorrelation(db, caller.tenantId, draftOf(rule), scope, platform.clock.now());
    return {
      ...trial,
      pairs: pairs.map(({ older, younger, path, verdict: { reason, facts } }) => ({
        older,
        younger,
        reason,
        facts,
        evidence: showEvidence({ ...facts, path }),
      })),
    };
  }

  @Mutation(() => CorrelationRuleType, {
    description:
      'Makes a rule, below all others. BAD_USER_INPUT when it shares no label and does not ask the lineage; CONFLICT for a name that another has. Needs routes:manage.',
  })
  createCorrelationRule(
    @Arg('input', () => CorrelationRuleInput) input: CorrelationRuleInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<CorrelationRule> {
    requirePermission(caller, 'routes:manage');
    return saveCorrelationRule(platform, caller, null, draftOf(input));
  }

  @Mutation(() => CorrelationRuleType, { description: 'Sets all of a rule. What it found before stays. Needs routes:manage.' })
  updateCorrelationRule(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => CorrelationRuleInput) input: CorrelationRuleInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<CorrelationRule> {
    requirePermission(caller, 'routes:manage');
    return saveCorrelationRule(platform, caller, id, draftOf(input));
  }

  @Mutation(() => [CorrelationRuleType], {
    description: 'Puts a rule at a place in the order, counted from 1; returns all rules in their new order. Needs routes:manage.',
  })
  moveCorrelationRule(
    @Arg('id', () => ID) id: string,
    @Arg('position', () => Int) position: number,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<CorrelationRule[]> {
    requirePermission(caller, 'routes:manage');
    return moveCorrelationRule(platform, caller, id, position);
  }

  @Mutation(() => CorrelationRuleType, { description: 'Deletes a rule; what it suggested or merged stays, with its name. Needs routes:manage.' })
  deleteCorrelationRule(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<CorrelationRule> {
    requirePermission(caller, 'routes:manage');
    return deleteCorrelationRule(platform, caller, id);
  }

  @FieldResolver(() => [MatcherType], { description: 'Both incidents meet them by their labels; none means every incident.' })
  matchers(@Root() { matchers }: CorrelationRule): MatcherType[] {
    return showMatchers(matchersShape.parse(matchers));
  }

  @FieldResolver(() => Int, { description: "Pairs that it found and that wait for a person's word, or did before an incident was closed." })
  async suggestedCount(@Root() { id }: CorrelationRule, @Ctx() { loaders }: IncidentsContext): Promise<number> {
    return (await loaders.pairsOfRule.load(id)).suggested;
  }

  @FieldResolver(() => Int, { description: 'Pairs that it merged, or that a person merged on its word; those undone since are among them.' })
  async mergedCount(@Root() { id }: CorrelationRule, @Ctx() { loaders }: IncidentsContext): Promise<number> {
    return (await loaders.pairsOfRule.load(id)).merged;
  }

  @FieldResolver(() => Int, { description: 'Pairs that a person said are not the same problem.' })
  async dismissedCount(@Root() { id }: CorrelationRule, @Ctx() { loaders }: IncidentsContext): Promise<number> {
    return (await loaders.pairsOfRule.load(id)).dismissed;
  }
}

function draftOf({ name, enabled, matchers, windowMinutes, labels, mostHops, mode, mostIncidents }: CorrelationRuleInput): CorrelationDraft {
  return {
    ...{ name, windowMinutes, mode, enabled: enabled ?? true, labels: labels ?? [], mostHops: mostHops ?? null },
    matchers: readMatcherInput(matchers ?? []),
    ...(mostIncidents != null && { mostIncidents }),
  };
}
