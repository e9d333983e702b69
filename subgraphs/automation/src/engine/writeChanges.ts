import { Prisma, type StepStatus } from '#prisma/generated/client';
import { closeApproval } from '../approvals/closeApproval.ts';
import type { AutomationUnit } from '../context.ts';
import { cancelRunTask, cancelStepTask } from './engine.task.ts';
import type { LockedRun } from './lockRun.ts';
import { type Change, isOpen, type StepState } from './plan/planRun.ts';

type Written = {
  path: string;
  begun: Extract<Change, { do: 'begin' }> | null;
  status: StepStatus;
  nextAt: Date | null;
  end: Extract<Change, { do: 'end' }> | null;
};

/** Writes what a plan says of the steps, and lets go of what they waited for outside. `before` are the rows as they were. */
export async function writeChanges(
  unit: AutomationUnit,
  run: LockedRun,
  before: ReadonlyMap<string, StepState>,
  changes: readonly Change[],
): Promise<void> {
  const { db, now } = unit;
  const { tenantId, id: runId } = run;
  const written = foldChanges(changes);
  let number = Math.max(0, ...[...before.values()].map((row) => row.number));
  const created = written.flatMap(({ begun, status, nextAt, end }): Prisma.RunStepCreateManyInput[] => {
    if (!begun) return [];
    const { path, id, name, kind, state } = begun;
    number += 1;
    const isBegun = status !== 'QUEUED' && status !== 'SKIPPED';
    return [
      {
        ...{ runId, path, number, id, name, kind, status, nextAt, startedAt: isBegun ? now : null, finishedAt: end ? now : null },
        ...{ outcome: end?.outcome ?? null, error: end?.error ?? null, state: state ?? Prisma.DbNull },
      },
    ];
  });
  if (created.length > 0) await db.runStep.createMany({ data: created });
  for (const { path, begun, status, nextAt, end } of written) {
    if (begun) continue;
    await db.runStep.update({
      where: { tenantId_runId_path: { tenantId, runId, path } },
      data: { status, nextAt, leaseUntil: null, ...(end && { finishedAt: now, outcome: end.outcome, error: end.error }) },
    });
    const row = before.get(path);
    if (end && row?.status === 'WAITING') await letGo(unit, runId, row, end);
  }
  const outputs = written.flatMap(({ path, end }) =>
    end && end.output !== null ? [{ at: now, runId, path, attempt: before.get(path)?.attempt ?? 1, output: end.output }] : [],
  );
  if (outputs.length > 0) await db.runOutput.createMany({ data: outputs, skipDuplicates: true });
}

/** Tells those outside who were at a step that nobody waits for them any more. */
async function letGo(unit: AutomationUnit, runId: string, row: StepState, { outcome, status }: Extract<Change, { do: 'end' }>): Promise<void> {
  const { path, kind, fence } = row;
  if (kind === 'approval' || kind === 'input') await closeApproval(unit, { runId, path, reason: outcome });
  else if (kind === 'playbook' && status === 'CANCELLED') unit.enqueue(cancelRunTask, { runId, path });
  else if (row.attempt > 0 && kind !== 'verify' && kind !== 'playbook' && status !== 'SUCCEEDED')
    unit.enqueue(cancelStepTask, { runId, path, fence });
}

/** One row for each step, however often the plan touches it. */
function foldChanges(changes: readonly Change[]): Written[] {
  const folded = new Map<string, Written>();
  for (const change of changes) {
    const known = folded.get(change.path) ?? { path: change.path, begun: null, status: 'RUNNING' as StepStatus, nextAt: null, end: null };
    folded.set(change.path, known);
    if (change.do === 'begin') Object.assign(known, { begun: change, status: change.status, nextAt: change.nextAt });
    else if (change.do === 'end') Object.assign(known, { end: change, status: change.status, nextAt: null });
    else Object.assign(known, { status: 'QUEUED', nextAt: change.nextAt });
  }
  return [...folded.values()];
}

/** Paths of steps that a plan leaves to be taken, with the time from which they may be. */
export function queuedBy(changes: readonly Change[]): { path: string; at: Date }[] {
  return foldChanges(changes).flatMap(({ path, status, nextAt }) => (status === 'QUEUED' && nextAt ? [{ path, at: nextAt }] : []));
}

/** Steps that a plan leaves waiting for somebody, which it began. */
export function begunWaiting(changes: readonly Change[]): Extract<Change, { do: 'begin' }>[] {
  return foldChanges(changes).flatMap(({ begun, status }) => (begun && status === 'WAITING' && isOpen(status) ? [begun] : []));
}
