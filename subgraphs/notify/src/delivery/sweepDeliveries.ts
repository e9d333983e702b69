import { dueTime } from '#kit/clock';
import { Prisma } from '#prisma/generated/client';
import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { sendDeliveryTask } from './delivery.task.ts';

/** Deliveries woken per sweep at most; the rest is due again at the next. */
const most = 500;

/** Wakes every delivery that is due and that nobody holds: what a killed worker or a lost job left behind. */
export async function sweepDeliveries(platform: NotifyPlatform): Promise<void> {
  const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.deliveries_due(coalesce(${dueTime(platform.clock)}::timestamptz, now()), ${most}::int)`,
  );
  for (const [tenantId, rows] of Map.groupBy(due, (row) => row.tenant_id)) {
    await transact(platform, systemActor(tenantId), async ({ enqueue }) => {
      for (const { id } of rows) enqueue(sendDeliveryTask, { deliveryId: id });
    });
  }
}
