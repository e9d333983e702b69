import type { Json } from '#kit/expression';
import { JsonScalar } from '#kit/schema';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { AutomationContext } from '../context.ts';
import { type DryRun, dryRunPlaybook } from './dryRunPlaybook.ts';

@InputType('DryRunInput', { description: 'What is tried: a playbook that is there, or one that is not saved yet.' })
export class DryRunInput {
  @Field(() => ID, { nullable: true, description: 'The playbook; or `definition`.' })
  id?: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'A playbook as it is being written.' })
  definition?: unknown;

  @Field(() => JsonScalar, { nullable: true, description: 'Values for its inputs, by their names.' })
  inputs?: Record<string, Json> | null;

  @Field(() => ID, { nullable: true, description: 'The incident that it would be about.' })
  incidentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'A stored event that would lead to it.' })
  eventId?: string | null;
}

@ObjectType('DryStep', { description: 'What a step would do.' })
export class DryStepType {
  @Field(() => String, { description: 'As of a step of a run.' })
  path!: string;

  @Field(() => String)
  kind!: string;

  @Field(() => String)
  name!: string;

  @Field(() => JsonScalar, { nullable: true, description: 'Secrets masked; null where that is not known before it runs.' })
  would!: unknown;

  @Field(() => Boolean, { description: 'Whether it would be left out, as far as is known.' })
  skipped!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it is not known what it would do, or what would go wrong; in English.' })
  problem!: string | null;
}

@ObjectType('DryDecision', { description: 'What a policy would say.' })
export class DryDecisionType {
  @Field(() => String, { description: 'concurrency | rate | cooldown | blackout | mostTargets | approval' })
  policy!: string;

  @Field(() => String, { description: 'passed | held | refused' })
  verdict!: string;

  @Field(() => String, { description: 'A coded word.' })
  reason!: string;

  @Field(() => JsonScalar, { description: 'What it was decided on.' })
  facts!: unknown;
}

@ObjectType('DryRun', { description: 'What a playbook would do, and what its policies would say.' })
export class DryRunType {
  @Field(() => [DryStepType], { description: 'In their order; of a for-each the first three rounds, of a condition that is not known both ways.' })
  steps!: DryStepType[];

  @Field(() => [DryDecisionType])
  decisions!: DryDecisionType[];
}

@Resolver()
export class DryRunResolver {
  @Mutation(() => DryRunType, {
    description:
      'Tries a playbook without doing anything: each step says what it would do. BAD_USER_INPUT for a playbook or inputs that make no sense, NOT_FOUND for what the caller does not see. Needs playbooks:run.',
  })
  dryRunPlaybook(@Arg('input', () => DryRunInput) input: DryRunInput, @Ctx() { caller, platform }: AutomationContext): Promise<DryRun> {
    return dryRunPlaybook(platform, caller, input);
  }
}
