import { dueTime } from '#kit/clock';
import { systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';
import { wakeRunTask } from './engine.task.ts';

/** Runs woken per sweep at most; the rest is due again at the next. */
const most = 500;

/** Wakes every run of which something is due: what a killed worker or a lost job left behind, and what time has done. */
export async function sweepRuns(platform: AutomationPlatform): Promise<void> {
  const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.runs_due(${dueTime(platform.clock)}::timestamptz, ${most}::int)`,
  );
  for (const [tenantId, rows] of Map.groupBy(due, (row) => row.tenant_id)) {
    await transact(platform, systemActor(tenantId), async ({ enqueue }) => {
      for (const { id } of rows) enqueue(wakeRunTask, { runId: id });
    });
  }
}
