import type { AutomationUnit } from '../context.ts';
import type { StepRef } from '../actions/actionKinds.ts';
import type { Deed, Step } from '../playbook/definition.ts';
import { leaseMs } from './engine.task.ts';
import { loadRows } from './loadRows.ts';
import type { LockedRun } from './lockRun.ts';
import { isUndo, prefixOf, stepFinder } from './plan/paths.ts';
import { buildScope, namedIn, type Scope } from './scope.ts';

/** A step that this worker holds, until its lease ends. */
export type TakenStep = { step: Step | Deed; ref: StepRef; scope: Scope; state: unknown; incidentId: string | null };

/** Takes a step that is due, under a lease; null when it is not. Nothing is taken of a run that is stopped. The caller holds the run's lock. */
export async function takeStep({ db, now, signal }: AutomationUnit, run: LockedRun, path: string): Promise<TakenStep | null> {
  if (!run.plan || isStopped(run, path, now)) return null;
  const step = stepFinder(run.plan)(path);
  if (!step) return null;
  const rows = await loadRows(db, run, namedIn(JSON.stringify(step)));
  const row = rows.get(path);
  if (!row || row.status !== 'QUEUED' || !row.nextAt || row.nextAt > now) return null;
  const { tenantId, id: runId } = run;
  // A further look of a check is the same attempt.
  const isAttempt = row.kind !== 'verify' || row.attempt === 0;
  const { attempt, fence } = await db.runStep.update({
    where: { tenantId_runId_path: { tenantId, runId, path } },
    data: {
      ...{ status: 'RUNNING', nextAt: null, leaseUntil: new Date(now.getTime() + leaseMs), fence: { increment: 1 } },
      ...(isAttempt && { attempt: { increment: 1 }, startedAt: now, finishedAt: null, outcome: null, error: null }),
    },
    select: { attempt: true, fence: true },
  });
  signal('run', [runId]);
  return {
    step,
    ref: { tenantId, runId, path, fence, attempt, idempotencyKey: `${runId}:${path}` },
    scope: buildScope(run, rows, run.plan, prefixOf(path)),
    state: row.state,
    incidentId: run.incidentId,
  };
}

/** Whether nothing more of a run is begun: a person stopped it, or its time is over; what undoes goes on past its time. */
export function isStopped({ cancelledAt, deadlineAt }: Pick<LockedRun, 'cancelledAt' | 'deadlineAt'>, path: string, now: Date): boolean {
  return cancelledAt !== null || (deadlineAt !== null && deadlineAt <= now && !isUndo(path));
}
