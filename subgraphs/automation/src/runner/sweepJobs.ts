import { dueTime } from '#kit/clock';
import { systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';
import { endJob } from './endJob.ts';
import { giveAgain } from './finishJob.ts';
import { lockJob } from './holdJob.ts';

/** Jobs of one sweep at most; the next comes in seconds. */
const most = 200;
const nothing = { exitCode: null, result: null, dropped: 0 };

/** Ends what no runner took in time, and what a runner took and never came back with; where twice does no harm, that is given to another. Then forgets what is past its tenant's retention. */
export async function sweepJobs(platform: AutomationPlatform, signal: AbortSignal): Promise<void> {
  const { database, clock } = platform;
  const due = dueTime(clock);
  const overdue = await database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.runner_jobs_overdue(${due}, ${most}::int)`,
  );
  for (const { tenant_id: tenantId, id } of overdue) {
    if (signal.aborted) return;
    await transact(platform, systemActor(tenantId), async (unit) => {
      const job = await lockJob(unit.db, id);
      if (!job?.deadlineAt || job.deadlineAt > unit.now) return;
      if (job.status === 'QUEUED') {
        const wanted = Object.entries(job.labels as Record<string, string>).map(([name, value]) => `${name}=${value}`);
        const detail = wanted.length === 0 ? 'No runner of the platform took it.' : `No runner with ${wanted.join(', ')} took it.`;
        await endJob(unit, job, { ...nothing, end: 'FAILED', outcome: 'no_runner', detail });
      } else if (!(await giveAgain(unit, job))) {
        const detail = `The runner ${job.runnerName ?? ''} was not heard of again; what the job has done is not known.`;
        await endJob(unit, job, { ...nothing, end: 'LOST', outcome: 'runner_lost', detail });
      }
    });
  }
  const old = await database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.runner_jobs_to_drop(${due}, ${most}::int)`,
  );
  for (const [tenantId, rows] of Map.groupBy(old, (row) => row.tenant_id)) {
    if (signal.aborted) return;
    await database.inTenant(tenantId, (db) => db.runnerJob.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } }));
  }
}
