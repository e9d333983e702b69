import type { Mask } from '#automation/mask/createMask';
import { type FileHandle, open } from 'node:fs/promises';

/** Where a job's output goes: masked, into its file, as much as is kept of it; the rest is counted. */
export type OutputKeeper = {
  write(chunk: Uint8Array): Promise<void>;
  /** Lets out what was held back, and closes; answers with the bytes that were dropped, and the last of what was printed. */
  end(): Promise<{ dropped: number; tail: string }>;
};

/** What later steps of a playbook can look at of what was printed. */
const tailBytes = 4_096;

/** Rejects as the disk does. What is written is on its way to the platform as soon as it is in the file. */
export async function openOutput(file: string, mask: Mask, limit: number): Promise<OutputKeeper> {
  const handle: FileHandle = await open(file, 'a', 0o600);
  const stream = mask.stream();
  let kept = 0;
  let dropped = 0;
  let tail = Buffer.alloc(0);
  const append = async (bytes: Buffer): Promise<void> => {
    const fits = bytes.subarray(0, Math.max(0, limit - kept));
    dropped += bytes.length - fits.length;
    kept += fits.length;
    tail = Buffer.concat([tail, bytes.subarray(-tailBytes)]).subarray(-tailBytes);
    if (fits.length > 0) await handle.appendFile(fits);
  };
  return {
    write: (chunk) => append(stream.push(chunk)),
    async end() {
      try {
        await append(stream.end());
      } finally {
        await handle.close();
      }
      // A character that the cut went through is left out, and so is what JSON in PostgreSQL cannot hold.
      return {
        dropped,
        tail: tail
          .toString('utf8')
          .replace(/^\uFFFD+/, '')
          .replaceAll('\0', '\uFFFD'),
      };
    },
  };
}
