import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { recordSilence } from './recordSilence.ts';

/** Most heartbeats of one sweep; the next comes in seconds. */
const sweepSize = 500;

/** Looks for senders that fell silent, in every tenant. The first sweep of a process is when it began to watch. */
export function createHeartbeatSweep(platform: Platform): (signal: AbortSignal) => Promise<void> {
  let watchedSince: Date | undefined;
  return async (signal) => {
    const now = platform.clock.now();
    watchedSince ??= now;
    const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
      Prisma.sql`SELECT tenant_id, id FROM lookup.heartbeats_due(${now}, ${sweepSize}::int)`,
    );
    const failures: unknown[] = [];
    for (const { tenant_id: tenantId, id } of due) {
      if (signal.aborted) break;
      await recordSilence(platform, tenantId, id, watchedSince).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${due.length} heartbeats could not be judged.`);
  };
}
