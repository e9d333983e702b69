import type { TenantDb } from '#kit/tenant';
import type { RunnerJob } from '#prisma/generated/client';
import type { AutomationDb } from '../context.ts';
import { isUuid } from '../named.ts';
import type { Asking } from './identifyRunner.ts';
import type { HeldJob } from './protocol.ts';

/** Locks a job's row; null when it is not there. */
export async function lockJob(db: Pick<AutomationDb, 'runnerJob' | '$queryRaw'>, id: string): Promise<RunnerJob | null> {
  if (!isUuid(id)) return null;
  const rows = await db.$queryRaw<unknown[]>`SELECT id FROM runner_job WHERE id = ${id}::uuid FOR UPDATE`;
  return rows.length === 0 ? null : db.runnerJob.findFirst({ where: { id } });
}

/** Locks a job for the runner that has it, running or ended under this fence; null when it is another's. */
export async function holdJob(
  db: Pick<TenantDb, 'runnerJob' | '$queryRaw'>,
  asking: Asking,
  { jobId, fence }: Omit<HeldJob, 'tenantId'>,
): Promise<RunnerJob | null> {
  const job = await lockJob(db, jobId);
  return job && job.runnerId === asking.runnerId && job.fence === fence && job.status !== 'QUEUED' ? job : null;
}
