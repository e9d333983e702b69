import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { flushIncident } from './flushIncident.ts';

/** Most incidents of one sweep; the next comes in seconds. */
const sweepSize = 500;

/**
 * Announces what a lost or late job left behind, in every tenant. One tenant's failure does not keep the others waiting; all failures are
 * thrown together at the end.
 */
export async function flushDueIncidents(platform: Platform, signal: AbortSignal): Promise<void> {
  const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.incidents_to_flush(${platform.clock.now()}, ${sweepSize}::int)`,
  );
  const failures: unknown[] = [];
  for (const { tenant_id: tenantId, id } of due) {
    if (signal.aborted) break;
    await flushIncident(platform, tenantId, id).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${due.length} incidents could not be announced.`);
}
