import { type Platform, systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { pushRulesTask } from './grafanaTarget.task.ts';

/** Targets woken per sweep at most; the rest is due again at the next. */
const most = 200;

/** Wakes the push to every Grafana that is due and that nobody holds. */
export async function sweepGrafanaTargets(platform: Platform): Promise<void> {
  const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.grafana_targets_due(${platform.clock.now()}, ${most}::int)`,
  );
  for (const [tenantId, rows] of Map.groupBy(due, (row) => row.tenant_id)) {
    await transact(platform, systemActor(tenantId), async ({ enqueue }) => {
      for (const { id } of rows) enqueue(pushRulesTask, { targetId: id });
    });
  }
}
