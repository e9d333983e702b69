import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAlertmanager } from '../tests/servers/alertmanager.ts';
import { buildServers } from './buildServers.ts';
import { type Pushed, pushLoad } from './pushLoad.ts';
import { type Bench, interleave, median, ratioOf, type Row } from './rounds.ts';
import type { IntakeRequest, Stored } from './servers/ingest.ts';
import { attach } from './startServer.ts';

const fingerprints = 5_000;
const connections = 16;

/** Alerts per request, with the goals of P5: throughput at least, and the slowest requests at most, of Alertmanager's. */
const sizes = [
  { size: 1, throughput: 0.45, tail: 1.5 },
  { size: 10, throughput: 0.5, tail: 1 },
  { size: 100, throughput: 0.55, tail: 1 },
] as const;

/** P5: alerts taken in as Prometheus sends them, each answered after its commit, against Alertmanager 0.31.1, which keeps them in memory. */
export const benchIngest: Bench = async ({ rounds, seconds }) => {
  const intake = await startIntake();
  const alertmanager = await startAlertmanager({ config: 'route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n' });
  try {
    const { token } = await intake.ask<{ token: string }>({ request: 'token' satisfies IntakeRequest });
    const addresses = {
      ours: `http://127.0.0.1:${intake.ready['port']}/ingest/prometheus/${token}/api/v2/alerts`,
      theirs: `${alertmanager.url}/api/v2/alerts`,
    };
    for (const url of Object.values(addresses)) await fill(url);
    const rows: Row[] = [];
    for (const { size, throughput, tail } of sizes) {
      const load = { bodies: bodiesOf(size), connections, seconds };
      const { ours, theirs } = await interleave(
        {
          ours: () =>
            pushLoad({
              ...load,
              url: addresses.ours,
              headers: {},
              pids: intake.pids,
            }),
          theirs: () => pushLoad({ ...load, url: addresses.theirs, headers: {}, pids: [alertmanager.pid] }),
        },
        rounds,
      );
      const speed = ratioOf(ours, theirs, ({ perSecond }) => perSecond);
      const slowest = ratioOf(ours, theirs, ({ p99Ms }) => p99Ms);
      const what = `durable intake, ${size} ${size === 1 ? 'alert' : 'alerts'} a request`;
      rows.push(
        {
          id: 'P5',
          what,
          ours: told(ours, size),
          peer: `Alertmanager: ${told(theirs, size)}`,
          ...speed,
          goal: `≥ ${throughput}×`,
          ok: speed.ratio >= throughput,
        },
        {
          id: 'P5',
          what: 'the same, p99',
          ours: tailOf(ours),
          peer: `Alertmanager: ${tailOf(theirs)}`,
          ...slowest,
          goal: `≤ ${tail.toFixed(1)}×`,
          ok: slowest.ratio <= tail,
        },
      );
    }
    await requireAll(await intake.ask<Stored>({ request: 'stored' satisfies IntakeRequest }), alertmanager.url);
    return [...rows, await againstUpserts(addresses.ours, intake.pids, rounds, seconds)];
  } finally {
    await alertmanager.stop();
    await intake.ask({ request: 'end' satisfies IntakeRequest });
    await intake.stop();
  }
};

/** P6: the same intake against one that upserts alert by alert with Prisma, on the same database with the same durability. */
async function againstUpserts(url: string, pids: number[], rounds: number, seconds: number): Promise<Row> {
  const peer = await startServerOf('upsert');
  try {
    const load = { bodies: bodiesOf(10), connections, seconds, headers: {} };
    const { ours, theirs } = await interleave(
      {
        ours: () => pushLoad({ ...load, url, pids }),
        theirs: () => pushLoad({ ...load, url: `http://127.0.0.1:${peer.ready['port']}/`, pids: [peer.pid, peer.ready['postgres'] ?? 0] }),
      },
      rounds,
    );
    const speed = ratioOf(ours, theirs, ({ perSecond }) => perSecond);
    return {
      id: 'P6',
      what: 'durable intake, 10 alerts a request',
      ours: told(ours, 10),
      peer: `Prisma upserts: ${told(theirs, 10)}`,
      ...speed,
      goal: '≥ 15×',
      ok: speed.ratio >= 15,
    };
  } finally {
    await peer.ask({ request: 'end' satisfies IntakeRequest });
    await peer.stop();
  }
}

/** The intake and its PostgreSQL, on all cores, as Alertmanager has them. */
async function startIntake() {
  const server = await startServerOf('ingest');
  return { ...server, pids: [server.pid, server.ready['postgres'] ?? 0] };
}

async function startServerOf(name: 'ingest' | 'upsert') {
  const prismaFolder = fileURLToPath(new URL('../prisma', import.meta.url));
  return attach(fork(join(await buildServers(), `${name}.js`), [prismaFolder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
}

/** Makes every alert known, so that each round measures the same: alerts that are sent again and again, as Prometheus does. */
async function fill(url: string): Promise<void> {
  for (const body of bodiesOf(100)) {
    const { ok, status } = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    if (!ok) throw new Error(`${url} is disqualified: it answers ${status}.`);
  }
}

/** Every alert that was sent must be there in both, or the figures are of nothing. */
async function requireAll({ alerts, received, incidents }: Stored, alertmanagerUrl: string): Promise<void> {
  const theirs = (await (await fetch(`${alertmanagerUrl}/api/v2/alerts`)).json()) as unknown[];
  if (alerts !== fingerprints || received < fingerprints || incidents !== kinds || theirs.length !== fingerprints) {
    throw new Error(`Disqualified: ${alerts} alerts in ${incidents} incidents against ${theirs.length} alerts.`);
  }
}

const kinds = 50;
const startsAt = new Date().toISOString();

/** Bodies of `size` alerts that together name every fingerprint once; an alert takes about 500 bytes. */
function bodiesOf(size: number): string[] {
  const alerts = Array.from({ length: fingerprints }, (_, at) => ({
    labels: {
      alertname: `BenchAlert${at % kinds}`,
      cluster: 'prod-eu1',
      namespace: 'checkout',
      pod: `checkout-7d9f8b6c5-${at}`,
      instance: `10.0.${at >> 8}.${at & 255}:9100`,
      job: 'node',
      severity: 'warning',
    },
    annotations: {
      summary: 'Something is slower than it should be',
      description: 'The 99th percentile of request durations has been above half a second for ten minutes.',
    },
    startsAt,
    generatorURL: 'http://prometheus.example.com:9090/graph?g0.expr=rate%28http_request_duration_seconds_count%5B5m%5D%29+%3E+0.5&g0.tab=1',
  }));
  return Array.from({ length: fingerprints / size }, (_, at) => JSON.stringify(alerts.slice(at * size, (at + 1) * size)));
}

const told = (kept: readonly Pushed[], size: number): string =>
  `${Math.round(median(kept.map(({ perSecond }) => perSecond)) * size)} alerts/s, ${Math.round((median(kept.map(({ cpuMsPerRequest }) => cpuMsPerRequest)) * 1000) / size)} µs CPU each`;

const tailOf = (kept: readonly Pushed[]): string => `${median(kept.map(({ p99Ms }) => p99Ms)).toFixed(0)} ms`;
