import { dueTime } from '#kit/clock';
import { Prisma } from '#prisma/generated/client';
import type { NotifyPlatform } from '../context.ts';
import { wakePage } from '../page/wakePage.ts';
import { wakeRun } from './wakeRun.ts';

/** How far ahead steps are looked for, in ms: a little longer than until the next look. */
const aheadMs = 6_000;
/** Steps that are waited for at once, and done at once: few, so that they leave connections to others. */
const most = 1_000;
const atOnce = 3;

type Soon = { kind: 'run' | 'page'; tenant_id: string; id: string; in_ms: number };

/**
 * Does steps at the moment when they are due. Jobs that have to wait for their time are looked for twice a second, and would be a quarter of a second late; here each step that is due within
 * a few seconds has a timer of its own in this process. Nothing rests on it: the job comes all the same, and whoever is first does the step. Returns the look that is to be repeated.
 */
export function createWaker(platform: NotifyPlatform): (signal: AbortSignal) => Promise<void> {
  const timers = new Map<string, NodeJS.Timeout>();
  const due: Soon[] = [];
  let working = 0;

  const work = async (): Promise<void> => {
    working += 1;
    for (let step = due.shift(); step; step = due.shift()) {
      const { kind, tenant_id: tenantId, id } = step;
      try {
        await (kind === 'run' ? wakeRun(platform, tenantId, id) : wakePage(platform, tenantId, id));
      } catch (error) {
        platform.log.warn({ err: error, tenantId, kind, id }, 'a step was not done in time; its job does it');
      }
    }
    working -= 1;
  };
  const begin = (step: Soon): void => {
    timers.delete(step.id);
    due.push(step);
    if (working < atOnce) void work();
  };

  return async (signal) => {
    const soon = await platform.database.acrossTenants<Soon>(
      Prisma.sql`SELECT kind, tenant_id, id, in_ms FROM lookup.steps_soon(${dueTime(platform.clock)}::timestamptz, ${aheadMs}::int, ${most}::int)`,
    );
    if (signal.aborted) return;
    signal.addEventListener(
      'abort',
      () => {
        for (const timer of timers.values()) clearTimeout(timer);
        timers.clear();
        due.length = 0;
      },
      { once: true },
    );
    for (const step of soon) {
      if (timers.has(step.id)) continue;
      // A moment after, so that it is due by the database's clock too, which counts milliseconds.
      timers.set(step.id, setTimeout(begin, step.in_ms + 1, step));
    }
  };
}
