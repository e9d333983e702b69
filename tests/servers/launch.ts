import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Home } from './home.ts';
import { findProgram } from './requirements.ts';

/** A server process of the tests. */
export type Launched = {
  readonly pid: number;
  /** The last lines it printed, for a failing test to show. */
  readonly lines: () => string[];
  /** Asks it to end, makes it end after ten seconds, and resolves when it has. */
  readonly stop: () => Promise<void>;
  /** Ends it without warning, as a crash would, and resolves when it has. */
  readonly kill: () => Promise<void>;
};

/** How a server is run, in its home, which goes with it; `isReady` is asked again until it says yes, `patience` (seconds) long. */
export type Launch = {
  readonly program: string;
  readonly args: readonly string[];
  readonly home: Home;
  readonly env?: NodeJS.ProcessEnv;
  readonly isReady: () => Promise<boolean>;
  readonly patience?: number;
};

/** What to end when this process does, by one listener however many servers there are. */
const killAtExit = new Set<() => void>();
process.on('exit', () => {
  for (const kill of killAtExit) kill();
});

/**
 * Starts a server and resolves when it is ready; throws with its last lines when it ends or stays silent instead. It ends with
 * this process however that ends: the kernel is asked to see to it, since a crashed test run has no time to clean up.
 */
export async function launch({ program, args, home, env, isReady, patience = 60 }: Launch): Promise<Launched> {
  const guard = process.platform === 'linux' ? findProgram('setpriv') : undefined;
  const [first, ...rest] = guard === undefined ? [program, ...args] : [guard, '--pdeathsig', 'KILL', '--', program, ...args];
  const child = spawn(first, rest, { cwd: home.dir, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      lines.push(...text.split('\n').filter((line) => line !== ''));
      lines.splice(0, lines.length - 200);
    });
  }
  const ended = once(child, 'exit');
  const killNow = (): boolean => child.kill('SIGKILL');
  killAtExit.add(killNow);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    const timer = setTimeout(killNow, 10_000);
    await ended;
    clearTimeout(timer);
    killAtExit.delete(killNow);
    home.remove();
  };
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const deadline = AbortSignal.timeout(patience * 1_000);
  while (!(await isReady())) {
    if (hasEnded() || deadline.aborted) {
      await end('SIGKILL');
      throw new Error(`${program} ${deadline.aborted ? `was not ready after ${patience} s` : 'ended'}:\n${lines.slice(-20).join('\n')}`);
    }
    await pause(50);
  }
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} has no process id`);
  return { pid, lines: () => [...lines], stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

/** Whether the address answers with a status below 400. A refused connection is a no. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status < 400;
  } catch {
    return false;
  }
}

/** Whether something listens on the port of the loopback address. */
export async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
