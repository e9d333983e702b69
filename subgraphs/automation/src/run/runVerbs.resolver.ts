import type { Json } from '#kit/expression';
import { JsonScalar } from '#kit/schema';
import type { Run } from '#prisma/generated/client';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { AutomationContext } from '../context.ts';
import { rerunFrom } from '../engine/rerunFrom.ts';
import { cancelRun } from '../engine/cancelRun.ts';
import { giveFeedback } from './giveFeedback.ts';
import { DecisionType, RunType } from './run.type.ts';
import { startPlaybook } from './startPlaybook.ts';

@InputType('StartPlaybookInput', { description: 'What a person starts.' })
export class StartPlaybookInput {
  @Field(() => ID, { description: 'The playbook.' })
  id!: string;

  @Field(() => JsonScalar, { nullable: true, description: 'Values for its inputs, by their names.' })
  inputs?: Record<string, Json> | null;

  @Field(() => ID, { nullable: true, description: 'The incident that it is about.' })
  incidentId?: string | null;

  @Field(() => String, { nullable: true, description: 'The same for what is asked twice: the second time nothing is started.' })
  idempotencyKey?: string | null;
}

@ObjectType('StartedPlaybook', { description: 'What came of it: a run, or why there is none.' })
export class StartedPlaybookType {
  @Field(() => RunType, { nullable: true, description: 'The run; null where none was started.' })
  run!: Run | null;

  @Field(() => DecisionType, { nullable: true, description: 'Why none was started; null where one was.' })
  notStarted!: DecisionType | null;
}

@Resolver(() => RunType)
export class RunVerbsResolver {
  @Mutation(() => StartedPlaybookType, {
    description:
      'Starts a playbook by hand, unless its policies refuse. NOT_FOUND for a playbook or an incident that is not there. Needs playbooks:run.',
  })
  startPlaybook(
    @Arg('input', () => StartPlaybookInput) input: StartPlaybookInput,
    @Ctx() { caller, platform }: AutomationContext,
  ): Promise<StartedPlaybookType> {
    return startPlaybook(platform, caller, input);
  }

  @Mutation(() => RunType, {
    description:
      'Stops a run: nothing of it begins any more, what waits ends at once, what is being done is told to end; nothing is undone. NOT_FOUND, CONFLICT when it is over. Needs playbooks:run.',
  })
  cancelRun(@Arg('id', () => ID) id: string, @Ctx() { caller, platform }: AutomationContext): Promise<Run> {
    return cancelRun(platform, caller, id);
  }

  @Mutation(() => RunType, {
    description:
      'Runs a playbook again from a step of a run that is over, as a run of its own: what came before the step counts as done. NOT_FOUND; CONFLICT while it goes on, where its steps were undone, and where its policies refuse. Needs playbooks:run.',
  })
  rerunFrom(
    @Arg('runId', () => ID) runId: string,
    @Arg('path', () => String, { description: 'Of the step, as of `steps`.' }) path: string,
    @Ctx() { caller, platform }: AutomationContext,
  ): Promise<Run> {
    return rerunFrom(platform, caller, { runId, path });
  }

  @Mutation(() => RunType, {
    description:
      'Says whether a run helped; said again it takes the place of what was said before. NOT_FOUND, CONFLICT while it goes on. Needs playbooks:run.',
  })
  giveFeedback(
    @Arg('runId', () => ID) runId: string,
    @Arg('helped', () => Boolean) helped: boolean,
    @Arg('text', () => String, { nullable: true, description: 'At most 2,000 characters.' }) text: string | null,
    @Ctx() { caller, platform }: AutomationContext,
  ): Promise<Run> {
    return giveFeedback(platform, caller, { runId, helped, text });
  }
}
