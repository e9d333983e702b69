import { requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { beyond, type Page, pageLimit, readPage, timePosition, type TimePosition } from '#kit/page';
import { JsonScalar } from '#kit/schema';
import type { Prisma, Run, RunDecision } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { AutomationContext } from '../context.ts';
import { maskDefinition } from '../playbook/sealHeaders.ts';
import { IncidentStub, personStub, PersonStub } from '../stubs.ts';
import type { ListedStep } from './loadRuns.ts';
import { resolveRun } from './resolveRun.ts';
import { DecisionType, PolicyDecisionType, RunCauseType, RunConnection, RunFeedbackType, RunFilter, RunStepType, RunType } from './run.type.ts';

@Resolver(() => RunType)
export class RunResolver {
  @Query(() => RunConnection, { description: 'Runs, newest first. Needs runs:read.' })
  runs(
    @Arg('filter', () => RunFilter, { nullable: true }) filter: RunFilter | null,
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Ctx() { caller, db }: AutomationContext,
  ): Promise<Page<Run>> {
    requirePermission(caller, 'runs:read');
    const where = whereRuns(filter);
    return readPage<Run, TimePosition>(
      { first, after },
      {
        position: ({ createdAt, id }) => [createdAt.toISOString(), id],
        shape: timePosition,
        read: (page) =>
          db.run.findMany({
            where: { AND: [where, beyond('createdAt', page.after, 'desc')] },
            orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
            take: page.take,
          }),
        count: (limit) => db.run.count({ where, take: limit }),
      },
    );
  }

  @Query(() => RunType, { nullable: true, description: 'One run; null for an unknown id. Needs runs:read.' })
  run(@Arg('id', () => ID) id: string, @Ctx() context: AutomationContext): Promise<Run | null> {
    return resolveRun({ id }, context);
  }

  @FieldResolver(() => String, { description: 'Name of the trigger that started it, or of who or what else did.' })
  triggerName(@Root() { causeLabel }: Run): string {
    return causeLabel;
  }

  @FieldResolver(() => DecisionType, { description: 'Why it was started: the matchers that held, each with the value it was held against.' })
  decision(@Root() { reason, facts }: Run): DecisionType {
    return { reason, facts };
  }

  @FieldResolver(() => RunCauseType, { description: 'Who or what asked for it, and why.' })
  cause(@Root() { causeKind, causeLabel, reason, facts }: Run): RunCauseType {
    return { kind: causeKind, label: causeLabel, reason, facts };
  }

  @FieldResolver(() => JsonScalar, { description: 'The playbook as it executes it; values of secret headers are `***`.' })
  definition(@Root() { definition }: Run): unknown {
    return maskDefinition(definition);
  }

  @FieldResolver(() => IncidentStub, { nullable: true, description: 'The incident that it is about; null for none.' })
  incident(@Root() { incidentId }: Run): IncidentStub | null {
    return incidentId === null ? null : { id: incidentId };
  }

  @FieldResolver(() => ID, { description: 'The playbook, as it may be by now.' })
  playbookId(@Root() run: Run): string {
    return run.playbookId;
  }

  @FieldResolver(() => ID, { nullable: true, description: 'The run of which it is a part; null for none.' })
  parentId(@Root() run: Run): string | null {
    return run.parentId;
  }

  @FieldResolver(() => [ID], { description: 'The runs that led to it, the first first.' })
  causation(@Root() run: Run): string[] {
    return run.causation;
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who asked for it; null where no person did.' })
  startedBy(@Root() { personId }: Run): PersonStub | null {
    return personStub(personId);
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who cancelled it; null for nobody.' })
  cancelledBy(@Root() { cancelledById }: Run): PersonStub | null {
    return personStub(cancelledById);
  }

  @FieldResolver(() => [RunStepType], { description: 'Its steps, in the order of their beginning; those that were never reached are left out.' })
  steps(@Root() run: Run, @Ctx() { loaders }: AutomationContext): Promise<ListedStep[]> {
    return loaders.steps.load(run);
  }

  @FieldResolver(() => RunFeedbackType, { nullable: true, description: 'What the last person said of it; null before anybody did.' })
  feedback(@Root() { helped, feedback, feedbackAt }: Run): RunFeedbackType | null {
    return helped === null || feedbackAt === null ? null : { helped, text: feedback, at: feedbackAt };
  }

  @FieldResolver(() => [PolicyDecisionType], { description: 'What the policies of its playbook said of it, in their order.' })
  decisions(@Root() run: Run, @Ctx() { loaders }: AutomationContext): Promise<RunDecision[]> {
    return loaders.decisions.load(run);
  }
}

function whereRuns(filter: RunFilter | null): Prisma.RunWhereInput {
  if (!filter) return {};
  const { ids, status, playbookId, incidentId, triggerId, since, until } = filter;
  if (ids && ids.length > pageLimit) throw new AppError('BAD_USER_INPUT', `At most ${pageLimit} ids.`);
  return {
    ...(ids && { id: { in: ids } }),
    ...(status && status.length > 0 && { status: { in: status } }),
    ...(playbookId && { playbookId }),
    ...(incidentId && { incidentId }),
    ...(triggerId && { triggerId }),
    ...((since || until) && { createdAt: { ...(since && { gte: since }), ...(until && { lt: until }) } }),
  };
}
