import type { RunStatus } from '#prisma/generated/client';
import type { AutomationUnit } from '../context.ts';
import { wakeRunTask } from './engine.task.ts';
import type { LockedRun } from './lockRun.ts';

/** How a run ends for good. `outcome` is `succeeded` or a coded reason. */
export type RunEnding = { status: Extract<RunStatus, 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'TIMED_OUT' | 'ABANDONED'>; outcome: string };

/** Runs that are woken at the end of one, at most; the rest looks again by itself. */
const mostWoken = 20;

/** Ends a run: its row, `run.finished`, the run that it is a part of, and the pages that watch. The caller holds the row's lock. */
export async function endRun({ db, now, emit, enqueue, signal }: AutomationUnit, run: LockedRun, { status, outcome }: RunEnding): Promise<void> {
  const { tenantId, id, incidentId, parentId } = run;
  await db.run.update({
    where: { tenantId_id: { tenantId, id } },
    data: { status, outcome, startedAt: run.startedAt, finishedAt: now, nextAt: null },
  });
  emit('run.finished', {
    ...{ runId: id, incidentId, at: now.toISOString(), status, playbookName: run.playbookName, triggerName: run.causeLabel, outcome },
    causation: [...run.causation, id].slice(-20),
    escalates: run.plan?.onFailure === 'escalate',
  });
  if (run.plan?.policies.concurrency?.then === 'wait') {
    // The turn is that of the one that has waited longest; which of several resources is free it finds out itself.
    const waiting = await db.run.findMany({
      where: { playbookId: run.playbookId, startedAt: null, finishedAt: null, id: { not: id } },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: run.plan.policies.concurrency.per === 'resource' ? mostWoken : 1,
      select: { id: true },
    });
    for (const next of waiting) enqueue(wakeRunTask, { runId: next.id });
  }
  if (parentId !== null) enqueue(wakeRunTask, { runId: parentId });
  signal('run', [id]);
  if (incidentId !== null) signal('incident', [incidentId]);
}
