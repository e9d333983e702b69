import { setTimeout as pause } from 'node:timers/promises';
import { ask, eventually } from '../tests/journeys/ask.ts';
import { startOutside } from '../tests/journeys/outside.ts';
import { type Bench, median } from './rounds.ts';
import { type BenchPlatform, pushAlerts, startPlatform } from './startPlatform.ts';

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
      await requireStored(platform, round);
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

/** Every alert must be there, in as many incidents as there are groups, or the figures are of nothing. */
async function requireStored(platform: BenchPlatform, round: number): Promise<void> {
  // Labels are indexed by a job, a moment after the alerts are stored.
  await eventually(`whole storm: ${alerts} alerts in ${groups} incidents`, async () => {
    const found = await ask<Record<'incidents' | 'alerts', { totalCount: number }>>(
      platform,
      'query ($of: String!) { incidents(filter: { matchers: $of }, first: 1) { totalCount } alerts(filter: { matchers: $of }, first: 1) { totalCount } }',
      { of: `round="${round}"` },
    );
    return found.incidents.totalCount === groups && found.alerts.totalCount === alerts;
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
