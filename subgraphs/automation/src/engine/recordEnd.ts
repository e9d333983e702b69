import { Prisma, type RunStep } from '#prisma/generated/client';
import type { ActionEnd } from '../actions/actionKinds.ts';
import type { AutomationUnit } from '../context.ts';
import type { Deed, Step } from '../playbook/definition.ts';
import { isRepeatable } from './advanceRun.ts';
import { performStepTask, wakeRunTask } from './engine.task.ts';
import type { LockedRun } from './lockRun.ts';
import { judgeAttempt } from './plan/judgeAttempt.ts';
import { isStopped } from './takeStep.ts';

type Written = Pick<Prisma.RunStepUncheckedUpdateInput, 'status' | 'nextAt' | 'outcome' | 'error' | 'finishedAt' | 'state'>;

/**
 * Writes how an attempt at a step ended: for good, to be made again, or that somebody outside goes on with it. `input` is what it was given. The caller holds the
 * run's lock and has seen that the attempt is the one that counts.
 */
export async function recordEnd(
  unit: AutomationUnit,
  run: LockedRun,
  row: RunStep,
  step: Step | Deed | null,
  end: ActionEnd,
  input: Prisma.InputJsonObject | null,
): Promise<void> {
  const { db, now, enqueue } = unit;
  const { tenantId, id: runId } = run;
  const { path, attempt } = row;
  const written = judgeWritten();
  if (written.status === 'WAITING' && written.nextAt instanceof Date) enqueue(wakeRunTask, { runId }, { startAfter: written.nextAt });
  if (written.status === 'QUEUED' && written.nextAt instanceof Date) enqueue(performStepTask, { runId, path }, { startAfter: written.nextAt });
  await db.runStep.update({ where: { tenantId_runId_path: { tenantId, runId, path } }, data: { ...written, leaseUntil: null } });
  const output = end.output ?? null;
  // Each look of a check is not kept, only the last one's.
  if ((input === null && output === null) || (row.kind === 'verify' && end.status === 'WAITING')) return;
  // What a step gave before it waited stands before its end, also where both come in the same millisecond.
  const at = end.status === 'WAITING' ? new Date(now.getTime() - 1) : now;
  await db.runOutput.createMany({
    data: [{ at, runId, path, attempt, input: input ?? Prisma.DbNull, output: output ?? Prisma.DbNull }],
    skipDuplicates: true,
  });

  function judgeWritten(): Written {
    if (end.status === 'WAITING') {
      const seconds = step && 'timeoutSeconds' in step ? step.timeoutSeconds : 60;
      const until = end.until ?? new Date((row.startedAt ?? now).getTime() + seconds * 1_000);
      // A check is looked at again by a worker: it is in the queue until then.
      return { status: row.kind === 'verify' ? 'QUEUED' : 'WAITING', nextAt: until, ...(end.state && { state: end.state }) };
    }
    const { status, outcome, error = null } = end;
    if (status === 'SUCCEEDED') return { status, outcome, error, finishedAt: now, nextAt: null };
    if (isStopped(run, path, now)) {
      return { status: 'CANCELLED', outcome: run.cancelledAt ? 'run_cancelled' : 'run_timed_out', error, finishedAt: now, nextAt: null };
    }
    const again = step && judgeAttempt(step, attempt, { status, outcome }, isRepeatable(step));
    if (again) return { status: 'QUEUED', outcome, error, nextAt: new Date(now.getTime() + again.retryInMs) };
    return { status, outcome, error, finishedAt: now, nextAt: null };
  }
}
