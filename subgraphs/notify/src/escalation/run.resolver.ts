import { requirePermission } from '#kit/caller';
import { beyond, type Page as ListPage, readPage, timePosition, type TimePosition } from '#kit/page';
import type { EscalationDecision, EscalationRun, Page } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { NotifyContext } from '../context.ts';
import { IncidentStub, personStub, PersonStub } from '../stubs.ts';
import { EscalationStepType } from './chain.type.ts';
import { chainSnapshot } from './chainDraft.ts';
import { restartEscalation } from './restartEscalation.ts';
import { EscalationDecisionType, EscalationRunConnection, EscalationRunType, PageType } from './run.type.ts';
import { showStep } from './showChain.ts';
import { stopEscalation } from './stopEscalation.ts';

/** Most decisions and pages of one run that are shown at once. */
const most = 500;

@Resolver(() => IncidentStub)
export class EscalationsOfIncidentResolver {
  @FieldResolver(() => EscalationRunConnection, { description: 'Who is told of it: its runs, newest first. Needs policies:read.' })
  escalations(
    @Root() { id: incidentId }: IncidentStub,
    @Arg('first', () => Int, { defaultValue: 10 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: NotifyContext,
  ): Promise<ListPage<EscalationRun>> {
    requirePermission(caller, 'policies:read');
    return readPage<EscalationRun, TimePosition>(
      { first, after },
      {
        position: ({ startedAt, id }) => [startedAt.toISOString(), id],
        shape: timePosition,
        read: ({ after, take }) =>
          db.escalationRun.findMany({
            where: { incidentId, ...beyond('startedAt', after, 'desc') },
            orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
            take,
          }),
        count: (limit) => db.escalationRun.count({ where: { incidentId }, take: limit }),
      },
    );
  }

  @Mutation(() => ID, {
    description:
      'Begins the telling of an incident anew, with the policy and the chains as they are now; gives back the id. NOT_FOUND, CONFLICT where it calls for nobody now. Needs escalations:manage.',
  })
  async restartEscalation(@Arg('incidentId', () => ID) incidentId: string, @Ctx() context: NotifyContext): Promise<string> {
    await restartEscalation(context.platform, context.caller, incidentId);
    return incidentId;
  }

  @Mutation(() => ID, {
    description:
      'Stops the telling of an incident without answering it; gives back the id. NOT_FOUND, CONFLICT where nothing runs. Needs escalations:manage.',
  })
  async stopEscalation(@Arg('incidentId', () => ID) incidentId: string, @Ctx() context: NotifyContext): Promise<string> {
    await stopEscalation(context.platform, context.caller, incidentId);
    return incidentId;
  }
}

@Resolver(() => EscalationRunType)
export class EscalationRunResolver {
  @FieldResolver(() => String, { description: 'Name of the chain as it was when this began.' })
  chainName(@Root() { snapshot }: EscalationRun): string {
    return chainSnapshot.parse(snapshot).name;
  }

  @FieldResolver(() => Int, { description: 'Version of the chain; 0 where there is none.' })
  chainVersion(@Root() { snapshot }: EscalationRun): number {
    return chainSnapshot.parse(snapshot).version;
  }

  @FieldResolver(() => [EscalationStepType], { description: 'The steps as they were when this began.' })
  steps(@Root() { snapshot }: EscalationRun): EscalationStepType[] {
    return chainSnapshot.parse(snapshot).steps.map(showStep);
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who asked for it; null where nobody did.' })
  startedBy(@Root() { startedById }: EscalationRun): PersonStub | null {
    return personStub(startedById);
  }

  @FieldResolver(() => [EscalationDecisionType], { description: 'Everything that was decided, in its order; at most the first 500.' })
  decisions(@Root() { id, startedAt }: EscalationRun, @Ctx() { db }: NotifyContext): Promise<EscalationDecision[]> {
    return db.escalationDecision.findMany({ where: { runId: id, at: { gte: startedAt } }, orderBy: { number: 'asc' }, take: most });
  }

  @FieldResolver(() => [PageType], { description: 'The people whom its steps tell, in their order; at most the first 500.' })
  pages(@Root() { id }: EscalationRun, @Ctx() { db }: NotifyContext): Promise<Page[]> {
    return db.page.findMany({ where: { runId: id }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: most });
  }
}

@Resolver(() => PageType)
export class PageResolver {
  @FieldResolver(() => PersonStub, { nullable: true })
  person(@Root() { personId }: Page): PersonStub | null {
    return personStub(personId);
  }
}
