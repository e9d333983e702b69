import type { Run } from '#prisma/generated/client';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AutomationContext } from '../context.ts';
import type { ListedStep } from './listSteps.ts';
import { DecisionType, RunStepType, RunType } from './run.type.ts';

@Resolver(() => RunType)
export class RunResolver {
  @FieldResolver(() => DecisionType, { description: 'Why it was started: the matchers that held, each with the value it was held against.' })
  decision(@Root() { reason, facts }: Run): DecisionType {
    return { reason, facts };
  }

  @FieldResolver(() => [RunStepType], { description: 'Its steps in order; those of an ended run that were never reached are left out.' })
  steps(@Root() run: Run, @Ctx() { loaders }: AutomationContext): Promise<ListedStep[]> {
    return loaders.steps.load(run);
  }
}
