import { requirePermission } from '#kit/caller';
import { LabelsScalar } from '#kit/schema';
import type { Page } from '#kit/page';
import type { Runner } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { AutomationContext } from '../context.ts';
import { readNamedPage } from '../named.ts';
import { runnerFacts } from './protocol.ts';
import { registerRunner, removeRunner, rotateRunnerToken, updateRunner } from './registerRunner.ts';
import { PlatformRunnerType, RunnerChange, RunnerConnection, RunnerFactsType, RunnerState, RunnerType, RunnerWithTokenType } from './runner.type.ts';

/** Seconds without a question after which a runner counts as gone: it asks every 20. */
const onlineSeconds = 60;
/** Instances of the platform's own runner that are shown: those seen within the last day. */
const dayMs = 86_400_000;

@Resolver(() => RunnerType)
export class RunnerResolver {
  @Query(() => RunnerConnection, { description: 'Runners by name. Needs scripts:read.' })
  runners(
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Ctx() { caller, db }: AutomationContext,
  ): Promise<Page<Runner>> {
    requirePermission(caller, 'scripts:read');
    return readNamedPage(
      { first, after },
      ({ after: past, ...query }) => db.runner.findMany({ where: { archivedAt: null, ...past }, ...query }),
      (take) => db.runner.count({ where: { archivedAt: null }, take }),
    );
  }

  @Query(() => [PlatformRunnerType], { description: 'Runners of the platform itself that were seen within a day. Needs scripts:read.' })
  async platformRunners(@Ctx() { caller, db, platform }: AutomationContext): Promise<PlatformRunnerType[]> {
    requirePermission(caller, 'scripts:read');
    const now = platform.clock.now();
    const rows = await db.platformRunner.findMany({
      where: { lastSeenAt: { gt: new Date(now.getTime() - dayMs) } },
      orderBy: { lastSeenAt: 'desc' },
      take: 50,
    });
    return rows.map(({ facts, lastSeenAt }) => ({ lastSeenAt, state: stateOf(lastSeenAt, now), facts: { ...runnerFacts.parse(facts), host: null } }));
  }

  @Mutation(() => RunnerWithTokenType, {
    description: 'Makes a runner known. BAD_USER_INPUT, CONFLICT for a name that is taken. Needs runners:manage.',
  })
  async registerRunner(
    @Arg('name', () => String, { description: 'At most 100 characters.' }) name: string,
    @Arg('labels', () => LabelsScalar, { description: 'At least one.' }) labels: Record<string, string>,
    @Ctx() { platform, caller }: AutomationContext,
  ): Promise<RunnerWithTokenType> {
    return { ...(await registerRunner(platform, caller, { name, labels })), url: platform.origin() };
  }

  @Mutation(() => RunnerType, {
    description: 'Changes a runner; what it has in hand it ends. BAD_USER_INPUT, NOT_FOUND, CONFLICT. Needs runners:manage.',
  })
  updateRunner(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => RunnerChange) input: RunnerChange,
    @Ctx() { platform, caller }: AutomationContext,
  ): Promise<Runner> {
    return updateRunner(platform, caller, id, input);
  }

  @Mutation(() => RunnerWithTokenType, {
    description: 'Gives a runner another token; the one before is refused from now on. NOT_FOUND. Needs runners:manage.',
  })
  async rotateRunnerToken(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: AutomationContext): Promise<RunnerWithTokenType> {
    return { ...(await rotateRunnerToken(platform, caller, id)), url: platform.origin() };
  }

  @Mutation(() => Boolean, { description: 'Takes a runner away; its token is refused from now on. NOT_FOUND. Needs runners:manage.' })
  removeRunner(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: AutomationContext): Promise<boolean> {
    return removeRunner(platform, caller, id);
  }

  @FieldResolver(() => RunnerState)
  state(@Root() { enabled, lastSeenAt }: Runner, @Ctx() { platform }: AutomationContext): RunnerState {
    return enabled ? stateOf(lastSeenAt, platform.clock.now()) : RunnerState.DISABLED;
  }

  @FieldResolver(() => RunnerFactsType, { nullable: true, description: 'Null before it was first seen.' })
  facts(@Root() { facts }: Runner): RunnerFactsType | null {
    return facts === null ? null : runnerFacts.parse(facts);
  }

  @FieldResolver(() => Int, { description: 'Jobs that it has in hand.' })
  running(@Root() { id }: Runner, @Ctx() { db }: AutomationContext): Promise<number> {
    return db.runnerJob.count({ where: { runnerId: id, status: 'RUNNING' } });
  }
}

function stateOf(lastSeenAt: Date | null, now: Date): RunnerState {
  if (lastSeenAt === null) return RunnerState.NEVER_SEEN;
  return now.getTime() - lastSeenAt.getTime() <= onlineSeconds * 1000 ? RunnerState.ONLINE : RunnerState.OFFLINE;
}
