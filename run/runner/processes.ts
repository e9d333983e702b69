import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** When a process began, in the system's own words; empty when it has ended. Ids are used again, so an id alone says nothing. */
export function startOf(pid: number): string {
  if (process.platform !== 'linux') return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  const stat = readProc(`${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** Signals a whole process group; nothing happens when it is gone. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Kills what a job left behind after its process group: as the user that only this job has, or, where jobs have no user of their own, by the mark in the environment, which a
 * process can only lose on purpose.
 */
export function killStrays(jobId: string, uid: number | null): void {
  if (uid !== null) {
    spawnSync('/bin/sh', ['-c', 'kill -9 -1'], { uid, gid: uid, stdio: 'ignore' });
    return;
  }
  if (process.platform !== 'linux') return;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (Number(pid) === process.pid || !readProc(`${pid}/environ`).includes(`SRE_JOB=${jobId}\0`)) continue;
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}

function readProc(file: string): string {
  try {
    return readFileSync(`/proc/${file}`, 'latin1');
  } catch {
    // Gone, or another user's.
    return '';
  }
}
