import type { Platform } from '#kit/transact';
import type { Prisma } from '#prisma/generated/client';

/** Most rows of one sweep; the next comes in seconds. */
export const sweepSize = 500;

/**
 * Does what is due in every tenant, as a cross-tenant look-up finds it. One tenant's failure does not keep the others waiting; all failures are thrown
 * together at the end.
 */
export async function sweep(
  platform: Platform,
  signal: AbortSignal,
  due: Prisma.Sql,
  what: string,
  work: (tenantId: string, id: string) => Promise<void>,
) {
  const found = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(due);
  const failures: unknown[] = [];
  for (const { tenant_id: tenantId, id } of found) {
    if (signal.aborted) break;
    await work(tenantId, id).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${found.length} ${what}.`);
}
