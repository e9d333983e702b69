import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { codeOf } from './codeOf.ts';

/**
 * The command line of a process, or an empty string when it has ended. Ids are used again after a restart of the machine or
 * container, so an id read from a file proves nothing until what runs under it was looked at.
 */
export function commandOf(pid: number): string {
  if (process.platform !== 'linux') return askPs(pid, 'command=');
  return readProc(pid, 'cmdline').replaceAll('\0', ' ').trim();
}

/**
 * When a process started, in the system's own words; equal words and equal ids mean the same process. Empty when it has ended,
 * also when nobody has collected its exit status yet: in containers the first process often never does, and such a dead entry
 * must not hold a lock.
 */
export function startOf(pid: number): string {
  if (process.platform !== 'linux') {
    const [state = '', ...started] = askPs(pid, 'stat=,lstart=').split(/\s+/);
    return state.startsWith('Z') ? '' : started.join(' ');
  }
  // The name (field 2) may hold spaces and brackets, so fields are counted behind its last bracket: 3 is the state, 22 the start.
  const stat = readProc(pid, 'stat');
  const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === '' || state === 'Z' || state === 'X') return '';
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[18] ?? ''}`;
}

function askPs(pid: number, columns: string): string {
  return spawnSync('ps', ['-ww', '-o', columns, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw error;
  }
}
