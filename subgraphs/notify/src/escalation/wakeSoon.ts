import { dueTime } from '#kit/clock';
import { Prisma } from '#prisma/generated/client';
import type { NotifyPlatform } from '../context.ts';
import { aheadMs } from './wakeAt.ts';
import { batch, type StepKind, wakeSteps } from './wakeSteps.ts';

/** Steps that are waited for at once, and batches of them done at once: few, so that they leave connections to others. */
const most = 5_000;
const atOnce = 2;

type Soon = { kind: StepKind; tenant_id: string; id: string; in_ms: number };

/**
 * Does steps at the moment when they are due: each that is due within a few seconds has a timer of its own in this process, and those that are due together are done together. No job wakes
 * them; what is not done here, since its process died or failed, the sweep of any process does. Returns the look that is to be repeated.
 */
export function createWaker(platform: NotifyPlatform): (signal: AbortSignal) => Promise<void> {
  const timers = new Map<string, NodeJS.Timeout>();
  let due: Soon[] = [];
  let working = 0;
  let isHeard = false;

  const work = async (): Promise<void> => {
    for (let [first] = due; first; [first] = due) {
      const { kind, tenant_id: tenantId } = first;
      const alike = due.filter((step) => step.kind === kind && step.tenant_id === tenantId).slice(0, batch);
      const taken = new Set(alike);
      due = due.filter((step) => !taken.has(step));
      try {
        await wakeSteps(
          platform,
          kind,
          tenantId,
          alike.map(({ id }) => id),
        );
      } catch (error) {
        platform.log.warn({ err: error, tenantId, kind }, 'a step was not done in time; the sweep does it');
      }
    }
    working -= 1;
  };
  const begin = (step: Soon): void => {
    timers.delete(step.id);
    due.push(step);
    if (working >= atOnce) return;
    working += 1;
    // After all timers that are over at this moment.
    setImmediate(() => void work());
  };
  const drain = (): void => {
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
    due = [];
  };

  return async (signal) => {
    const soon = await platform.database.acrossTenants<Soon>(
      Prisma.sql`SELECT kind, tenant_id, id, in_ms FROM lookup.steps_soon(${dueTime(platform.clock)}::timestamptz, ${aheadMs}::int, ${most}::int)`,
    );
    if (signal.aborted) return;
    if (!isHeard) signal.addEventListener('abort', drain, { once: true });
    isHeard = true;
    for (const step of soon) {
      if (timers.has(step.id)) continue;
      // A moment after, so that it is due by the database's clock too, which counts milliseconds.
      timers.set(step.id, setTimeout(begin, step.in_ms + 1, step));
    }
  };
}
