import { AppError } from '#kit/errors';
import { systemActor, transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { holdJob } from './holdJob.ts';
import type { Asking } from './identifyRunner.ts';
import { artefactLimit, artefactName, mostArtefacts } from './limits.ts';
import type { HeldJob } from './protocol.ts';

/** Keeps a file that a script left behind; sent again it is left as it is. BAD_USER_INPUT, BODY_TOO_LARGE, CONFLICT when the job is not (any more) this runner's. */
export async function keepArtefact(
  platform: AutomationPlatform,
  asking: Asking,
  { tenantId, jobId, fence }: HeldJob,
  name: string,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  if (!artefactName.test(name)) throw new AppError('BAD_USER_INPUT', 'name: Letters, digits, -, _ and . are possible, at most 100.');
  const key = `${tenantId}/runner-artefacts/${jobId}/${crypto.randomUUID()}`;
  const { bytes, sha256 } = await platform.objects.put(key, body, artefactLimit);
  let kept = false;
  try {
    await transact(platform, systemActor(tenantId), async ({ db, signal }) => {
      const job = await holdJob(db, asking, { jobId, fence });
      if (job?.status !== 'RUNNING') throw new AppError('CONFLICT', 'This job is not in the hands of this runner any more.');
      const before = await db.runnerJobArtefact.findMany({ where: { jobId } });
      if (before.some((artefact) => artefact.name === name)) return;
      if (before.length >= mostArtefacts) throw new AppError('BODY_TOO_LARGE', `A job keeps ${mostArtefacts} files at most.`);
      if (before.reduce((sum, artefact) => sum + artefact.bytes, bytes) > artefactLimit)
        throw new AppError('BODY_TOO_LARGE', `The files of a job have ${artefactLimit} bytes together at most.`);
      await db.runnerJobArtefact.create({ data: { jobId, name, bytes, sha256, key } });
      signal('runnerJob', [jobId]);
      kept = true;
    });
  } finally {
    if (!kept) await platform.objects.remove(key);
  }
}
