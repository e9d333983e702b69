import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readWrk } from './load.ts';
import { cpuMs, parentOf } from './startServer.ts';

const run = promisify(execFile);

type Push = {
  url: string;
  headers: Record<string, string>;
  /** Posted in turn, again and again. */
  bodies: readonly string[];
  connections: number;
  seconds: number;
  /** Whose CPU is counted, their children's too. */
  pids: readonly number[];
};

/** What a server took in: requests of a second, the slowest of a hundred, requests answered in all, and CPU for each. */
export type Pushed = { perSecond: number; p99Ms: number; requests: number; cpuMsPerRequest: number };

/** Posts bodies in turn with wrk, on all cores, as server, database and load share them in life. Any answer that is not 2xx disqualifies. */
export async function pushLoad({ url, headers, bodies, connections, seconds, pids }: Push): Promise<Pushed> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const script = join(folder, 'push.lua');
    const set = Object.entries({ ...headers, 'content-type': 'application/json' }).map(
      ([name, value]) => `[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
    );
    writeFileSync(join(folder, 'bodies'), bodies.join('\n'));
    writeFileSync(
      script,
      `local requests, at = {}, 0
      init = function()
        for body in io.lines(${JSON.stringify(join(folder, 'bodies'))}) do
          requests[#requests + 1] = wrk.format("POST", nil, { ${set.join(', ')} }, body)
        end
      end
      request = function()
        at = at % #requests + 1
        return requests[at]
      end`,
    );
    const before = cpuOf(pids);
    const { stdout } = await run('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '--latency', '-s', script, url]);
    const { perSecond, p99Ms, requests } = readWrk(stdout, url);
    return { perSecond, p99Ms, requests, cpuMsPerRequest: (cpuOf(pids) - before) / requests };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** CPU of processes and of their children, which PostgreSQL has one of for each connection. */
function cpuOf(pids: readonly number[]): number {
  const running = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const children = running.filter((pid) => pids.includes(parentOf(pid)));
  return [...pids, ...children].reduce((sum, pid) => sum + cpuMs(pid), 0);
}
