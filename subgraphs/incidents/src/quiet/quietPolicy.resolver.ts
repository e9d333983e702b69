import { requirePermission } from '#kit/caller';
import { Arg, Ctx, Field, Float, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { MatcherInput, MatcherType, readMatcherInput, showMatchers } from '../matcher.type.ts';
import { type QuietPolicy, readQuietPolicy, usualPolicy } from './readQuietPolicy.ts';
import { updateQuietPolicy } from './updateQuietPolicy.ts';

@ObjectType('QuietPolicy', { description: 'What the tenant wants of quiet.' })
class QuietPolicyType {
  @Field(() => Float, {
    nullable: true,
    description:
      "A silence that mutes a larger share of the last week's alerts waits for another person's approval, from 20 alerts on; null for no such limit.",
  })
  approvalShare!: number | null;

  @Field(() => Int, { nullable: true, description: 'The same by number of alerts.' })
  approvalCount!: number | null;

  @Field(() => Int, { description: 'How many steps below a resource that is down alerts are quiet, 0 to 10; 0 for never.' })
  parentDownHops!: number;

  @Field(() => [MatcherType], { description: 'Which alerts say that their resource is down; all must hold.' })
  parentDownMatchers!: MatcherType[];

  @Field(() => Int, {
    description:
      'Minutes before its end at which a silence of at least four times as long says so; 0 for never. 15 unless the tenant says otherwise.',
  })
  endingLeadMinutes!: number;
}

@InputType('QuietPolicyInput', { description: 'What the tenant wants of quiet.' })
class QuietPolicyInput {
  @Field(() => Float, { nullable: true, description: 'From 0 to 1; null for no such limit.' })
  approvalShare?: number | null;

  @Field(() => Int, { nullable: true, description: 'Null for no such limit.' })
  approvalCount?: number | null;

  @Field(() => Int, { description: '0 to 10; 0 for never.' })
  parentDownHops!: number;

  @Field(() => [MatcherInput], { description: 'At least one.' })
  parentDownMatchers!: MatcherInput[];

  @Field(() => Int, { defaultValue: usualPolicy.endingLeadMinutes, description: 'Minutes, 0 to 1440; 0 for never.' })
  endingLeadMinutes!: number;
}

@Resolver()
export class QuietPolicyResolver {
  @Query(() => QuietPolicyType, { description: 'What the tenant wants of quiet. Needs silences:read.' })
  async quietPolicy(@Ctx() { caller, db }: IncidentsContext): Promise<QuietPolicyType> {
    requirePermission(caller, 'silences:read');
    return show(await readQuietPolicy(db));
  }

  @Mutation(() => QuietPolicyType, { description: 'Sets all of it. Needs quiet:manage.' })
  async updateQuietPolicy(
    @Arg('input', () => QuietPolicyInput) { approvalShare, approvalCount, parentDownMatchers, ...given }: QuietPolicyInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<QuietPolicyType> {
    const wanted = { approvalShare: approvalShare ?? null, approvalCount: approvalCount ?? null, ...given };
    return show(await updateQuietPolicy(platform, caller, { ...wanted, parentDownMatchers: readMatcherInput(parentDownMatchers) }));
  }
}

function show({ parentDownMatchers, ...rest }: QuietPolicy): QuietPolicyType {
  return { ...rest, parentDownMatchers: showMatchers(parentDownMatchers) };
}
