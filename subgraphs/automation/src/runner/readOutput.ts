import { AppError } from '#kit/errors';
import type { RunnerJob } from '#prisma/generated/client';
import type { AutomationDb, AutomationPlatform } from '../context.ts';

/** Most bytes of one reading. */
export const mostRead = 262_144;

/** A piece of what a job printed. `end` is where the next piece begins. */
export type OutputPiece = { text: string; start: number; end: number; isComplete: boolean };

/**
 * What a job printed from a byte on, as text; a character that is cut by the end of the piece is left for the next one. BAD_USER_INPUT for a place or a size that cannot be.
 */
export async function readOutput(
  { objects }: Pick<AutomationPlatform, 'objects'>,
  db: Pick<AutomationDb, 'runnerJobPart'>,
  job: Pick<RunnerJob, 'id' | 'outputBytes' | 'finishedAt'>,
  after: number,
  most: number,
): Promise<OutputPiece> {
  if (after < 0) throw new AppError('BAD_USER_INPUT', '"after" must not be negative.');
  if (most < 4 || most > mostRead) throw new AppError('BAD_USER_INPUT', `"bytes" must be between 4 and ${mostRead}.`);
  const start = Math.min(after, job.outputBytes);
  const until = Math.min(start + most, job.outputBytes);
  // A part begins before the piece that it reaches into; the one just before `start` is the last that does.
  const before = await db.runnerJobPart.findFirst({ where: { jobId: job.id, start: { lte: start } }, orderBy: { start: 'desc' } });
  const inside = await db.runnerJobPart.findMany({ where: { jobId: job.id, start: { gt: start, lt: until } }, orderBy: { start: 'asc' } });
  const pieces: Buffer[] = [];
  for (const part of start === until ? [] : [...(before ? [before] : []), ...inside]) {
    const body = await objects.get(part.key);
    if (body === null) throw new AppError('STORE_UNAVAILABLE', 'The store has lost a part of this output.');
    const bytes = Buffer.concat(await body.toArray());
    pieces.push(bytes.subarray(Math.max(0, start - part.start), Math.max(0, until - part.start)));
  }
  const bytes = Buffer.concat(pieces);
  const isLast = job.finishedAt !== null && start + bytes.length >= job.outputBytes;
  const whole = isLast ? bytes : bytes.subarray(0, wholeCharacters(bytes));
  const end = start + whole.length;
  return { text: whole.toString('utf8'), start, end, isComplete: job.finishedAt !== null && end >= job.outputBytes };
}

/** Length without a character of UTF-8 that the end cuts. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
