import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from '../codeOf.ts';
import { StartRefused } from '../refused.ts';
import { commandOf, startOf } from '../processes.ts';

/** What a killed run left in a cluster: nothing, a file about a server that is gone, one whose id is another program's now, or a live server. */
export type Leftover = { kind: 'none' } | { kind: 'gone' } | { kind: 'reused' } | { kind: 'live'; pid: number };

/**
 * Clears what a killed run left: a server that still runs is stopped by its id (fast shutdown, at most a minute, then the
 * immediate one, from which PostgreSQL recovers at its next start). The file of a server that is gone stays, since PostgreSQL
 * finds that server's last sessions by it; only when another program has its id by now, which PostgreSQL takes for a live
 * server, is the file removed. Should a session of the old server still live, its shared memory makes the new one refuse.
 */
export async function takeOver(cluster: string): Promise<Leftover> {
  const leftover = findLeftover(cluster);
  switch (leftover.kind) {
    case 'none':
    case 'gone':
      return leftover;
    case 'reused':
      rmSync(join(cluster, 'postmaster.pid'));
      return leftover;
    case 'live':
      await stopForeign(leftover.pid, cluster);
      rmSync(join(cluster, 'postmaster.pid'), { force: true });
      return leftover;
    default:
      return leftover satisfies never;
  }
}

function findLeftover(cluster: string): Leftover {
  const pid = readPostmaster(cluster)?.pid;
  if (pid === undefined) return { kind: 'none' };
  // The id may long belong to another program; only a command line that names this cluster is our server.
  if (commandOf(pid).includes(cluster)) return { kind: 'live', pid };
  return hasEntry(pid) ? { kind: 'reused' } : { kind: 'gone' };
}

/** Whether the system still lists this id, be it for another program or for a dead one not collected yet. PostgreSQL asks the same. */
function hasEntry(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM means that the process exists and belongs to somebody else.
    return codeOf(error) === 'EPERM';
  }
}

async function stopForeign(pid: number, cluster: string): Promise<void> {
  for (const { signal, patience } of [
    { signal: 'SIGINT', patience: 3_000 },
    { signal: 'SIGQUIT', patience: 1_000 },
  ] as const) {
    process.kill(pid, signal);
    for (let waited = 0; waited < patience; waited += 1) {
      if (startOf(pid) === '') return;
      await pause(20);
    }
  }
  throw new StartRefused('DATABASE_BROKEN', `An earlier PostgreSQL (process ${pid}) on ${cluster} does not stop: end that process and start again.`);
}

/** What PostgreSQL writes about itself into `postmaster.pid`: line 1 its id, line 4 its port, line 8 `ready` once it answers. */
export function readPostmaster(cluster: string): { pid: number; port: number; ready: boolean } | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}
