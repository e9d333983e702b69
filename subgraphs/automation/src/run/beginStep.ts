import { systemActor, transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import type { Step } from '../playbook/steps.ts';
import { holdRun } from './holdRun.ts';
import { leaseMs } from './run.task.ts';
import type { TakenRun } from './takeRun.ts';

/** Records, before the deed, that a step is under way, and stretches the lease over it; `overtaken` when the run is no longer this worker's. */
export function beginStep(platform: AutomationPlatform, run: TakenRun, position: number, step: Step): Promise<{ reason: 'begun' | 'overtaken' }> {
  return transact(platform, systemActor(run.tenantId), async ({ db, now, signal }) => {
    if (!(await holdRun(db, run))) return { reason: 'overtaken' };
    const { tenantId, id: runId } = run;
    const leaseUntil = new Date(now.getTime() + step.timeoutMs + leaseMs);
    await db.run.update({ where: { tenantId_id: { tenantId, id: runId } }, data: { leaseUntil } });
    await db.runStep.upsert({
      where: { tenantId_runId_position: { tenantId, runId, position } },
      create: { runId, position, name: step.name, kind: step.kind, status: 'RUNNING', startedAt: now },
      update: { startedAt: now },
    });
    signal('incident', [run.incidentId]);
    return { reason: 'begun' };
  });
}
