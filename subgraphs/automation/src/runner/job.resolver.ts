import { requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { beyond, type Page, readPage, timePosition } from '#kit/page';
import { JsonScalar } from '#kit/schema';
import { transact } from '#kit/transact';
import type { Prisma, RunnerJob, RunnerJobArtefact } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, Float, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { AutomationContext } from '../context.ts';
import { isUuid } from '../named.ts';
import { testScript } from '../script/testScript.ts';
import { personStub, PersonStub } from '../stubs.ts';
import { cancelJob } from './cancelJob.ts';
import { storedResult } from './endOfStep.ts';
import { type OutputPiece, readOutput } from './readOutput.ts';
import { ArtefactType, OutputPieceType, RunnerJobConnection, RunnerJobFilter, RunnerJobType, ScriptTestInput } from './runner.type.ts';

@Resolver(() => RunnerJobType)
export class RunnerJobResolver {
  @Query(() => RunnerJobConnection, {
    description: 'What runners were given, the latest first. Needs scripts:read for tests of scripts, and runs:read for steps of runs.',
  })
  runnerJobs(
    @Arg('filter', () => RunnerJobFilter, { nullable: true }) filter: RunnerJobFilter | null,
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Ctx() { caller, db }: AutomationContext,
  ): Promise<Page<RunnerJob>> {
    const [seesTests, seesSteps] = (['scripts:read', 'runs:read'] as const).map((permission) => caller.permissions.includes(permission));
    if (!seesSteps) requirePermission(caller, 'scripts:read');
    const where = { AND: [conditions(filter ?? {}), seesTests ? {} : { runId: { not: null } }, seesSteps ? {} : { runId: null }] };
    return readPage(
      { first, after },
      {
        position: ({ createdAt, id }: RunnerJob) => [createdAt.toISOString(), id] as [string, string],
        shape: timePosition,
        read: ({ after: past, take }) =>
          db.runnerJob.findMany({
            where: { AND: [where, beyond('createdAt', past, 'desc')] },
            orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
            take,
          }),
        count: (take) => db.runnerJob.count({ where, take }),
      },
    );
  }

  @Query(() => OutputPieceType, {
    nullable: true,
    description: 'What the newest job of a step printed, from a byte on; null while the step has none. Needs runs:read.',
  })
  async runOutput(
    @Arg('runId', () => ID) runId: string,
    @Arg('path', () => String, { description: 'Path of the step.' }) path: string,
    @Arg('after', () => Int, { defaultValue: 0, description: 'Byte from which on; `end` of the piece before.' }) after: number,
    @Arg('bytes', () => Int, { defaultValue: 65_536, description: 'At most so many, 4 to 262,144.' }) bytes: number,
    @Ctx() { caller, db, platform }: AutomationContext,
  ): Promise<OutputPiece | null> {
    requirePermission(caller, 'runs:read');
    const job = isUuid(runId) ? await db.runnerJob.findFirst({ where: { runId, path }, orderBy: { createdAt: 'desc' } }) : null;
    return job && readOutput(platform, db, job, after, bytes);
  }

  @Mutation(() => RunnerJobType, {
    description:
      'Tries a script on a runner, where it really runs. BAD_USER_INPUT with a line for each parameter that does not fit, NOT_FOUND. Needs scripts:manage, and secrets:manage to give it secrets.',
  })
  testScript(@Arg('input', () => ScriptTestInput) input: ScriptTestInput, @Ctx() { platform, caller }: AutomationContext): Promise<RunnerJob> {
    return testScript(platform, caller, input);
  }

  @Mutation(() => RunnerJobType, {
    description: 'Has a test of a script stopped and everything that it began killed. NOT_FOUND, also for a step of a run. Needs scripts:manage.',
  })
  cancelScriptTest(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: AutomationContext): Promise<RunnerJob> {
    requirePermission(caller, 'scripts:manage');
    return transact(platform, caller, async (unit) => {
      const job = isUuid(id) ? await unit.db.runnerJob.findFirst({ where: { id, runId: null }, select: { id: true } }) : null;
      const cancelled = job && (await cancelJob(unit, job.id));
      if (!cancelled) throw new AppError('NOT_FOUND', `There is no test of a script with the id ${id}.`);
      unit.audit({ action: 'runnerJob.cancelled', subject: { kind: 'RunnerJob', id } });
      return cancelled;
    });
  }

  @FieldResolver(() => JsonScalar, { nullable: true, description: 'What it was given; null for ssh.' })
  parameters(@Root() { spec }: RunnerJob): unknown {
    return (spec as { parameters?: unknown }).parameters ?? null;
  }

  @FieldResolver(() => JsonScalar, { nullable: true, description: 'What a script wrote into $SRE_OUTPUT, secrets masked.' })
  result(@Root() { result }: RunnerJob): unknown {
    return storedResult.parse(result)?.value ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Words about how it ended, where there is more to say than its outcome.' })
  detail(@Root() { result }: RunnerJob): string | null {
    return storedResult.parse(result)?.detail ?? null;
  }

  @FieldResolver(() => Float, { description: 'Bytes of output beyond what is kept, which were dropped.' })
  outputDropped(@Root() { outputDropped }: RunnerJob): number {
    return Number(outputDropped);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it runs and its runner has not been heard of for half a minute: it goes on there and is delivered later.',
  })
  isOutOfReach(@Root() { status, leaseUntil }: RunnerJob, @Ctx() { platform }: AutomationContext): boolean {
    return status === 'RUNNING' && leaseUntil !== null && leaseUntil < platform.clock.now();
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who tries the script; null for steps of runs and keys without a person.' })
  requestedBy(@Root() { requestedById }: RunnerJob): PersonStub | null {
    return personStub(requestedById);
  }

  @FieldResolver(() => [ArtefactType], { description: 'Files that it left behind, by name; read at /files/automation/jobs/{id}/{name}.' })
  artefacts(@Root() { id }: RunnerJob, @Ctx() { db }: AutomationContext): Promise<RunnerJobArtefact[]> {
    return db.runnerJobArtefact.findMany({ where: { jobId: id }, orderBy: { name: 'asc' } });
  }

  @FieldResolver(() => OutputPieceType, { description: 'What it printed from a byte on. BAD_USER_INPUT, STORE_UNAVAILABLE.' })
  output(
    @Root() job: RunnerJob,
    @Arg('after', () => Int, { defaultValue: 0, description: 'Byte from which on; `end` of the piece before.' }) after: number,
    @Arg('bytes', () => Int, { defaultValue: 65_536, description: 'At most so many, 4 to 262,144.' }) bytes: number,
    @Ctx() { db, platform }: AutomationContext,
  ): Promise<OutputPiece> {
    return readOutput(platform, db, job, after, bytes);
  }
}

function conditions({ ids, scriptId, runId, path, runnerId, statuses }: RunnerJobFilter): Prisma.RunnerJobWhereInput {
  const known = (id: string) => (isUuid(id) ? id : '00000000-0000-0000-0000-000000000000');
  return {
    ...(ids && { id: { in: ids.slice(0, 200).filter(isUuid) } }),
    ...(scriptId && { scriptId: known(scriptId) }),
    ...(runId && { runId: known(runId) }),
    ...(path != null && { path }),
    ...(runnerId && { runnerId: known(runnerId) }),
    ...(statuses && { status: { in: statuses } }),
  };
}
