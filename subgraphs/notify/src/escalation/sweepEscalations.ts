import { dueTime } from '#kit/clock';
import type { Task } from '#kit/task';
import { systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import type { NotifyPlatform } from '../context.ts';
import { wakePageTask } from '../page/page.task.ts';
import { wakeRunTask } from './escalation.task.ts';

/** Runs and pages woken per sweep at most; the rest is due again at the next. */
const most = 500;

/** Wakes every run and page that is due: what a killed worker or a lost job left behind. Due is what is so by the database's time. */
export async function sweepEscalations(platform: NotifyPlatform): Promise<void> {
  const due = dueTime(platform.clock);
  await wakeDue(platform, Prisma.sql`SELECT tenant_id, id FROM lookup.escalations_due(${due}::timestamptz, ${most}::int)`, wakeRunTask, (runId) => ({
    runId,
  }));
  await wakeDue(platform, Prisma.sql`SELECT tenant_id, id FROM lookup.pages_due(${due}::timestamptz, ${most}::int)`, wakePageTask, (pageId) => ({
    pageId,
  }));
}

async function wakeDue<Payload>(platform: NotifyPlatform, find: Prisma.Sql, task: Task<Payload>, payloadOf: (id: string) => Payload): Promise<void> {
  const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(find);
  for (const [tenantId, rows] of Map.groupBy(due, (row) => row.tenant_id)) {
    await transact(platform, systemActor(tenantId), async ({ enqueue }) => {
      for (const { id } of rows) enqueue(task, payloadOf(id));
    });
  }
}
