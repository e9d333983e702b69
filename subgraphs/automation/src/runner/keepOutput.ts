import { AppError } from '#kit/errors';
import { systemActor, transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { holdJob } from './holdJob.ts';
import type { Asking } from './identifyRunner.ts';
import { leaseUntil, reachUntil } from './judgeReach.ts';
import { outputLimit } from './limits.ts';
import { type HeldJob, outputPieceLimit } from './protocol.ts';

/**
 * Keeps a piece of what a job printed, and answers from where on there is nothing yet: a piece that is there already, or does not begin there, is left, so that one whose answer
 * got lost does no harm. CONFLICT when the job is not (any more) this runner's.
 */
export async function keepOutput(
  platform: AutomationPlatform,
  asking: Asking,
  { tenantId, jobId, fence }: HeldJob,
  start: number,
  body: AsyncIterable<Uint8Array>,
): Promise<number> {
  // A name of its own: an object that another piece stands in is never written over.
  const key = `${tenantId}/runner-output/${jobId}/${fence}-${start}-${crypto.randomUUID().slice(0, 8)}`;
  const { bytes } = await platform.objects.put(key, body, outputPieceLimit);
  let kept = false;
  try {
    return await transact(platform, systemActor(tenantId), async ({ db, now, signal }) => {
      const job = await holdJob(db, asking, { jobId, fence });
      if (job?.status !== 'RUNNING') throw new AppError('CONFLICT', 'This job is not in the hands of this runner any more.');
      if (start !== job.outputBytes || bytes === 0) return job.outputBytes;
      if (start + bytes > outputLimit + outputPieceLimit) throw new AppError('BODY_TOO_LARGE', `Of a job's output ${outputLimit} bytes are kept.`);
      await db.runnerJobPart.create({ data: { jobId, start, bytes, key } });
      const data = {
        outputBytes: start + bytes,
        partCount: { increment: 1 },
        leaseUntil: leaseUntil(now),
        ...(job.repeatable && { deadlineAt: reachUntil(job, now) }),
      };
      await db.runnerJob.update({ where: { tenantId_id: { tenantId, id: jobId } }, data });
      signal('runnerJob', [jobId]);
      kept = true;
      return start + bytes;
    });
  } finally {
    if (!kept) await platform.objects.remove(key);
  }
}
