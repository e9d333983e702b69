import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { flushIncidents } from './flushIncidents.ts';
import { sweepSize } from './sweep.ts';

/** Incidents of one transaction, whose locks are held while all of them are judged. */
const pageSize = 20;

/**
 * Judges and announces what is due in every tenant: what changed since its last announcement, and what a lost or late job left behind. Incidents of a
 * tenant are judged together, on one reading of its rules; where that fails each is judged alone, so that one that cannot be announced keeps no other
 * waiting. All failures are thrown together at the end.
 */
export async function flushDueIncidents(platform: Platform, signal: AbortSignal): Promise<void> {
  const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.incidents_due(${platform.clock.now()}, ${sweepSize}::int)`,
  );
  const failures: unknown[] = [];
  const flushAlone = async (tenantId: string, ids: readonly string[]): Promise<void> => {
    for (const id of ids) await flushIncidents(platform, tenantId, [id]).catch((error: unknown) => failures.push(error));
  };
  for (const [tenantId, rows] of Map.groupBy(due, (row) => row.tenant_id)) {
    for (let at = 0; at < rows.length && !signal.aborted; at += pageSize) {
      const ids = rows.slice(at, at + pageSize).map(({ id }) => id);
      await flushIncidents(platform, tenantId, ids).catch(() => flushAlone(tenantId, ids));
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${due.length} incidents could not be announced.`);
}
