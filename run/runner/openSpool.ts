import { type FinishRequest, heldJob, finishRequest } from '#automation/runner/protocol';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, renameSync, openSync, fsyncSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * What a runner writes down: of each job that it was given, what it is, the process that does it, its output, and how it ended, until the platform has all of it. Nothing of a
 * secret stands here: output is masked before, and secrets are not kept.
 */
export type Spool = {
  /** Names this folder to the platform: what was given to it and is not in it was never begun. */
  instance: string;
  /** Jobs that are not delivered, from before this process began. */
  left(): SpooledJob[];
  add(job: z.infer<typeof heldJob>): SpooledJob;
};

/** One job's folder. */
export type SpooledJob = {
  held: z.infer<typeof heldJob>;
  outputFile: string;
  artefactDir: string;
  /** Writes down the process (group) that does the job, to be ended should this one be killed. */
  noteProcess(process: JobProcess): void;
  process(): JobProcess | null;
  /** How it ended; null while it has not. */
  ending(): JobEnding | null;
  noteEnding(ending: JobEnding): void;
  remove(): void;
};

const processShape = z.object({ pid: z.int(), started: z.string(), uid: z.int().nullable(), workDir: z.string() });
export type JobProcess = z.infer<typeof processShape>;
export type JobEnding = Omit<FinishRequest, 'fence'>;
const endingShape: z.ZodType<JobEnding> = finishRequest.omit({ fence: true });

/** Opens the folder of a runner; it is made when it is not there, readable by its owner only. */
export function openSpool(dir: string): Spool {
  const jobs = join(dir, 'jobs');
  mkdirSync(jobs, { recursive: true, mode: 0o700 });
  const instanceFile = join(dir, 'instance');
  if (!existsSync(instanceFile)) write(instanceFile, crypto.randomUUID());
  return {
    instance: readFileSync(instanceFile, 'utf8'),
    left: () =>
      readdirSync(jobs).flatMap((name) => {
        const held = read(join(jobs, name, 'job.json'), heldJob);
        // A folder without its first file is one whose making was cut off: the job was not begun.
        if (held === null) rmSync(join(jobs, name), { recursive: true, force: true });
        return held === null ? [] : [spooled(join(jobs, name), held)];
      }),
    add(held) {
      const place = join(jobs, `${held.jobId}-${held.fence}`);
      mkdirSync(place, { mode: 0o700 });
      write(join(place, 'job.json'), JSON.stringify(held));
      return spooled(place, held);
    },
  };
}

function spooled(place: string, held: z.infer<typeof heldJob>): SpooledJob {
  let ending = read<JobEnding>(join(place, 'ending.json'), endingShape);
  return {
    held,
    outputFile: join(place, 'output'),
    artefactDir: join(place, 'artefacts'),
    noteProcess: (process) => write(join(place, 'process.json'), JSON.stringify(process)),
    process: () => read(join(place, 'process.json'), processShape),
    ending: () => ending,
    noteEnding(given) {
      ending = given;
      try {
        write(join(place, 'ending.json'), JSON.stringify(given));
      } catch {
        // A full disk: it is known as long as this process lives, and delivered by it. Killed before, the job counts as lost.
      }
    },
    remove: () => rmSync(place, { recursive: true, force: true }),
  };
}

/** Whole or not at all, also when the machine loses its power. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  const opened = openSync(`${file}.new`, 'r+');
  fsyncSync(opened);
  closeSync(opened);
  renameSync(`${file}.new`, file);
}

function read<Shape>(file: string, shape: z.ZodType<Shape>): Shape | null {
  if (!existsSync(file)) return null;
  const parsed = shape.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : null;
}
