import { systemActor, transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { holdJob } from './holdJob.ts';
import type { Asking } from './identifyRunner.ts';
import { leaseUntil, reachUntil } from './judgeReach.ts';
import type { HeldJob, Verdict } from './protocol.ts';

/** Hears that a runner still has these jobs, and says what is to become of each. */
export async function beatJobs(
  platform: AutomationPlatform,
  asking: Asking,
  jobs: readonly HeldJob[],
): Promise<{ jobId: string; verdict: Verdict }[]> {
  const verdicts: { jobId: string; verdict: Verdict }[] = [];
  for (const [tenantId, held] of Map.groupBy(jobs, (job) => job.tenantId)) {
    if (asking.tenantId !== null && asking.tenantId !== tenantId) {
      verdicts.push(...held.map(({ jobId }) => ({ jobId, verdict: 'not_yours' as const })));
      continue;
    }
    await transact(platform, systemActor(tenantId), async ({ db, now, signal }) => {
      // In one order, so that two transactions never wait for each other.
      for (const each of [...held].sort((one, other) => (one.jobId < other.jobId ? -1 : 1))) {
        const job = await holdJob(db, asking, each);
        if (job?.status !== 'RUNNING') {
          verdicts.push({ jobId: each.jobId, verdict: 'not_yours' });
          continue;
        }
        const data = { leaseUntil: leaseUntil(now), ...(job.repeatable && { deadlineAt: reachUntil(job, now) }) };
        await db.runnerJob.update({ where: { tenantId_id: { tenantId, id: job.id } }, data });
        if (job.leaseUntil !== null && job.leaseUntil < now) signal('runnerJob', [job.id]);
        verdicts.push({ jobId: job.id, verdict: job.cancelAskedAt === null ? 'go_on' : 'cancel' });
      }
    });
  }
  return verdicts;
}
