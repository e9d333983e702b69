import { AppError } from '#kit/errors';
import { systemActor, transact } from '#kit/transact';
import { Prisma, type RunnerJob } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';
import { endJob } from './endJob.ts';
import type { Asking } from './identifyRunner.ts';
import { leaseUntil, reachUntil } from './judgeReach.ts';
import { jobSpec } from './jobSpec.ts';
import { artefactLimit, mostArtefacts, outputLimit } from './limits.ts';
import { openWork } from './openWork.ts';
import type { JobOffer, TakeRequest } from './protocol.ts';

/** Jobs that are looked at for one that can be given out. */
const mostLooks = 20;

/**
 * Gives a runner the oldest job that is for it, under a fence of its own; null when there is none. One whose secrets or credential are not there (any more) fails at once.
 */
export async function takeJob(platform: AutomationPlatform, asking: Asking, { instance }: Pick<TakeRequest, 'instance'>): Promise<JobOffer | null> {
  const tenants =
    asking.tenantId === null
      ? await platform.database.acrossTenants<{ tenant_id: string }>(Prisma.sql`SELECT tenant_id FROM lookup.runner_jobs_waiting(${mostLooks}::int)`)
      : [{ tenant_id: asking.tenantId }];
  for (const { tenant_id: tenantId } of tenants) {
    const offer = await takeIn(platform, tenantId, asking, instance);
    if (offer !== null) return offer;
  }
  return null;
}

function takeIn(platform: AutomationPlatform, tenantId: string, asking: Asking, instance: string): Promise<JobOffer | null> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now, signal } = unit;
    const fits =
      asking.tenantId === null ? Prisma.sql`labels = '{}'` : Prisma.sql`labels <> '{}' AND labels <@ ${JSON.stringify(asking.labels)}::jsonb`;
    for (let look = 0; look < mostLooks; look += 1) {
      const [found] = await db.$queryRaw<{ id: string }[]>`
        SELECT id FROM runner_job WHERE status = 'QUEUED' AND ${fits} ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
      if (!found) return null;
      const where = { tenantId_id: { tenantId, id: found.id } };
      const waiting = await db.runnerJob.findUniqueOrThrow({ where });
      const work = await openWork(db, platform.secretKey, jobSpec.parse(waiting.spec)).catch(missing);
      if (typeof work === 'string') {
        await endJob(unit, waiting, { end: 'FAILED', outcome: 'secret_missing', exitCode: null, detail: work, result: null, dropped: 0 });
        continue;
      }
      const startedAt = waiting.startedAt ?? now;
      const job: RunnerJob = await db.runnerJob.update({
        where,
        data: {
          ...{ status: 'RUNNING', runnerId: asking.runnerId, runnerName: asking.name, instance, startedAt },
          fence: { increment: 1 },
          leaseUntil: leaseUntil(now),
          deadlineAt: reachUntil({ ...waiting, startedAt }, now),
        },
      });
      signal('runnerJob', [job.id]);
      const { id: jobId, fence, timeoutSeconds } = job;
      return { tenantId, jobId, fence, timeoutSeconds, outputLimit, artefactLimit, mostArtefacts, ...work };
    }
    return null;
  });
}

function missing(error: unknown): string {
  if (error instanceof AppError && ['NOT_FOUND', 'BAD_USER_INPUT'].includes(error.code)) return error.message;
  throw error;
}
