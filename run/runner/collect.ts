import type { JobOffer } from '#automation/runner/protocol';
import type { Mask } from '#automation/mask/createMask';
import { artefactName, resultLimit } from '#automation/runner/limits';
import { constants, createWriteStream } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Json } from '#kit/expression';

/**
 * A file of a job, opened so that the job cannot have the runner read for it what it may not read itself: no link is followed, nothing waits for a writer, and only a plain file
 * of the job's own user counts. Null for anything else.
 */
async function openOwn(file: string, uid: number | null): Promise<FileHandle | null> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => null);
  if (handle === null) return null;
  const found = await handle.stat();
  if (found.isFile() && found.nlink === 1 && (uid === null || found.uid === uid)) return handle;
  await handle.close();
  return null;
}

/** What a script wrote for later steps, secrets masked; null when it wrote nothing. */
export async function readResult(file: string, uid: number | null, mask: Mask): Promise<{ value: Json } | { problem: string }> {
  const handle = await openOwn(file, uid);
  if (handle === null) return { value: null };
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(resultLimit + 1), 0, resultLimit + 1, 0);
    if (bytesRead > resultLimit) return { problem: `What stands in $SRE_OUTPUT has more than ${resultLimit} bytes.` };
    const text = buffer.toString('utf8', 0, bytesRead).trim();
    return { value: text === '' ? null : mask.json(JSON.parse(text) as Json) };
  } catch {
    return { problem: 'What stands in $SRE_OUTPUT is not JSON.' };
  } finally {
    await handle.close();
  }
}

/** Copies the files that a script left in its folder for them, secrets masked: as many and as large as are kept, in the order of their names. */
export async function collectArtefacts(
  from: string,
  to: string,
  uid: number | null,
  mask: Mask,
  { artefactLimit, mostArtefacts }: Pick<JobOffer, 'artefactLimit' | 'mostArtefacts'>,
): Promise<void> {
  const place = await lstat(from).catch(() => null);
  if (!place?.isDirectory()) return;
  let left = artefactLimit;
  let count = 0;
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of (await readdir(from)).sort()) {
    const handle = count < mostArtefacts && artefactName.test(name) ? await openOwn(join(from, name), uid) : null;
    if (handle === null) continue;
    try {
      const { size } = await handle.stat();
      // A masked file can grow by little; twice what it was is never more than it becomes.
      if (size * 2 > left && size > left - 4_096) continue;
      const stream = mask.stream();
      let bytes = 0;
      await pipeline(
        handle.createReadStream({ autoClose: false }),
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            const masked = stream.push(chunk);
            bytes += masked.length;
            yield masked;
          }
          yield stream.end();
        },
        createWriteStream(join(to, name), { mode: 0o600 }),
      );
      left -= bytes;
      count += 1;
    } finally {
      await handle.close();
    }
  }
}
