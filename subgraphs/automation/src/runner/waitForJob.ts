import { Prisma } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';
import type { Asking } from './identifyRunner.ts';
import type { JobOffer, TakeRequest } from './protocol.ts';
import { reclaimJobs } from './reclaimJobs.ts';
import { takeJob } from './takeJob.ts';

/** How often it is looked while no signal came: one may be lost. */
const lookMs = 5_000;

/** Notes that the runner was seen, and waits for a job for it as long as it asks for, or until `signal`; null when none came. */
export async function waitForJob(platform: AutomationPlatform, asking: Asking, request: TakeRequest, signal: AbortSignal): Promise<JobOffer | null> {
  await noteSeen(platform, asking, request);
  await reclaimJobs(platform, asking, request);
  const until = Date.now() + request.waitSeconds * 1000;
  let wake = (): void => undefined;
  let isMissed = false;
  const stop = platform.live.listen(({ type, tenantId }) => {
    if (type !== 'runnerQueue' || (asking.tenantId !== null && asking.tenantId !== tenantId)) return;
    isMissed = true;
    wake();
  });
  const hangUp = () => wake();
  signal.addEventListener('abort', hangUp);
  try {
    while (!signal.aborted) {
      isMissed = false;
      const offer = await takeJob(platform, asking, request);
      const left = until - Date.now();
      if (offer !== null || left <= 0) return offer;
      // A signal that came while it was looked is one that it may not have seen.
      if (!isMissed) await new Promise<void>((resolve) => (wake = once(resolve, Math.min(left, lookMs))));
    }
    return null;
  } finally {
    signal.removeEventListener('abort', hangUp);
    stop();
  }
}

/** Resolves by whatever comes first: being called, or the time. */
function once(resolve: () => void, ms: number): () => void {
  const timer = setTimeout(resolve, ms);
  return () => {
    clearTimeout(timer);
    resolve();
  };
}

async function noteSeen({ database, clock }: AutomationPlatform, asking: Asking, { instance, facts }: TakeRequest): Promise<void> {
  const seen = { facts: facts as Prisma.InputJsonObject, lastSeenAt: clock.now() };
  if (asking.tenantId !== null) {
    const { tenantId, runnerId } = asking;
    await database.inTenant(tenantId, (db) =>
      db.runner.update({ where: { tenantId_id: { tenantId, id: runnerId } }, data: seen, select: { id: true } }),
    );
    return;
  }
  // A table without tenants is written from outside of them.
  await database.acrossTenants(noteOwn(instance, JSON.stringify(facts), seen.lastSeenAt));
}

const noteOwn = (instance: string, facts: string, at: Date) => Prisma.sql`
  INSERT INTO platform_runner (instance, facts, last_seen_at) VALUES (${instance}::uuid, ${facts}::jsonb, ${at})
  ON CONFLICT (instance) DO UPDATE SET facts = excluded.facts, last_seen_at = excluded.last_seen_at RETURNING instance`;
