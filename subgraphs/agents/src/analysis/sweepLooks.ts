import { type Platform, systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { lookAtIncidentTask } from './lookAtIncident.task.ts';

/** Looks woken per sweep at most; the rest is due again at the next. */
const most = 500;
/** A job comes within seconds of its time; what is due for longer has none. */
const lateMs = 30_000;

/** Wakes every look that is long due: what a lost job left behind, in every tenant. */
export async function sweepLooks(platform: Platform): Promise<void> {
  const late = new Date(platform.clock.now().getTime() - lateMs);
  const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.looks_due(${late}, ${most}::int)`,
  );
  for (const [tenantId, rows] of Map.groupBy(due, (row) => row.tenant_id)) {
    await transact(platform, systemActor(tenantId), async ({ enqueue }) => {
      for (const { id } of rows) enqueue(lookAtIncidentTask, { incidentId: id });
    });
  }
}
