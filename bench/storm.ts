import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { startOutside } from '../tests/journeys/outside.ts';
import { type Bench, median } from './rounds.ts';
import { pushAlerts, startPlatform } from './startPlatform.ts';

const alerts = 10_000;
const groups = 50;
const postSize = 100;
const connections = 16;
const groupWaitMs = 2_000;

const goals = { acknowledgedS: 3, notifiedS: 2 };

/** P8: a storm of 10,000 new alerts of 50 groups in posts of a hundred, until every one is acknowledged, and until the first person has been told. No peer. */
export const benchStorm: Bench = async ({ rounds }) => {
  const outside = await startOutside();
  const platform = await startPlatform({ groupBy: ['alertname'], groupWaitMs, channelUrl: `${outside.url}/notices` });
  const database = new Client({ connectionString: platform.ownerUrl });
  await database.connect();
  try {
    const acknowledged: number[] = [];
    const notified: number[] = [];
    for (let round = 1; round <= Math.min(rounds, 3); round += 1) {
      outside.received.length = 0;
      const startedAt = performance.now();
      const first = firstNotice(outside.received);
      await pushAll(platform.ingestUrl, round);
      acknowledged.push((performance.now() - startedAt) / 1_000);
      // The first incident opens with the first post, and its group_wait begins there.
      notified.push(((await first) - startedAt - groupWaitMs) / 1_000);
      const { rows } = await database.query<{ incidents: number; members: number }>(
        "SELECT count(DISTINCT i.id)::int AS incidents, count(m.*)::int AS members FROM incident i JOIN incident_alert m ON m.tenant_id = i.tenant_id AND m.incident_id = i.id WHERE i.labels->>'round' = $1",
        [String(round)],
      );
      if (rows[0]?.incidents !== groups || rows[0].members !== alerts) throw new Error(`Disqualified: ${JSON.stringify(rows[0])}`);
    }
    const none = { peer: '', ratio: null, cv: null } as const;
    const [told, done] = [median(notified), median(acknowledged)];
    return [
      {
        id: 'P8',
        what: `storm of ${alerts} new alerts, all acknowledged, ${groups} incidents`,
        ours: `${done.toFixed(2)} s (${Math.round(alerts / done)} new alerts/s)`,
        ...none,
        goal: `≤ ${goals.acknowledgedS} s`,
        ok: done <= goals.acknowledgedS,
      },
      {
        id: 'P8',
        what: 'the same, first notice after group_wait',
        ours: `${told.toFixed(2)} s`,
        ...none,
        goal: `≤ ${goals.notifiedS} s`,
        ok: told <= goals.notifiedS,
      },
    ];
  } finally {
    await database.end();
    await platform.stop();
    await outside.stop();
  }
};

async function pushAll(url: string, round: number): Promise<void> {
  const posts = Array.from({ length: alerts / postSize }, (_, post) => post);
  const push = async (): Promise<void> => {
    for (let post = posts.shift(); post !== undefined; post = posts.shift()) await pushAlerts(url, postOf(post, round));
  };
  await Promise.all(Array.from({ length: connections }, push));
}

/** Every post has alerts of every group, which is the hardest order. */
function postOf(post: number, round: number): object[] {
  return Array.from({ length: postSize }, (_, at) => {
    const id = post * postSize + at;
    return {
      labels: {
        alertname: `Storm${round}x${id % groups}`,
        round: String(round),
        instance: `10.1.${id >> 8}.${id & 255}:9100`,
        pod: `cart-${id}`,
        severity: 'critical',
      },
      annotations: { summary: 'The switch below it is gone' },
      generatorURL: 'http://prometheus:9090/graph?g0.expr=up+%3D%3D+0',
    };
  });
}

/** When the first notice arrives, or an error after a minute. */
async function firstNotice(received: readonly unknown[]): Promise<number> {
  for (let waited = 0; waited < 60_000; waited += 5) {
    if (received.length > 0) return performance.now();
    await pause(5);
  }
  throw new Error('Nobody was told within a minute.');
}
