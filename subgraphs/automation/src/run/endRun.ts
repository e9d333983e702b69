import type { Unit } from '#kit/transact';
import type { AutomationDb } from '../context.ts';

export type AutomationUnit = Unit<AutomationDb>;

/** As much of a run as its end needs. */
export type RunRow = { tenantId: string; id: string; incidentId: string; playbookName: string; triggerName: string };

/** How a run ends for good. `outcome` is `succeeded` or a coded reason. */
export type RunEnding = { status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABANDONED'; outcome: string };

/** Ends a run: its row, `run.finished`, and the pages that watch. The caller holds the row's lock. */
export async function endRun({ db, now, emit, signal }: AutomationUnit, run: RunRow, { status, outcome }: RunEnding): Promise<void> {
  await db.run.update({
    where: { tenantId_id: { tenantId: run.tenantId, id: run.id } },
    data: { status, finishedAt: now, nextAt: null, leaseUntil: null },
  });
  emit('run.finished', {
    runId: run.id,
    incidentId: run.incidentId,
    at: now.toISOString(),
    status,
    playbookName: run.playbookName,
    triggerName: run.triggerName,
    outcome,
  });
  signal('incident', [run.incidentId]);
}
