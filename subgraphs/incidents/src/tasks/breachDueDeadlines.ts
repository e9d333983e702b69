import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { keepDeadlines } from '../sla/keepDeadlines.ts';

/** Most deadlines of one sweep; the next comes in seconds. */
const sweepSize = 500;

/** Tells of deadlines that have passed, in every tenant. All failures are thrown together at the end. */
export async function breachDueDeadlines(platform: Platform, signal: AbortSignal): Promise<void> {
  const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT DISTINCT tenant_id, id FROM lookup.deadlines_due(${platform.clock.now()}, ${sweepSize}::int)`,
  );
  const failures: unknown[] = [];
  for (const { tenant_id: tenantId, id } of due) {
    if (signal.aborted) break;
    await keepDeadlines(platform, tenantId, [id]).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${due.length} deadlines could not be kept.`);
}
