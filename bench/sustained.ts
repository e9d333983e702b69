import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Bench } from './rounds.ts';
import { pushAlerts, quantile, startPlatform } from './startPlatform.ts';
import { residentMb } from './startServer.ts';

/** Twenty thousand series of two hundred rules in ten clusters, each sent every ten seconds, as a large Prometheus does. */
const series = 20_000;
const blockSize = 100;
const blocks = series / blockSize;
const blocksPerSecond = 20;
/** Of a hundred alerts sent, those that begin or end with it: five changes in a hundred is a bad day. */
const changing = 5;

/**
 * P7: 2,000 alerts a second through the whole platform for minutes: intake, routes, lineage, resources, triggers and analyses in one process. No peer runs
 * here: Keep publishes 1,000 alerts a minute on 16 cores.
 */
export const benchSustained: Bench = async ({ seconds, rounds }) => {
  // Ten minutes for a result, a moment to see that it works.
  const length = rounds < 5 ? seconds * 5 : 600;
  const platform = await startPlatform({ groupBy: ['alertname', 'cluster'], groupWaitMs: 30_000 });
  const database = new Client({ connectionString: platform.ownerUrl });
  await database.connect();
  try {
    const firing = new Uint8Array(series);
    const latencies: number[] = [];
    const ages: number[] = [];
    const memory: number[] = [];
    let sent = 0;
    const pushBlock = async (block: number): Promise<void> => {
      latencies.push(await pushAlerts(platform.ingestUrl, alertsOf(block, firing)));
      sent += blockSize;
    };
    // Everything is known before the clock starts, so that the first minute is like the others.
    for (let block = 0; block < blocks; block += 1) await pushBlock(block);
    [latencies.length, sent] = [0, 0];

    const startedAt = performance.now();
    const pushes: Promise<void>[] = [];
    for (let second = 0; second < length; second += 1) {
      for (let at = 0; at < blocksPerSecond; at += 1) {
        // On the clock, whether or not the answers have come: a slow server is not sent less.
        await pause(Math.max(0, startedAt + second * 1_000 + (at * 1_000) / blocksPerSecond - performance.now()));
        const push = pushBlock((second * blocksPerSecond + at) % blocks);
        push.catch(() => undefined);
        pushes.push(push);
      }
      ages.push(await oldestJob(database));
      if (second % 5 === 0) memory.push(residentMb(platform.pid));
    }
    await Promise.all(pushes);
    const perSecond = sent / ((performance.now() - startedAt) / 1_000);
    const age = quantile(ages, 0.99);
    const [early, late] = [
      mean(memory.slice(Math.floor(memory.length / 5), Math.ceil((memory.length * 2) / 5))),
      mean(memory.slice(-Math.ceil(memory.length / 5))),
    ];
    const growth = late / early;
    const none = { peer: '', cv: null } as const;
    return [
      {
        id: 'P7',
        what: `through the whole platform for ${Math.round(length / 60)} min`,
        ours: `${Math.round(perSecond)} alerts/s, p99 ${quantile(latencies, 0.99).toFixed(0)} ms`,
        peer: 'Keep, published, 16 cores: 17 alerts/s',
        ...{ ratio: perSecond / (1_000 / 60), cv: null },
        goal: '≥ 120×',
        ok: perSecond >= 1_990,
      },
      { id: 'P7', what: 'the same, oldest waiting job, p99', ours: `${age.toFixed(1)} s`, ...none, ratio: null, goal: '< 2 s', ok: age < 2 },
      {
        id: 'P7',
        what: 'the same, memory of the last fifth against the second',
        ours: `${Math.round(late)} MB`,
        ...none,
        ratio: growth,
        goal: '± 10 %',
        ok: growth <= 1.1,
      },
    ];
  } finally {
    await database.end();
    await platform.stop();
  }
};

/** The next word on a block's alerts: nearly all as before, a few begin or end. */
function alertsOf(block: number, firing: Uint8Array): object[] {
  const now = new Date();
  return Array.from({ length: blockSize }, (_, at) => {
    const id = block * blockSize + at;
    if (Math.random() * 100 < changing) firing[id] = firing[id] === 1 ? 0 : 1;
    const isFiring = firing[id] === 1;
    return {
      labels: {
        alertname: `Rule${id % 200}`,
        cluster: `cluster-${(id >> 4) % 10}`,
        namespace: `shop-${id % 40}`,
        pod: `shop-${id}`,
        instance: `10.${(id >> 16) & 255}.${(id >> 8) & 255}.${id & 255}:9100`,
        severity: id % 50 === 0 ? 'critical' : 'warning',
      },
      annotations: { summary: 'Something is slower than it should be' },
      startsAt: new Date(now.getTime() - 600_000 + id).toISOString(),
      endsAt: new Date(now.getTime() + (isFiring ? 240_000 : -1)).toISOString(),
      generatorURL: `http://prometheus:9090/graph?g0.expr=metric_${id % 200}+%3E+1`,
    };
  });
}

/** Age of the job that has waited longest although it may start, in seconds. */
async function oldestJob(database: Client): Promise<number> {
  const { rows } = await database.query<{ age: string | null }>(
    "SELECT extract(epoch FROM now() - min(greatest(created_on, start_after))) AS age FROM pgboss.job WHERE state IN ('created', 'retry') AND start_after <= now()",
  );
  return Number(rows[0]?.age ?? 0);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
