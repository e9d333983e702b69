import type { Mask } from '#automation/mask/createMask';
import { type FileHandle, open } from 'node:fs/promises';

/** Where a job's output goes: masked, into its file, as much as is kept of it; the rest is counted. */
export type OutputKeeper = {
  write(chunk: Uint8Array): Promise<void>;
  /** A line of the runner's own. */
  note(text: string): Promise<void>;
  /** Lets out what was held back, and closes; answers with the bytes that were dropped. */
  end(): Promise<number>;
};

/** Rejects as the disk does. What is written is on its way to the platform as soon as it is in the file. */
export async function openOutput(file: string, mask: Mask, limit: number): Promise<OutputKeeper> {
  const handle: FileHandle = await open(file, 'a', 0o600);
  const stream = mask.stream();
  let kept = 0;
  let dropped = 0;
  const append = async (bytes: Buffer): Promise<void> => {
    const fits = bytes.subarray(0, Math.max(0, limit - kept));
    dropped += bytes.length - fits.length;
    kept += fits.length;
    if (fits.length > 0) await handle.appendFile(fits);
  };
  return {
    write: (chunk) => append(stream.push(chunk)),
    note: (text) => append(Buffer.from(`${text}\n`)),
    async end() {
      try {
        await append(stream.end());
      } finally {
        await handle.close();
      }
      return dropped;
    },
  };
}
