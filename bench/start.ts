import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { nodeFlags } from '../run/launcher/start.mjs';
import { root } from '#run/root';
import { makeHome } from '../tests/servers/home.ts';
import { launch } from '../tests/servers/launch.ts';
import { type Bench, median } from './rounds.ts';

const goal = { seconds: 5, megabytes: 350 };

/** P14: from the start of the embedded form to its readiness, on state that is there already, and the memory of the idle Node process. No peer. */
export const benchStart: Bench = async ({ rounds }) => {
  execFileSync(process.execPath, ['run/build.mjs'], { cwd: root });
  const state = makeHome('bench-start');
  const ready = join(state.dir, 'dev.json');
  const start = () => {
    rmSync(ready, { force: true });
    return launch({
      program: process.execPath,
      args: [...nodeFlags, join(root, 'build', 'all.js')],
      home: makeHome('bench-start', state.dir),
      env: { DATA_DIR: state.dir, GATEWAY_PORT: '0', PAGE_PORT: '0', LOG_LEVEL: 'error' },
      isReady: async () => existsSync(ready),
    });
  };
  try {
    // The first start makes the cluster and is not counted.
    await (await start()).stop();
    const seconds: number[] = [];
    let idle = { node: 0, postgres: 0 };
    for (let round = 1; round <= rounds; round += 1) {
      const startedAt = performance.now();
      const server = await start();
      seconds.push((performance.now() - startedAt) / 1_000);
      if (round === rounds) {
        await pause(10_000);
        idle = { node: residentMegabytes(server.pid), postgres: postgresMegabytes(server.pid) };
      }
      await server.stop();
    }
    const none = { peer: '', ratio: null, cv: null } as const;
    const middle = median(seconds);
    return [
      {
        id: 'P14',
        what: 'start of the embedded form',
        ours: `${middle.toFixed(2)} s`,
        ...none,
        goal: `≤ ${goal.seconds} s`,
        ok: middle <= goal.seconds,
      },
      {
        id: 'P14',
        what: 'idle memory of Node (PostgreSQL beside it)',
        ours: `${idle.node} MB (${idle.postgres} MB)`,
        ...none,
        goal: `≤ ${goal.megabytes} MB`,
        ok: idle.node <= goal.megabytes,
      },
    ];
  } finally {
    state.remove();
  }
};

/** What a process holds in memory that no other shares, in MB: PostgreSQL's processes share most of theirs. */
function proportionalMegabytes(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1_024;
}

function residentMegabytes(pid: number): number {
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024);
}

function postgresMegabytes(pid: number): number {
  return Math.round(descendants(pid).reduce((sum, child) => sum + proportionalMegabytes(child), 0));
}

function descendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}
