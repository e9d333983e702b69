import { AppError } from '#kit/errors';
import type { Job } from '#kit/task';
import { systemActor, transact } from '#kit/transact';
import type { Prisma } from '#prisma/generated/client';
import { type ActionEnd, actionOf, isDeed, type Occasion } from '../actions/actionKinds.ts';
import type { AutomationPlatform } from '../context.ts';
import type { Deed, Step } from '../playbook/definition.ts';
import { advanceRun } from './advanceRun.ts';
import type { Hands } from './createHands.ts';
import { holdStep } from './holdStep.ts';
import { lockRun } from './lockRun.ts';
import { recordEnd } from './recordEnd.ts';
import { takeStep, type TakenStep } from './takeStep.ts';
import { describeVerify, lookVerify } from './verify/lookVerify.ts';

type Done = { end: ActionEnd; input: Prisma.InputJsonObject | null };

/**
 * Does a step of a run, and the steps after it while there is one to be done at once: each is recorded as taken before it is done, and its end together with what
 * begins after it. When the process drains, the step in hand runs to its end and the rest is left to another process.
 */
export async function performStep(
  platform: AutomationPlatform,
  { tenantId, payload, signal }: Job<{ runId: string; path: string }>,
  hands: Pick<Hands, 'isDraining'>,
): Promise<void> {
  if (signal.aborted || hands.isDraining()) return;
  let taken = await transact(platform, systemActor(tenantId), async (unit) => {
    const run = await lockRun(unit.db, payload.runId);
    return run && takeStep(unit, run, payload.path);
  });
  while (taken) {
    const held: TakenStep = taken;
    const done = await perform(platform, held);
    taken = await finishStep(platform, held, done, { goesOn: () => !signal.aborted && !hands.isDraining() });
  }
}

/** What a worker does for a step, and what it is given; null for what only the plan does. */
function performable(step: Step | Deed, platform: AutomationPlatform): Performable | null {
  if (step.kind === 'verify')
    return { describe: (occasion) => describeVerify(step, occasion, platform), perform: (occasion) => lookVerify(step, occasion, platform) };
  if (!isDeed(step)) return null;
  const action = actionOf(step);
  return { describe: (occasion) => action.describe(step, occasion, platform), perform: (occasion) => action.perform(step, occasion, platform) };
}

type Performable = {
  describe(occasion: Occasion): Promise<Prisma.InputJsonObject> | Prisma.InputJsonObject;
  perform(occasion: Occasion): Promise<ActionEnd>;
};

/** What a step that threw ends as: an error with a code is the playbook's, any other is ours. */
function outcomeOf(error: unknown): string {
  if (!(error instanceof AppError)) return 'unknown_failure';
  switch (error.code) {
    case 'BAD_USER_INPUT':
      return 'template_failed';
    case 'NOT_FOUND':
      return 'reference_unknown';
    case 'TARGET_REFUSED':
      return 'target_refused';
    default:
      return 'unknown_failure';
  }
}

/** Does the deed while its lease is renewed; never throws for what the step itself gets wrong. */
async function perform(platform: AutomationPlatform, { step, ref, scope, state }: TakenStep): Promise<Done> {
  const action = performable(step, platform);
  if (!action) return { end: { status: 'FAILED', outcome: 'kind_unavailable', output: null }, input: null };
  const hold = holdStep(platform, ref);
  let input: Prisma.InputJsonObject | null = null;
  try {
    const occasion = { scope, ref, signal: hold.signal, state };
    input = await action.describe(occasion);
    return { end: await action.perform(occasion), input };
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome === 'unknown_failure') platform.log.error({ err: error, ...ref }, 'a step threw');
    const detail = outcome !== 'unknown_failure' && error instanceof Error ? error.message : null;
    return { end: { status: 'FAILED', outcome, error: detail, output: { error: outcome, ...(detail !== null && { detail }) } }, input };
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
