import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, eventually } from '../tests/journeys/ask.ts';
import { startOutside } from '../tests/journeys/outside.ts';
import { type Bench, interleave, median, ratioOf } from './rounds.ts';
import type { JobsAnswer, JobsRequest } from './servers/graphile.ts';
import { type BenchPlatform, pushAlerts, quantile, startPlatform } from './startPlatform.ts';
import { startServer } from './startServer.ts';

/** Incidents that open one after the other on an idle machine, so many ms apart. */
const single = 40;
const apartMs = 150;
/** Runs that go on at once; each calls, waits a second, and calls again. */
const parallel = 200;

const goals = { p99: 250, parallelS: 15 };

/**
 * Runs of playbooks through the whole platform: from the opening of an incident until the first step of the run that a trigger started has begun, and two hundred runs at once. The peer
 * is graphile-worker on the same PostgreSQL, whose jobs do nothing, one job for each step.
 */
export const benchAutomation: Bench = async ({ rounds }) => {
  const outside = await startOutside();
  const platform = await startPlatform({ groupBy: ['alertname'], groupWaitMs: 60_000, channelUrl: `${outside.url}/notices` });
  const owner = new Client({ connectionString: platform.ownerUrl });
  await owner.connect();
  await owner.query('CREATE DATABASE peer').finally(() => owner.end());
  const database = new Client({ connectionString: platform.appUrl });
  await database.connect();
  const peer = await startServer('graphile', 'rest', [Object.assign(new URL(platform.ownerUrl), { pathname: '/peer' }).href]);
  const runPeer = async (dueAt: (base: number) => number[]): Promise<{ late: number[]; seconds: number }> => {
    const base = Date.now() + 2_000;
    const times = dueAt(base);
    const { begun, endedAt } = await peer.ask<JobsAnswer>({ dueAt: times } satisfies JobsRequest);
    return { late: begun.map((at, index) => at - (times[index] ?? 0)), seconds: (endedAt - base) / 1_000 };
  };
  try {
    const { viewer } = await ask<{ viewer: { tenant: { id: string } } }>(platform, '{ viewer { tenant { id } } }');
    await database.query(`SELECT set_config('app.tenant_id', $1, false)`, [viewer.tenant.id]);
    const call = (id: string) => `  - { kind: http, id: ${id}, name: Call, method: POST, url: '${outside.url}/step' }\n`;
    const one = await savePlaybook(platform, `name: One call\nsteps:\n${call('call')}`);
    const two = await savePlaybook(
      platform,
      `name: Two calls\nsteps:\n${call('first')}  - { kind: wait, id: pause, name: Wait, seconds: 1 }\n${call('second')}`,
    );
    await ask(platform, 'mutation ($trigger: TriggerInput!) { saveTrigger(trigger: $trigger) { trigger { id } } }', {
      trigger: { name: 'All', kind: 'EVENT', event: 'incident.opened', matchers: ['alertname=~"Single.*"'], playbookId: one },
    });

    let round = 0;
    const begun = await interleave(
      {
        ours: async () => p99Of(await openSingles(platform, database, (round += 1))),
        peer: async () => p99Of((await runPeer((base) => Array.from({ length: single }, (_, at) => base + at * apartMs))).late),
      },
      rounds,
    );
    const together = await interleave(
      {
        ours: () => runTogether(platform, database, two),
        peer: async () => {
          const first = await runPeer((base) => Array.from({ length: parallel }, () => base));
          const second = await runPeer((base) => Array.from({ length: parallel }, () => base));
          return first.seconds + second.seconds + 1;
        },
      },
      rounds,
    );
    const ms = (kept: Latency[]) =>
      `p50 ${median(kept.map(({ p50 }) => p50)).toFixed(0)} ms, p99 ${median(kept.map(({ p99 }) => p99)).toFixed(0)} ms`;
    return [
      {
        id: 'runs',
        what: 'incident opened, until the first step of its run begins, idle',
        ours: ms(begun.ours),
        peer: `a job of graphile-worker: ${ms(begun.peer)}`,
        ...ratioOf(begun.ours, begun.peer, ({ p99 }) => p99),
        goal: `p99 ≤ ${goals.p99} ms`,
        ok: median(begun.ours.map(({ p99 }) => p99)) <= goals.p99,
      },
      {
        id: 'runs',
        what: `${parallel} runs at once of two calls with a second between`,
        ours: `${median(together.ours).toFixed(1)} s`,
        peer: `${parallel * 2} jobs of graphile-worker: ${median(together.peer).toFixed(1)} s`,
        ...ratioOf(together.ours, together.peer, (seconds) => 1 / seconds),
        goal: `≤ ${goals.parallelS} s`,
        ok: median(together.ours) <= goals.parallelS,
      },
    ];
  } finally {
    await peer.stop();
    await database.end();
    await platform.stop();
    await outside.stop();
  }
};

type Latency = { p50: number; p99: number };
const p99Of = (late: readonly number[]): Latency => ({ p50: quantile([...late], 0.5), p99: quantile([...late], 0.99) });

async function savePlaybook(platform: BenchPlatform, yaml: string): Promise<string> {
  const { savePlaybook: saved } = await ask<{ savePlaybook: { playbook: { id: string } } }>(
    platform,
    'mutation ($yaml: String!) { savePlaybook(input: { yaml: $yaml, enabled: true }) { playbook { id } } }',
    { yaml },
  );
  return saved.playbook.id;
}

/** Opens incidents one by one; ms from the opening of each until the first step of its run began. */
async function openSingles({ ingestUrl }: BenchPlatform, database: Client, round: number): Promise<number[]> {
  for (let at = 0; at < single; at += 1) {
    await pushAlerts(ingestUrl, [{ labels: { alertname: `Single${round}x${at}`, severity: 'critical' }, annotations: {} }]);
    await pause(apartMs);
  }
  return eventually(
    `${single} runs`,
    async () => {
      const { rows } = await database.query<{ ms: number }>(
        `SELECT extract(epoch FROM s.started_at - i.opened_at)::float * 1000 AS ms FROM run r
          JOIN run_step s ON s.run_id = r.id JOIN incident i ON i.id = r.incident_id
          WHERE i.labels->>'alertname' LIKE $1 AND s.started_at IS NOT NULL`,
        [`Single${round}x%`],
      );
      return rows.length === single && rows.map(({ ms }) => ms);
    },
    120,
  );
}

/** Starts runs at once; seconds until the last has ended. */
async function runTogether(platform: BenchPlatform, database: Client, id: string): Promise<number> {
  const startedAt = new Date();
  const start = 'mutation ($id: ID!) { startPlaybook(input: { id: $id, inputs: {} }) { run { id } } }';
  for (let from = 0; from < parallel; from += 20) await Promise.all(Array.from({ length: 20 }, () => ask(platform, start, { id })));
  return eventually(
    `${parallel} ends`,
    async () => {
      const { rows } = await database.query<{ done: string; ended: Date }>(
        `SELECT count(*) AS done, max(finished_at) AS ended FROM run WHERE playbook_id = $1 AND created_at >= $2 AND status = 'SUCCEEDED'`,
        [id, startedAt],
      );
      const [row] = rows;
      return Number(row?.done) === parallel && row && (row.ended.getTime() - startedAt.getTime()) / 1_000;
    },
    300,
  );
}
