import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './codeOf.ts';
import { startOf } from './processes.ts';
import { refusalOf, StartRefused } from './refused.ts';

/** Held while one process owns a state folder. */
export type Lock = { readonly file: string; release(): void };

type Holder = { pid: number; started: string };

/**
 * Takes the state folder `dir` (made if missing) for this process by creating `dir/lock`. The lock of a run that was killed is
 * taken over; a live run's lock is refused with ALREADY_RUNNING. Released by `release()`, at the latest when the process exits.
 */
export function acquireLock(dir: string): Lock {
  const file = join(dir, 'lock');
  try {
    mkdirSync(dir, { recursive: true });
    // Two attempts are enough: the second one follows the removal of a dead run's lock, and losing it means somebody else just won.
    if (!create(file)) {
      removeDead(file, dir);
      if (!create(file)) throw alreadyRunning(dir, readHolder(file));
    }
  } catch (error) {
    throw refusalOf(error, dir);
  }
  const release = (): void => {
    process.off('exit', release);
    if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
  };
  process.on('exit', release);
  return { file, release };
}

function create(file: string): boolean {
  const holder: Holder = { pid: process.pid, started: startOf(process.pid) };
  try {
    writeFileSync(file, `${JSON.stringify(holder)}\n`, { flag: 'wx', mode: 0o644 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function removeDead(file: string, dir: string): void {
  const holder = readHolder(file);
  if (isHeld(holder)) throw alreadyRunning(dir, holder);
  // Moved aside before it is removed: if another process was quicker, what was moved is its fresh lock, and it goes back.
  const aside = `${file}.${process.pid}`;
  if (!moveAside(file, aside)) return;
  const moved = readHolder(aside);
  if (isHeld(moved)) {
    renameSync(aside, file);
    throw alreadyRunning(dir, moved);
  }
  rmSync(aside);
}

function moveAside(file: string, aside: string): boolean {
  try {
    renameSync(file, aside);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function isHeld(holder: Holder | undefined): holder is Holder {
  return holder !== undefined && holder.started !== '' && startOf(holder.pid) === holder.started;
}

/** What stands in the lock; a file cut short by a crash or a full disk names nobody and so holds nothing. */
function readHolder(file: string): Holder | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  const match = /^\{"pid":(\d+),"started":"([^"]*)"\}\n$/.exec(text);
  return match === null ? undefined : { pid: Number(match[1]), started: match[2] ?? '' };
}

function alreadyRunning(dir: string, holder: Holder | undefined): StartRefused {
  const who = holder === undefined ? 'another process' : `process ${holder.pid}`;
  return new StartRefused('ALREADY_RUNNING', `The platform already runs on ${dir} (${who}): stop it first, or set DATA_DIR to another folder.`);
}
