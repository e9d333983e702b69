import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { ask, eventually } from '../tests/journeys/ask.ts';
import { startOutside } from '../tests/journeys/outside.ts';
import { type Bench, interleave, median, ratioOf } from './rounds.ts';
import type { JobsAnswer, JobsRequest } from './servers/graphile.ts';
import { type BenchPlatform, pushAlerts, quantile, startPlatform } from './startPlatform.ts';
import { type ServerProcess, startServer } from './startServer.ts';

/** Steps that become due at one moment, and those that become due one after the other on an idle machine, so many ms apart. */
const flood = 1_000;
const single = 50;
const apartMs = 60;
/** Between the moment at which the times are set and the first of them. */
const aheadMs = 12_000;

const goals = { p50: 10, p99: 50, drainS: 2, throughput: 0.5 };

type Lateness = { p50: number; p99: number };
type Drain = { seconds: number };

/**
 * P11: steps of escalations through the whole platform, from the moment when they are due. A step reads how the incident stands, tells a channel (a delivery, which is then sent), keeps its
 * decision and the time of the next step. The peer is graphile-worker on the same PostgreSQL, whose jobs do the least of it.
 */
export const benchEscalation: Bench = async ({ rounds }) => {
  const outside = await startOutside();
  const platform = await startPlatform({ groupBy: ['alertname'], groupWaitMs: 500, channelUrl: `${outside.url}/notices` });
  const owner = new Client({ connectionString: platform.ownerUrl });
  await owner.connect();
  await owner.query('CREATE DATABASE peer').finally(() => owner.end());
  const database = new Client({ connectionString: platform.appUrl });
  await database.connect();
  const peer = await startServer('graphile', 'rest', [Object.assign(new URL(platform.ownerUrl), { pathname: '/peer' }).href]);
  try {
    await savePolicy(platform);
    const { viewer } = await ask<{ viewer: { tenant: { id: string } } }>(platform, '{ viewer { tenant { id } } }');
    await database.query(`SELECT set_config('app.tenant_id', $1, false)`, [viewer.tenant.id]);
    await openAll(platform, database);
    const spread = spreadOver(single, apartMs);
    const idle = await interleave(
      {
        ours: async () => latenessOf(await runOurs(database, spread), spread),
        peer: async () => latenessOf((await runPeer(peer, spread)).begun, spread),
      },
      rounds,
    );
    const together = spreadOver(flood, 0);
    const drain = await interleave(
      {
        ours: async (): Promise<Drain> => ({ seconds: Math.max(...(await runOurs(database, together))) / 1_000 }),
        peer: async (): Promise<Drain> => ({ seconds: (await runPeer(peer, together)).ended / 1_000 }),
      },
      rounds,
    );
    const latency = (kept: Lateness[]) =>
      `p50 ${median(kept.map(({ p50 }) => p50)).toFixed(0)} ms, p99 ${median(kept.map(({ p99 }) => p99)).toFixed(0)} ms`;
    const seconds = (kept: Drain[]) => median(kept.map(({ seconds }) => seconds));
    const done = (kept: Drain[]) => `${seconds(kept).toFixed(2)} s (${Math.round(flood / seconds(kept))}/s)`;
    const throughput = ratioOf(drain.ours, drain.peer, ({ seconds }) => 1 / seconds);
    return [
      {
        id: 'P11',
        what: 'step of an escalation due, until it is done, idle',
        ours: latency(idle.ours),
        peer: `graphile-worker: ${latency(idle.peer)}`,
        ...ratioOf(idle.ours, idle.peer, ({ p50 }) => p50),
        goal: `p50 ≤ ${goals.p50} ms, p99 ≤ ${goals.p99} ms`,
        ok: median(idle.ours.map(({ p50 }) => p50)) <= goals.p50 && median(idle.ours.map(({ p99 }) => p99)) <= goals.p99,
      },
      {
        id: 'P11',
        what: `${flood} steps due at one moment, all done`,
        ours: done(drain.ours),
        peer: `graphile-worker: ${done(drain.peer)}`,
        ...throughput,
        goal: `≤ ${goals.drainS} s, ≥ ${goals.throughput}×`,
        ok: seconds(drain.ours) <= goals.drainS && throughput.ratio >= goals.throughput,
      },
    ];
  } finally {
    await peer.stop();
    await database.end();
    await platform.stop();
    await outside.stop();
  }
};

