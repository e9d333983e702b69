import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { runBulkAction } from '../bulk/runBulkAction.ts';

/** Most bulk actions of one sweep. */
const sweepSize = 20;

/** Goes on with bulk actions whose worker died or whose job was lost, in every tenant. All failures are thrown together at the end. */
export async function resumeBulkActions(platform: Platform, signal: AbortSignal): Promise<void> {
  const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.bulk_actions_due(${platform.clock.now()}, ${sweepSize}::int)`,
  );
  const failures: unknown[] = [];
  for (const { tenant_id: tenantId, id } of due) {
    if (signal.aborted) break;
    await runBulkAction(platform, tenantId, id, signal).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${due.length} bulk actions could not go on.`);
}
