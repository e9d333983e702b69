import { systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';
import { executeRunTask } from './run.task.ts';

/** Runs woken per sweep at most; the rest is due again at the next. */
const most = 500;

/** Wakes every run that is due and that nobody holds: what a killed worker or a lost job left behind. */
export async function sweepRuns(platform: AutomationPlatform): Promise<void> {
  const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.runs_due(${platform.clock.now()}, ${most}::int)`,
  );
  for (const [tenantId, rows] of Map.groupBy(due, (row) => row.tenant_id)) {
    await transact(platform, systemActor(tenantId), async ({ enqueue }) => {
      for (const { id } of rows) enqueue(executeRunTask, { runId: id });
    });
  }
}
