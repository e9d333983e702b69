import { systemActor, transact } from '#kit/transact';
import type { StepRef } from '../actions/actionKinds.ts';
import type { AutomationPlatform } from '../context.ts';
import { heartbeatMs, leaseMs } from './engine.task.ts';
import { isStopped } from './takeStep.ts';

/**
 * Keeps a step in this worker's hands while it is done: the lease is renewed, and `signal` fires when the run is stopped, or when the step is another's. A sign of
 * life that fails is left to the next one.
 */
export function holdStep(platform: AutomationPlatform, { tenantId, runId, path, fence }: StepRef): { signal: AbortSignal; release(): void } {
  const stop = new AbortController();
  const beat = async (): Promise<void> => {
    const stands = await transact(platform, systemActor(tenantId), async ({ db, now }) => {
      const leaseUntil = new Date(now.getTime() + leaseMs);
      const { count } = await db.runStep.updateMany({ where: { runId, path, fence, status: 'RUNNING' }, data: { leaseUntil } });
      const run = await db.run.findFirst({ where: { id: runId }, select: { cancelledAt: true, deadlineAt: true } });
      return count > 0 && run !== null && !isStopped(run, path, now);
    });
    if (!stands) stop.abort();
  };
  const timer = setInterval(() => {
    beat().catch((error: unknown) => platform.log.warn({ err: error, runId, path }, 'a sign of life of a step failed'));
  }, heartbeatMs);
  timer.unref();
  return { signal: stop.signal, release: () => clearInterval(timer) };
}
