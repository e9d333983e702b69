import { type Caller, requirePermission, viewerOf } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Json } from '#kit/expression';
import { readAs } from '#kit/tenant';
import { transact } from '#kit/transact';
import { Prisma, type Run, type RunStep } from '#prisma/generated/client';
import type { AutomationPlatform, AutomationUnit } from '../context.ts';
import type { PlaybookDefinition } from '../playbook/definition.ts';
import { insertRun } from '../run/insertRun.ts';
import { advanceRun } from './advanceRun.ts';
import { lockRun, readDefinition } from './lockRun.ts';
import { isUndo, stepFinder } from './plan/paths.ts';
import { ancestorsOf } from './plan/ancestorsOf.ts';

/**
 * Runs a playbook again from one of its steps on, as a run of its own: what came before the step counts as done, with what it gave, and the step and all that began
 * after it is done again, by the playbook as that run had it. NOT_FOUND for a run or a step that is not there; CONFLICT while the run goes on, where its steps were undone,
 * and where its policies refuse. Needs playbooks:run.
 */
export function rerunFrom(platform: AutomationPlatform, caller: Caller, { runId, path }: { runId: string; path: string }): Promise<Run> {
  requirePermission(caller, 'playbooks:run');
  return transact(platform, caller, async (unit) => {
    const { db, audit } = unit;
    const old = await readAs(db, viewerOf(caller), () =>
      db.run.findFirst({ where: { id: runId }, include: { steps: { orderBy: { number: 'asc' } } } }),
    );
    if (!old) throw new AppError('NOT_FOUND', `There is no run ${runId}.`);
    const definition = readDefinition(old);
    const target = old.steps.find((step) => step.path === path);
    if (!definition || !target || isUndo(path) || !stepFinder(definition)(path)) throw new AppError('NOT_FOUND', `This run has no step ${path}.`);
    if (old.finishedAt === null) throw new AppError('CONFLICT', 'This run goes on; it can be run again from a step when it is over.');
    const kept = keptSteps(definition, old.steps, target);
    if (kept.some(({ status }) => status === 'SUCCEEDED') && old.steps.some((step) => isUndo(step.path)))
      throw new AppError('CONFLICT', 'What came before this step was undone: start the playbook as a whole.');

    const [person] = caller.personId === null ? [] : await platform.directory.people(db, [caller.personId]);
    const inserted = await insertRun(unit, {
      ...{ playbook: { id: old.playbookId }, inputs: givenInputs(old, definition), incident: old.incident as never, event: old.event as never },
      cause: { kind: 'person', personId: caller.personId, label: person?.name ?? 'API key', reason: 'run_again', facts: { runId, path } },
      ...{ causation: [], snapshot: { definition: old.definition ?? {}, version: old.playbookVersion } },
    });
    if (!inserted.started) throw new AppError('CONFLICT', `The playbook was not started: ${inserted.reason}.`);
    await keepSteps(unit, old, kept, ancestorsOf(definition, path), inserted.runId);
    audit({ action: 'run.started', subject: { kind: 'run', id: inserted.runId }, after: { again: runId, path } });
    const run = inserted.isHeld ? null : await lockRun(db, inserted.runId);
    if (run) await advanceRun(unit, run);
    return db.run.findFirstOrThrow({ where: { id: inserted.runId } });
  });
}

/** What began before a step and ended well, or so that its playbook was content; and the steps that the step stands in. */
function keptSteps(definition: PlaybookDefinition, steps: readonly RunStep[], target: RunStep): RunStep[] {
  const around = ancestorsOf(definition, target.path);
  const find = stepFinder(definition);
  return steps.filter((step) => {
    if (isUndo(step.path) || step.number >= target.number || step.path.startsWith('~')) return false;
    if (around.includes(step.path) || step.status === 'SUCCEEDED' || step.status === 'SKIPPED') return true;
    return step.status !== 'CANCELLED' && find(step.path)?.onError === 'continue';
  });
}

async function keepSteps(
  { db, now }: AutomationUnit,
  old: Pick<Run, 'id' | 'createdAt'>,
  kept: readonly RunStep[],
  around: readonly string[],
  runId: string,
): Promise<void> {
  if (kept.length === 0) return;
  await db.runStep.createMany({
    data: kept.map(({ path, id, name, kind, status, attempt, startedAt, finishedAt, outcome, error, state }, index) => {
      const isAround = around.includes(path);
      return {
        ...{ runId, path, number: index + 1, id, name, kind, attempt, startedAt, error, state: state ?? Prisma.DbNull },
        ...(isAround ? { status: 'RUNNING' as const, finishedAt: null, outcome: null } : { status, finishedAt, outcome }),
      };
    }),
  });
  const paths = kept.map(({ path }) => path);
  const outputs = await db.runOutput.findMany({ where: { runId: old.id, path: { in: paths }, at: { gte: old.createdAt } }, orderBy: { at: 'asc' } });
  const latest = new Map(outputs.map((output) => [output.path, output]));
  const copies = [...latest.values()].filter(({ path }) => !around.includes(path));
  if (copies.length > 0) {
    await db.runOutput.createMany({
      data: copies.map(({ path, attempt, input, output }) => ({
        at: now,
        runId,
        path,
        attempt,
        input: input ?? Prisma.DbNull,
        output: output ?? Prisma.DbNull,
      })),
    });
  }
}

/** The inputs that a run had, without those that were nothing. */
function givenInputs({ inputs }: Pick<Run, 'inputs'>, definition: PlaybookDefinition): Record<string, Json> {
  const known = Object.entries((inputs ?? {}) as Record<string, Json>);
  return Object.fromEntries(known.filter(([name, value]) => name in definition.inputs && value !== null));
}
