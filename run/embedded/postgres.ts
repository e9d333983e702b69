import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './freePort.ts';
import { findAccount, type Account } from './postgres/account.ts';
import { createCluster, serverProcess } from './postgres/createCluster.ts';
import { explainLog } from './postgres/explainLog.ts';
import { findPlace } from './postgres/findPlace.ts';
import { preparePrograms } from './postgres/preparePrograms.ts';
import { readPostmaster, takeOver } from './postgres/takeOver.ts';
import { refusalOf, StartRefused, type Refusal } from './refused.ts';

/** A running embedded PostgreSQL 18, on the loopback address only. */
export type EmbeddedPostgres = {
  /** Connects to the database `sre` as its owner (`sre_owner`): migrations, test databases. */
  readonly ownerUrl: string;
  /** Connects to the database `sre` as `sre_app`, which row-level security binds. */
  readonly appUrl: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when the server has ended, by `stop` or by itself. */
  readonly ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, data is safe on disk when this resolves. */
  stop(): Promise<void>;
};

/** Settings of a small server that shares a machine with the platform. Nothing here trades an acknowledged commit for speed. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: '128MB',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
} as const;

/** What a server forgoes whose data nobody will look for after a crash. */
const forgetful = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } as const;

export type PostgresOptions = {
  /** Folder of its files. */
  dir: string;
  /** 0, the default, takes any free one. */
  port?: number;
  /** False for a server of tests: faster, since a crash may take everything. */
  durable?: boolean;
};

/**
 * Starts the PostgreSQL that npm brings, with its files below `dir`: makes the cluster the first time (about a second), takes
 * over what a killed run left, and answers in well under a second otherwise.
 * Throws StartRefused with one sentence for a full disk, a taken port, an unwritable folder or an unsupported system.
 */
export async function startPostgres({ dir, port = 0, durable = true }: PostgresOptions): Promise<EmbeddedPostgres> {
  try {
    const account = findAccount();
    const place = findPlace(dir, account);
    const programs = preparePrograms(place, account);
    const { cluster, credentials } = createCluster(place, programs, account);
    await takeOver(cluster);
    const server = await startServer(programs.postgres, cluster, account, port, durable ? settings : { ...settings, ...forgetful });
    const urlOf = (role: 'sre_owner' | 'sre_app'): string => `postgresql://${role}:${credentials[role]}@127.0.0.1:${server.port}/sre`;
    return { ...server, ownerUrl: urlOf('sre_owner'), appUrl: urlOf('sre_app') };
  } catch (error) {
    throw refusalOf(error, dir);
  }
}

type Server = Pick<EmbeddedPostgres, 'port' | 'pid' | 'ended' | 'stop'>;

type Settings = Readonly<Record<string, string>>;

async function startServer(program: string, cluster: string, account: Account | undefined, wanted: number, chosen: Settings): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOn(program, cluster, account, { ...chosen, port: String(wanted === 0 ? await freePort() : wanted) });
    } catch (error) {
      if (!(error instanceof StartRefused) || !passes(error.refusal, wanted, attempt)) throw error;
      await pause(200);
    }
  }
}

/** Whether another attempt may succeed where this one was refused. */
function passes(refusal: Refusal, wanted: number, attempt: number): boolean {
  // A port that was free a moment ago may be taken by now, so a port of our own choice is chosen again.
  if (refusal === 'PORT_TAKEN') return wanted === 0 && attempt < 3;
  // The sessions of a server that was killed notice it and end by themselves, in 5 seconds at the very most.
  return refusal === 'DATABASE_BUSY' && attempt < 25;
}

async function startOn(program: string, cluster: string, account: Account | undefined, chosen: Settings & { port: string }): Promise<Server> {
  const log = openLog(dirname(cluster));
  const flags = Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // In a session of its own: a Ctrl-C in the terminal must reach the platform alone, which stops the database last.
  const child = spawn(program, ['-D', cluster, ...flags], { ...serverProcess(cluster, account), detached: true, stdio: ['ignore', log.fd, log.fd] });
  closeSync(log.fd);
  // A program that cannot be run at all emits 'error' instead of 'exit'; either way the end is settled once.
  const ended = once(child, 'exit').then(
    () => undefined,
    (error: Error) => error,
  );
  const pid = child.pid;
  if (pid === undefined || !(await becomesReady(child, cluster))) {
    throw explainLog(readFileSync(log.file).subarray(log.start).toString('utf8'), dirname(cluster), await ended);
  }
  // Should this process exit without `stop`, the server still gets its fast shutdown; only kill -9 leaves it running.
  const stopNow = (): boolean => child.kill('SIGINT');
  process.on('exit', stopNow);
  const released = ended.then(() => {
    process.off('exit', stopNow);
  });
  return {
    port: Number(chosen.port),
    pid,
    ended: released,
    stop: async () => {
      stopNow();
      await released;
    },
  };
}

async function becomesReady(child: ChildProcess, cluster: string): Promise<boolean> {
  // No limit of time: recovery after a kill takes what it takes, and a server that cannot start ends by itself.
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const postmaster = readPostmaster(cluster);
    if (postmaster?.pid === child.pid && postmaster.ready) return true;
    await pause(5);
  }
  return false;
}

/** Opens the server's log for appending; one earlier log is kept once it is over 5 MB. */
function openLog(place: string): { file: string; fd: number; start: number } {
  const file = join(place, 'postgres.log');
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 5_000_000) renameSync(file, `${file}.1`);
  return { file, fd: openSync(file, 'a', 0o600), start: size > 5_000_000 ? 0 : size };
}
