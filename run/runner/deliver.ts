import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Refused, type RunnerClient } from './createClient.ts';
import type { SpooledJob } from './openSpool.ts';

/** Most bytes of one piece, and how often it is looked for more. */
const pieceBytes = 262_144;
const lookMs = 400;
const longestPauseMs = 10_000;

/**
 * Brings what a job prints to the platform while it prints it, and at the end its files and how it ended; while the platform cannot be reached it goes on trying, for hours if need
 * be. Resolves when the platform has everything, or does not want it any more.
 */
export async function deliver(client: RunnerClient, job: SpooledJob, signal: AbortSignal): Promise<'delivered' | 'unwanted' | 'stopped'> {
  let sent = 0;
  let wait = lookMs;
  const buffer = Buffer.allocUnsafe(pieceBytes);
  while (!signal.aborted) {
    const ending = job.ending();
    try {
      const bytes = await readFrom(job.outputFile, sent, buffer);
      if (bytes > 0) sent = await client.sendOutput(job.held, sent, buffer.subarray(0, bytes));
      else if (ending !== null) {
        for (const name of existsSync(job.artefactDir) ? readdirSync(job.artefactDir) : []) await sendFile(client, job, name);
        await client.finish(job.held, ending);
        return 'delivered';
      }
      wait = lookMs;
      // A full piece means that more is there already.
      if (bytes === pieceBytes) continue;
    } catch (error) {
      // A token that was replaced may be given anew; a job that is not this runner's any more is not.
      if (error instanceof Refused && error.status !== 401 && error.status !== 403) return 'unwanted';
      wait = Math.min(wait * 2, longestPauseMs);
    }
    await pause(wait, undefined, { signal }).catch(() => undefined);
  }
  return 'stopped';
}

/** A file that the platform does not want (too many, too large, a name) is not what the end of a job should fail of. */
async function sendFile(client: RunnerClient, job: SpooledJob, name: string): Promise<void> {
  try {
    await client.sendArtefact(job.held, name, createReadStream(join(job.artefactDir, name)));
  } catch (error) {
    if (!(error instanceof Refused) || ![400, 413].includes(error.status)) throw error;
  }
}

async function readFrom(file: string, start: number, buffer: Buffer): Promise<number> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return 0;
  try {
    return (await handle.read(buffer, 0, buffer.length, start)).bytesRead;
  } finally {
    await handle.close();
  }
}
