import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildServers } from './buildServers.ts';

/** A process of the bench, alone on its core where the machine has two. */
export type ServerProcess = {
  /** What it said when it was ready. */
  ready: Record<string, number>;
  pid: number;
  /** Sends a message and waits for the answer. */
  ask<Answer>(message: object): Promise<Answer>;
  stop(): Promise<void>;
};

/** Where a process runs: the one that is measured has a core to itself; load and helpers share the other. */
type Core = 'measured' | 'rest';

const cores: Record<Core, number> = { measured: availableParallelism() - 1, rest: 0 };

/** The command that pins what follows to a core. */
export const pin = (core: Core): string[] => ['taskset', '-c', String(cores[core])];

/** Starts `bench/servers/<name>.ts`, bundled, and waits until it says that it is ready, by sending its ports. */
export async function startServer(name: string, core: Core, args: readonly string[] = []): Promise<ServerProcess> {
  const [command = '', ...pinning] = pin(core);
  const child = fork(join(await buildServers(), `${name}.js`), args, {
    execPath: command,
    execArgv: [...pinning, process.execPath],
    env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return attach(child);
}

/** Waits until a forked process says that it is ready, by sending its ports. */
export async function attach(child: ChildProcess): Promise<ServerProcess> {
  const ready = await nextMessage<Record<string, number>>(child);
  return {
    ready,
    pid: child.pid ?? 0,
    ask<Answer>(message: object) {
      const answer = nextMessage<Answer>(child);
      child.send(message);
      return answer;
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`A process of the bench ended early (${code ?? 'killed'}).`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message as Message);
    });
  });
}

/** CPU that a process has used so far, user and system, in milliseconds; to 10 ms. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [utime = 0, stime = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (utime + stime) * 10;
}

/** The process that started this one; 0 when it is gone. */
export function parentOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ESRCH') return 0;
    throw error;
  }
}

/** Memory that a process holds, in MB. */
export function residentMb(pid: number): number {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB/m);
  return Number(line?.[1] ?? 0) / 1024;
}
