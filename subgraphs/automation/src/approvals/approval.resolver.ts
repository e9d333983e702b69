import { AppError } from '#kit/errors';
import { requirePermission, viewerOf } from '#kit/caller';
import { beyond, type Page, readPage, timePosition } from '#kit/page';
import { JsonScalar } from '#kit/schema';
import type { Approval, Prisma } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { AutomationContext } from '../context.ts';
import { RunType } from '../run/run.type.ts';
import { IncidentStub, PersonStub, personStub } from '../stubs.ts';
import { answerApproval } from './answerApproval.ts';
import { AnsweredApprovalType, ApprovalAnswerType, ApprovalConnection, ApprovalFilter, ApprovalType } from './approval.type.ts';
import { judgeApprovalAnswer } from './judgeApprovalAnswer.ts';

const nobody = '00000000-0000-0000-0000-000000000000';
const idOr = (id: string): string => (z.guid().safeParse(id).success ? id : nobody);

@Resolver(() => ApprovalType)
export class ApprovalResolver {
  @Query(() => ApprovalConnection, { description: 'What runs ask people for, newest first. Needs runs:read.' })
  async approvals(
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Arg('filter', () => ApprovalFilter, { nullable: true }) filter: ApprovalFilter | null,
    @Ctx() context: AutomationContext,
  ): Promise<Page<Approval>> {
    requirePermission(context.caller, 'runs:read');
    const { db } = context;
    const { states, runId, incidentId, mine } = filter ?? {};
    const where: Prisma.ApprovalWhereInput = {
      AND: [
        states && states.length > 0 ? { state: { in: states } } : {},
        runId ? { runId: idOr(runId) } : {},
        incidentId ? { incidentId: idOr(incidentId) } : {},
        mine ? await ofCaller(context) : {},
      ],
    };
    return readPage<Approval, [string, string]>(
      { first, after },
      {
        position: ({ createdAt, id }) => [createdAt.toISOString(), id],
        shape: timePosition,
        read: ({ after, take }) =>
          db.approval.findMany({
            where: { AND: [where, beyond('createdAt', after, 'desc')] },
            orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
            take,
          }),
        count: (take) => db.approval.count({ where, take }),
      },
    );
  }

  @Query(() => ApprovalType, { nullable: true, description: 'One approval; null when there is none with this id. Needs runs:read.' })
  approval(@Arg('id', () => ID) id: string, @Ctx() { caller, db }: AutomationContext): Promise<Approval | null> {
    requirePermission(caller, 'runs:read');
    return db.approval.findFirst({ where: { id: idOr(id) } });
  }

  @Mutation(() => AnsweredApprovalType, {
    description:
      'Answers for the caller, who must be a person. NOT_FOUND, BAD_USER_INPUT for values that do not fit, FORBIDDEN for a key without a person; why else an answer is not taken is its outcome. Needs approvals:answer.',
  })
  async answerApproval(
    @Arg('id', () => ID) id: string,
    @Arg('approves', () => Boolean) approves: boolean,
    @Arg('note', () => String, { nullable: true, description: 'At most 2,000 characters.' }) note: string | null,
    @Arg('values', () => JsonScalar, { nullable: true, description: 'For INPUT: what its schema asks for.' }) values: unknown,
    @Ctx() { caller, platform, db }: AutomationContext,
  ): Promise<AnsweredApprovalType> {
    requirePermission(caller, 'approvals:answer');
    const { personId, teamIds, permissions, via } = caller;
    const seen = await db.approval.findFirst({ where: { id: idOr(id) }, select: { id: true } });
    if (!seen) throw new AppError('NOT_FOUND', `There is no approval ${id}.`);
    if (personId === null) throw new AppError('FORBIDDEN', 'Only a person can answer: this key belongs to nobody.');
    const answerer = { personId, teamIds, permissions };
    return answerApproval(platform, caller, viewerOf(caller), {
      id,
      answerer,
      via,
      input: { approves, note, values },
    });
  }

  @FieldResolver(() => RunType, { nullable: true, description: 'The run that waits.' })
  run(@Root() { runId }: Approval, @Ctx() { loaders }: AutomationContext) {
    return loaders.run.load(runId);
  }

  @FieldResolver(() => IncidentStub, { nullable: true, description: 'The incident that the run is about; null for none.' })
  incident(@Root() { incidentId }: Approval): IncidentStub | null {
    return incidentId === null ? null : { id: incidentId };
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who asked for the run, and so may not answer; null where nobody did.' })
  requester(@Root() { requesterId }: Approval): PersonStub | null {
    return personStub(requesterId);
  }

  @FieldResolver(() => [ApprovalAnswerType], { description: 'In the order in which they came.' })
  async answers(@Root() { id }: Approval, @Ctx() { loaders }: AutomationContext): Promise<ApprovalAnswerType[]> {
    return (await loaders.approvalAnswers.load(id)).map(({ personId, ...answer }) => ({ ...answer, person: { id: personId } }));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Why the caller cannot answer: over, expired, not_allowed, own_request, not_in_team, answered_before, no_person; null when they can.',
  })
  async whyNot(@Root() approval: Approval, @Ctx() { caller, db, platform, loaders }: AutomationContext): Promise<string | null> {
    const { personId, teamIds, permissions } = caller;
    if (personId === null) return 'no_person';
    const teams = await platform.directory.teamsByName(db, approval.teams);
    const hasAnswered = (await loaders.approvalAnswers.load(approval.id)).some((answer) => answer.personId === personId);
    const outcome = judgeApprovalAnswer(approval, { answerer: { personId, teamIds, permissions }, teams, hasAnswered, now: platform.clock.now() });
    return outcome === 'taken' ? null : outcome;
  }
}

/** What waits for the caller; nothing for one who may not answer. */
async function ofCaller({ caller, db, platform }: AutomationContext): Promise<Prisma.ApprovalWhereInput> {
  const { personId, teamIds, permissions } = caller;
  if (personId === null || !permissions.includes('approvals:answer')) return { id: nobody };
  const teams = await platform.directory.teams(db, teamIds);
  return {
    state: 'WAITING',
    expiresAt: { gt: platform.clock.now() },
    answers: { none: { personId } },
    AND: [
      { OR: [{ requesterId: null }, { requesterId: { not: personId } }] },
      { OR: [{ teams: { isEmpty: true } }, { teams: { hasSome: teams.map(({ name }) => name) } }] },
    ],
  };
}