/** Everything is told by one chain that waits an hour before each of its steps: the bench says when the hour is over. */
async function savePolicy(platform: BenchPlatform): Promise<void> {
  const { channels } = await ask<{ channels: { edges: { node: { id: string } }[] } }>(platform, '{ channels { edges { node { id } } } }');
  const channelId = channels.edges[0]?.node.id;
  const steps = Array.from({ length: 24 }, () => [
    { kind: 'WAIT', seconds: 3_600 },
    { kind: 'CHANNEL', channelId },
  ]).flat();
  const { createEscalationChain: chain } = await ask<{ createEscalationChain: { id: string } }>(
    platform,
    'mutation ($chain: EscalationChainInput!) { createEscalationChain(chain: $chain) { id } }',
    { chain: { name: 'bench', steps } },
  );
  await ask(
    platform,
    'mutation ($chainId: ID!) { savePolicy(tree: [{ key: "a", name: "all", tells: CHAIN, chainId: $chainId }], expectedVersion: 0) { version } }',
    { chainId: chain.id },
  );
}

/** Opens the incidents, and waits until all run and the platform has nothing else to do. */
async function openAll({ ingestUrl }: BenchPlatform, database: Client): Promise<void> {
  for (let from = 0; from < flood; from += 100) {
    await pushAlerts(
      ingestUrl,
      Array.from({ length: 100 }, (_, at) => ({ labels: { alertname: `Step${from + at}`, severity: 'critical' }, annotations: {} })),
    );
  }
  await eventually(
    `${flood} runs that wait`,
    async () => {
      const { rows } = await database.query<{ runs: string; jobs: string }>(
        `SELECT (SELECT count(*) FROM escalation_run WHERE state = 'RUNNING' AND reason = 'waits') AS runs,
          (SELECT count(*) FROM pgboss.job WHERE state IN ('created', 'active', 'retry') AND start_after <= now()) AS jobs`,
      );
      return Number(rows[0]?.runs) === flood && Number(rows[0]?.jobs) === 0;
    },
    900,
  );
}

/** When each is due, in ms from the first. */
const spreadOver = (count: number, apart: number): number[] => Array.from({ length: count }, (_, at) => at * apart);

/** Makes so many runs due at these times, as if their hour were over then; how long after the first of these times each step had begun, in ms. */
async function runOurs(database: Client, spread: readonly number[]): Promise<number[]> {
  const { rows } = await database.query<{ id: string }>(`SELECT id FROM escalation_run WHERE state = 'RUNNING' ORDER BY cursor, id LIMIT $1`, [
    spread.length,
  ]);
  const ids = rows.map(({ id }) => id);
  const base = Date.now() + aheadMs;
  const times = spread.map((at) => new Date(base + at));
  await database.query(`UPDATE escalation_run r SET next_at = d.at FROM unnest($1::uuid[], $2::timestamptz[]) AS d(id, at) WHERE r.id = d.id`, [
    ids,
    times,
  ]);
  return eventually(
    `${ids.length} steps`,
    async () => {
      const { rows: done } = await database.query<{ id: string; at: Date }>(
        `SELECT run_id AS id, at FROM escalation_decision WHERE run_id = ANY($1::uuid[]) AND kind = 'channel' AND at >= $2`,
        [ids, new Date(base)],
      );
      if (done.length < ids.length) return undefined;
      const atOf = new Map(done.map(({ id, at }) => [id, at.getTime()]));
      return ids.map((id) => (atOf.get(id) ?? Number.NaN) - base);
    },
    300,
  ).finally(() => pause(2_000));
}

async function runPeer(peer: ServerProcess, spread: readonly number[]): Promise<{ begun: number[]; ended: number }> {
  const base = Date.now() + 2_000;
  const { begun, endedAt } = await peer.ask<JobsAnswer>({ dueAt: spread.map((at) => base + at) } satisfies JobsRequest);
  return { begun: begun.map((at) => at - base), ended: endedAt - base };
}

/** How much later than due each began; both are in the order of the times. */
function latenessOf(begun: readonly number[], spread: readonly number[]): Lateness {
  const late = begun.map((at, index) => at - (spread[index] ?? 0));
  return { p50: quantile(late, 0.5), p99: quantile(late, 0.99) };
}
