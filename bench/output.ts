import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ask, eventually } from '../tests/journeys/ask.ts';
import { makeHome } from '../tests/servers/home.ts';
import { type Bench, interleave, median, ratioOf } from './rounds.ts';
import { type BenchPlatform, startPlatform } from './startPlatform.ts';

/** Bytes that the script prints, in lines of a hundred. */
const bytes = 100_000_000;
const code = `yes "${'0123456789'.repeat(10).slice(0, 99)}" | head -c ${bytes}`;
/** Most that the memory of either process may grow by, in MB. */
const goalMb = 80;

/**
 * A script that prints 100 MB, through its runner to the platform: how much larger runner and platform get, and how long it takes. Of the output 16 MiB are kept and all of it is
 * masked. The peer is the same program piped through a socket of loopback into a file, which masks and keeps account of nothing.
 */
export const benchOutput: Bench = async ({ rounds }) => {
  const platform = await startPlatform({ groupBy: ['alertname'], groupWaitMs: 60_000 });
  try {
    const runner = await eventually('runner', async () => childOf(platform.pid, 'runner.js'));
    // The first turn, which is not kept, is the one in which memory grows most.
    const turns: Printed[] = [];
    const ours = async (): Promise<Printed> => {
      const printed = await printOurs(platform, runner);
      turns.push(printed);
      return printed;
    };
    const kept = await interleave({ ours, peer: printPeer }, rounds);
    const seconds = (of: readonly { seconds: number }[]) => median(of.map((each) => each.seconds));
    const grown = (process: 'runner' | 'platform') => Math.max(...turns.map((each) => each[process]));
    const rate = (of: readonly { seconds: number }[]) => `${(bytes / 1e6 / seconds(of)).toFixed(0)} MB/s`;
    return [
      {
        id: 'output',
        what: `a script that prints ${bytes / 1e6} MB`,
        ours: `${rate(kept.ours)}; the runner's memory grew by ${grown('runner').toFixed(0)} MB at most, the platform's by ${grown('platform').toFixed(0)} MB`,
        peer: `a pipe through a socket into a file: ${rate(kept.peer)}`,
        ...ratioOf<{ seconds: number }>(kept.ours, kept.peer, (each) => 1 / each.seconds),
        goal: `each ≤ ${goalMb} MB`,
        ok: grown('runner') <= goalMb && grown('platform') <= goalMb,
      },
    ];
  } finally {
    await platform.stop();
  }
};

type Printed = { seconds: number; runner: number; platform: number };

async function printOurs(platform: BenchPlatform, runner: number): Promise<Printed> {
  const before = { runner: openPeak(runner), platform: openPeak(platform.pid) };
  const input = { language: 'BASH', code, timeoutSeconds: 300 };
  const { testScript } = await ask<{ testScript: { id: string } }>(
    platform,
    'mutation ($input: ScriptTestInput!) { testScript(input: $input) { id } }',
    { input },
  );
  type Job = { status: string; startedAt: string; finishedAt: string | null; outputBytes: number; outputDropped: number };
  const job = await eventually(
    'end',
    async () => {
      const query =
        'query ($ids: [ID!]) { runnerJobs(filter: { ids: $ids }) { edges { node { status startedAt finishedAt outputBytes outputDropped } } } }';
      const { runnerJobs } = await ask<{ runnerJobs: { edges: { node: Job }[] } }>(platform, query, { ids: [testScript.id] });
      const found = runnerJobs.edges[0]?.node;
      return found?.finishedAt != null && found;
    },
    300,
  );
  if (job.status !== 'SUCCEEDED' || job.outputBytes + job.outputDropped !== bytes) throw new Error(JSON.stringify(job));
  return {
    seconds: (Date.parse(job.finishedAt ?? '') - Date.parse(job.startedAt)) / 1_000,
    runner: peakOf(runner) - before.runner,
    platform: peakOf(platform.pid) - before.platform,
  };
}

async function printPeer(): Promise<Printed> {
  const home = makeHome('bench-output');
  const server = createServer((socket) => void pipeline(socket, createWriteStream(join(home.dir, 'output')))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const begun = performance.now();
  const child = spawn('bash', ['-c', code], { stdio: ['ignore', 'pipe', 'ignore'] });
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await pipeline(child.stdout, socket);
  await new Promise((resolve) => server.close(resolve));
  const seconds = (performance.now() - begun) / 1_000;
  home.remove();
  return { seconds, runner: 0, platform: 0 };
}

/** A child of a process whose command line holds this word. */
const childOf = (pid: number, word: string): number | undefined => {
  const children = execFileSync('pgrep', ['-P', String(pid), '-f', word], { encoding: 'utf8' }).trim();
  return children === '' ? undefined : Number(children.split('\n')[0]);
};

const statusOf = (pid: number, field: string): number =>
  Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1_000;

/** Forgets the peak of a process's memory so far; answers with its memory now, in MB. */
function openPeak(pid: number): number {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return statusOf(pid, 'VmRSS');
}

const peakOf = (pid: number): number => statusOf(pid, 'VmHWM');
