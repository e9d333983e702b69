import { AppError } from '#kit/errors';
import type { ActionEnd } from '../actions/actionKinds.ts';
import type { AutomationUnit } from '../context.ts';
import { advanceRun } from './advanceRun.ts';
import { lockRun } from './lockRun.ts';
import { stepFinder } from './plan/paths.ts';
import { recordEnd } from './recordEnd.ts';

/** What came of the call: `not_waiting` when the step has ended already, was taken anew, or never was. */
export type Finished = { finished: true } | { finished: false; reason: 'run_over' | 'not_waiting' | 'overtaken' };

/**
 * Ends a step from outside that waits: its runner is through, its people answered, its workflow called back. Idempotent: whoever comes second, or under an older
 * `fence`, changes nothing. With a fence it also ends a step whose worker has not yet said that it waits: who does it was faster.
 */
export async function finishWaiting(
  unit: AutomationUnit,
  { runId, path, fence }: { runId: string; path: string; fence?: number },
  end: Exclude<ActionEnd, { status: 'WAITING' }>,
): Promise<Finished> {
  const run = await lockRun(unit.db, runId);
  if (!run) return { finished: false, reason: 'run_over' };
  const row = await unit.db.runStep.findFirst({ where: { runId, path } });
  const isWaited = row?.status === 'WAITING' || (row?.status === 'RUNNING' && fence !== undefined && row.leaseUntil !== null);
  if (!row || !isWaited) return { finished: false, reason: 'not_waiting' };
  if (fence !== undefined && fence !== row.fence) return { finished: false, reason: 'overtaken' };
  if (!run.plan) throw new AppError('INTERNAL', `Run ${runId} has no definition that this version knows.`);
  // What people did not need of their time is not the playbook's either.
  if ((row.kind === 'approval' || row.kind === 'input') && row.nextAt !== null && run.deadlineAt !== null)
    run.deadlineAt = new Date(run.deadlineAt.getTime() - (row.nextAt.getTime() - unit.now.getTime()));
  await recordEnd(unit, run, row, stepFinder(run.plan)(path), end, null);
  await advanceRun(unit, run);
  return { finished: true };
}
