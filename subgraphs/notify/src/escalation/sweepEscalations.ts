import { dueTime } from '#kit/clock';
import { Prisma } from '#prisma/generated/client';
import type { NotifyPlatform } from '../context.ts';
import { type StepKind, wakeSteps } from './wakeSteps.ts';

/** Runs and pages that are done per sweep at most; the rest is due again at the next. */
const most = 2_000;

/** Does every step of runs and pages that is due: what a killed worker or a lost job left behind. Due is what is so by the database's time. */
export async function sweepEscalations(platform: NotifyPlatform): Promise<void> {
  const due = dueTime(platform.clock);
  await wakeDue(platform, 'run', Prisma.sql`SELECT tenant_id, id FROM lookup.escalations_due(${due}::timestamptz, ${most}::int)`);
  await wakeDue(platform, 'page', Prisma.sql`SELECT tenant_id, id FROM lookup.pages_due(${due}::timestamptz, ${most}::int)`);
}

async function wakeDue(platform: NotifyPlatform, kind: StepKind, find: Prisma.Sql): Promise<void> {
  const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(find);
  for (const [tenantId, rows] of Map.groupBy(due, (row) => row.tenant_id)) {
    const ids = rows.map(({ id }) => id);
    await wakeSteps(platform, kind, tenantId, ids).catch((error: unknown) => {
      platform.log.warn({ err: error, tenantId, kind }, 'a step that is due was not done; the next sweep tries it again');
    });
  }
}
