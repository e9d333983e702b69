import { systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';
import { backToQueue } from './finishJob.ts';
import { lockJob } from './holdJob.ts';
import type { Asking } from './identifyRunner.ts';
import type { HeldJob, TakeRequest } from './protocol.ts';

/**
 * Gives out again what was given to this instance and is not among what it holds: the answer that gave it got lost, so it was never begun. An instance asks one question
 * at a time and writes down what it is given before it begins, which is what makes this safe.
 */
export async function reclaimJobs(
  platform: AutomationPlatform,
  asking: Asking,
  { instance, holding }: Pick<TakeRequest, 'instance' | 'holding'>,
): Promise<void> {
  const held = new Set(holding.map(({ jobId, fence }: HeldJob) => `${jobId} ${fence}`));
  for (const { tenant_id: tenantId, id } of await given(platform, asking, instance)) {
    await transact(platform, systemActor(tenantId), async ({ db, now, signal }) => {
      const job = await lockJob(db, id);
      if (job?.status !== 'RUNNING' || job.instance !== instance || held.has(`${id} ${job.fence}`)) return;
      await backToQueue({ db, now }, job);
      signal('runnerQueue', [id]);
    });
  }
}

async function given(platform: AutomationPlatform, asking: Asking, instance: string): Promise<{ tenant_id: string; id: string }[]> {
  if (asking.tenantId === null)
    return platform.database.acrossTenants(Prisma.sql`SELECT tenant_id, id FROM lookup.runner_jobs_of_instance(${instance}::uuid)`);
  const { tenantId, runnerId } = asking;
  return platform.database.inTenant(tenantId, async (db) => {
    const rows = await db.runnerJob.findMany({ where: { status: 'RUNNING', runnerId, instance }, select: { id: true } });
    return rows.map(({ id }) => ({ tenant_id: tenantId, id }));
  });
}
