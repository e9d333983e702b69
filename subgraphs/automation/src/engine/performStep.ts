import { AppError } from '#kit/errors';
import type { Job } from '#kit/task';
import { systemActor, transact } from '#kit/transact';
import type { Prisma } from '#prisma/generated/client';
import { actionOf, isDeed, type ActionEnd } from '../actions/actionKinds.ts';
import type { AutomationPlatform } from '../context.ts';
import { advanceRun } from './advanceRun.ts';
import { holdStep } from './holdStep.ts';
import { lockRun } from './lockRun.ts';
import { recordEnd } from './recordEnd.ts';
import { takeStep, type TakenStep } from './takeStep.ts';

type Done = { end: ActionEnd; input: Prisma.InputJsonObject | null };

/**
 * Does a step of a run, and the steps after it while there is one to be done at once: each is recorded as taken before it is done, and its end together with what
 * begins after it. When the process drains, the step in hand runs to its end and the rest is left to another process.
 */
export async function performStep(platform: AutomationPlatform, { tenantId, payload, signal }: Job<{ runId: string; path: string }>): Promise<void> {
  if (signal.aborted) return;
  let taken = await transact(platform, systemActor(tenantId), async (unit) => {
    const run = await lockRun(unit.db, payload.runId);
    return run && takeStep(unit, run, payload.path);
  });
  while (taken) {
    const held: TakenStep = taken;
    const done = await perform(platform, held);
    taken = await finishStep(platform, held, done, { goesOn: () => !signal.aborted });
  }
}

/** Does the deed while its lease is renewed; never throws for what the step itself gets wrong. */
async function perform(platform: AutomationPlatform, { step, ref, scope }: TakenStep): Promise<Done> {
  if (!isDeed(step)) return { end: { status: 'FAILED', outcome: 'kind_unavailable', output: null }, input: null };
  const action = actionOf(step);
  const hold = holdStep(platform, ref);
  let input: Prisma.InputJsonObject | null = null;
  try {
    input = await action.describe(step, { scope, ref }, platform);
    return { end: await action.perform(step, { scope, ref, signal: hold.signal }, platform), input };
  } catch (error) {
    const isTemplate = error instanceof AppError && error.code === 'BAD_USER_INPUT';
    if (!isTemplate) platform.log.error({ err: error, ...ref }, 'a step threw');
    const detail = error instanceof Error ? error.message : String(error);
    const outcome = isTemplate ? 'template_failed' : 'unknown_failure';
    return {
      end: { status: 'FAILED', outcome, error: isTemplate ? detail : null, output: { error: outcome, ...(isTemplate && { detail }) } },
      input,
    };
  } finally {
    hold.release();
  }
}

/** Records the end of a step that this worker holds, and brings the run on; the next step, when it may be done at once. */
async function finishStep(
  platform: AutomationPlatform,
  { step, ref }: TakenStep,
  { end, input }: Done,
  { goesOn }: { goesOn: () => boolean },
): Promise<TakenStep | null> {
  const { tenantId, runId, path, fence } = ref;
  return transact(platform, systemActor(tenantId), async (unit) => {
    const run = await lockRun(unit.db, runId);
    const row = run && (await unit.db.runStep.findFirst({ where: { runId, path, fence, status: 'RUNNING' } }));
    if (!run || !row) {
      platform.log.warn({ tenantId, runId, path, fence }, 'the lease of a step ran out before its end was recorded; the step went to another worker');
      return null;
    }
    await recordEnd(unit, run, row, step, end, input);
    const next = await advanceRun(unit, run, { takesOne: goesOn() });
    return next === null ? null : takeStep(unit, run, next);
  });
}
