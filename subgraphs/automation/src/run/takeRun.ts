import { type IncidentFacts, incidentFacts } from '#contracts/events';
import { systemActor, transact } from '#kit/transact';
import type { RunStatus } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';
import { type Step, steps } from '../playbook/steps.ts';
import { endRun, type RunRow } from './endRun.ts';
import { leaseMs, maxTakes } from './run.task.ts';

/** A run that this worker holds. `statuses` are those of its steps begun so far, by position from 1. */
export type TakenRun = RunRow & { fence: number; steps: Step[]; incident: IncidentFacts; statuses: Map<number, RunStatus> };

/** Takes a due run under a lease, so that of several workers one executes it; null when there is nothing to execute. */
export function takeRun(platform: AutomationPlatform, tenantId: string, runId: string): Promise<TakenRun | null> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now, signal } = unit;
    const [due] = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM run
      WHERE id = ${runId}::uuid AND status IN ('QUEUED', 'RUNNING') AND next_at <= ${now} AND (lease_until IS NULL OR lease_until <= ${now})
      FOR UPDATE SKIP LOCKED`;
    if (!due) return null;
    const run = await db.run.findFirstOrThrow({ where: { id: due.id }, include: { results: true } });
    const snapshot = steps.safeParse(run.steps);
    if (!snapshot.success || run.fence >= maxTakes) {
      await endRun(
        unit,
        run,
        snapshot.success ? { status: 'ABANDONED', outcome: 'attempts_exhausted' } : { status: 'FAILED', outcome: 'invalid_playbook' },
      );
      return null;
    }
    const { fence } = await db.run.update({
      where: { tenantId_id: { tenantId, id: run.id } },
      data: {
        status: 'RUNNING',
        startedAt: run.startedAt ?? now,
        fence: { increment: 1 },
        leaseUntil: new Date(now.getTime() + leaseMs),
        nextAt: now,
      },
    });
    signal('incident', [run.incidentId]);
    return {
      ...run,
      fence,
      steps: snapshot.data,
      incident: incidentFacts.parse(run.incident),
      statuses: new Map(run.results.map(({ position, status }) => [position, status])),
    };
  });
}
