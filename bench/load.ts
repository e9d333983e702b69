import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cpuMs, pin } from './startServer.ts';

const run = promisify(execFile);

type Load = {
  url: string;
  body: string;
  headers: Record<string, string>;
  /** The only right answer. Anything else disqualifies the round. */
  expected: string;
  connections: number;
  seconds: number;
  /** Whose CPU is counted. */
  pid: number;
};

/** What a server did under load. */
export type Throughput = { perSecond: number; p99Ms: number; cpuMsPerRequest: number };

/** Posts one body over and over with wrk (Debian package `wrk`), after and before a look at the answer. */
export async function postLoad({ url, body, headers, expected, connections, seconds, pid }: Load): Promise<Throughput> {
  await requireAnswer(url, body, headers, expected);
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const script = join(folder, 'post.lua');
  const set = Object.entries(headers).map(([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}`);
  writeFileSync(script, [`wrk.method = "POST"`, `wrk.body = [==[${body}]==]`, ...set].join('\n'));
  const [command = '', ...pinning] = pin('rest');
  const cpuBefore = cpuMs(pid);
  const { stdout } = await run(command, [
    ...pinning,
    'wrk',
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--timeout',
    '10s',
    '--latency',
    '-s',
    script,
    url,
  ]);
  const cpu = cpuMs(pid) - cpuBefore;
  rmSync(folder, { recursive: true });

  await requireAnswer(url, body, headers, expected);
  const { requests, ...throughput } = readWrk(stdout, url);
  return { ...throughput, cpuMsPerRequest: cpu / requests };
}

/** What wrk printed; an answer that was not 2xx or a connection that failed disqualifies. */
export function readWrk(stdout: string, url: string): { perSecond: number; p99Ms: number; requests: number } {
  const failed = stdout.match(/Non-2xx or 3xx responses: (\d+)/) ?? stdout.match(/Socket errors: .*/);
  if (failed) throw new Error(`${url} is disqualified: ${failed[0]}`);
  return {
    perSecond: Number(stdout.match(/Requests\/sec:\s+([\d.]+)/)?.[1]),
    p99Ms: milliseconds(stdout.match(/99%\s+([\d.]+)(us|ms|s)/)),
    requests: Number(stdout.match(/(\d+) requests in/)?.[1]),
  };
}

async function requireAnswer(url: string, body: string, headers: Record<string, string>, expected: string): Promise<void> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = (await response.text()).trim();
  if (response.status !== 200 || text !== expected) throw new Error(`${url} is disqualified: it answers ${response.status} ${text.slice(0, 300)}`);
}

const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000 };

function milliseconds(match: RegExpMatchArray | null): number {
  return Number(match?.[1]) * (units[match?.[2] ?? ''] ?? Number.NaN);
}
