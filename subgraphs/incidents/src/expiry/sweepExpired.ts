import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { sweep, sweepSize } from '../tasks/sweep.ts';
import { expireAlerts } from './expireAlerts.ts';

/**
 * How long after it began to watch a process lets no alert expire: if nothing could be received before that, the silence was ours, and sources need
 * this long to come through again. Prometheus sends anew every minute.
 */
const patienceMs = 5 * 60_000;

/** Ends what its source let expire, in every tenant. */
export function createExpirySweep(platform: Platform): (signal: AbortSignal) => Promise<void> {
  let watchedSince: Date | undefined;
  return async (signal) => {
    const now = platform.clock.now();
    watchedSince ??= now;
    if (now.getTime() - watchedSince.getTime() < patienceMs) return;
    const due = Prisma.sql`SELECT tenant_id, id FROM lookup.alerts_expired(${now}, ${sweepSize}::int)`;
    await sweep(platform, signal, due, 'tenants whose alerts expired could not be judged', async (tenantId) => {
      await expireAlerts(platform, tenantId);
    });
  };
}
