import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DevFile } from '#run/embedded/announce';
import { startPostgres } from '#run/embedded/postgres';
import { nodeFlags } from '../run/launcher/start.mjs';
import { root } from '#run/root';
import { makeHome } from '../tests/servers/home.ts';
import { launch } from '../tests/servers/launch.ts';

/** The whole platform in one process as `npm start` runs it, with its database in reach of the bench. */
export type BenchPlatform = {
  pid: number;
  /** Where Prometheus would push to. */
  ingestUrl: string;
  graphqlUrl: string;
  apiKey: string;
  /** Of the database's owner: what the bench counts by. */
  ownerUrl: string;
  /** Of the application's role, which sees a tenant's rows once its session says whose. */
  appUrl: string;
  stop(): Promise<void>;
};

const token = 'bench-token-bench-token-bench-token-0001';
const apiKey = 'sre_key_bench-bench-bench-bench-bench-bench';

export type BenchSetup = { groupBy: string[]; groupWaitMs: number; channelUrl?: string };

/** Builds and starts it with one tenant, one integration and one route. */
export async function startPlatform({ groupBy, groupWaitMs, channelUrl }: BenchSetup): Promise<BenchPlatform> {
  execFileSync(process.execPath, ['run/build.mjs'], { cwd: root });
  const databaseDir = mkdtempSync(join(tmpdir(), 'bench-database-'));
  const postgres = await startPostgres({ dir: databaseDir });
  const state = makeHome('bench-platform');
  const setup = {
    tenant: { slug: 'bench', name: 'Bench' },
    apiKeys: [{ name: 'bench', role: 'admin', key: apiKey }],
    integrations: [{ name: 'Prometheus', source: 'PROMETHEUS', token }],
    routes: [{ name: 'all', groupBy, groupWaitMs }],
    channels: channelUrl === undefined ? [] : [{ name: 'receiver', url: channelUrl }],
  };
  writeFileSync(join(state.dir, 'setup.json'), JSON.stringify(setup));
  const devFile = join(state.dir, 'dev.json');
  const server = await launch({
    program: process.execPath,
    args: [...nodeFlags, join(root, 'build', 'all.js')],
    home: makeHome('bench-platform', state.dir),
    env: {
      ...{ DATA_DIR: state.dir, SETUP_FILE: join(state.dir, 'setup.json'), LOG_LEVEL: 'error', GATEWAY_PORT: '0', PAGE_PORT: '0' },
      ...{ DATABASE_URL: postgres.appUrl, DATABASE_OWNER_URL: postgres.ownerUrl },
    },
    isReady: async () => existsSync(devFile),
  });
  const { graphqlUrl } = JSON.parse(readFileSync(devFile, 'utf8')) as DevFile;
  return {
    pid: server.pid,
    ingestUrl: new URL(`/ingest/prometheus/${token}/api/v2/alerts`, graphqlUrl).href,
    graphqlUrl,
    apiKey,
    ownerUrl: postgres.ownerUrl,
    appUrl: postgres.appUrl,
    async stop() {
      await server.stop();
      state.remove();
      await postgres.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
}

/** Posts alerts; throws for any answer that is not 2xx. Gives how long the answer took, in milliseconds. */
export async function pushAlerts(url: string, alerts: readonly object[]): Promise<number> {
  const from = performance.now();
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(alerts), headers: { 'content-type': 'application/json' } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`Disqualified: the intake answers ${answer.status} ${text}`);
  return performance.now() - from;
}

/** The value below which `share` of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
