import { createSigned } from './signedClick.ts';
import { startBackground, type Background } from '#run/background';
import { readConfig } from '#run/config';
import { openParts, type Parts } from '#run/parts';
import { applySetup } from '#run/setup/applySetup';
import { serve, type Served } from '#kit/serve';
import { type FakeSlack, startFakeSlack } from '#notify/channels/slack/fake';
import { setTimeout as pause } from 'node:timers/promises';
import { openTestPlatform, type TestPlatform } from '../database/openTestPlatform.ts';
import { makeHome } from '../servers/home.ts';

/**
 * An alert travels to a room of a chat and the answer back: intake, incident, escalation, delivery, a signed click, the incident's own verb, and the message that
 * changes. All parts of the platform run with their jobs; only the chat is not the real one.
 */
let platform: TestPlatform;
let parts: Parts;
let background: Background;
let served: Served;
let slack: FakeSlack;
const home = makeHome('answered');

beforeAll(async () => {
  platform = await openTestPlatform();
  // Prisma loads what it needs with the first query, which Jest allows only while it waits for something.
  await platform.createTenant();
  slack = await startFakeSlack({ U0ADA0000: 'ada@example.org' });
  const config = {
    ...readConfig({ DATA_DIR: home.dir, PUBLIC_URL: 'https://sre.example.com' }),
    SECRET_KEY: new Uint8Array(32),
    ALLOWED_NETWORKS: ['127.0.0.0/8'],
  };
  parts = await openParts(platform, config);
  const routes = Object.values(parts.subgraphs).flatMap((subgraph) => subgraph.routes);
  served = await serve({ routes, host: '127.0.0.1', port: 0, log: platform.log });
  background = await startBackground(platform, [parts.graph, ...Object.values(parts.subgraphs)]);
}, 120_000);
afterAll(async () => {
  await background.stop();
  await served.close();
  await platform.close();
  await parts.close();
  await slack.close();
  home.remove();
});

const signingSecret = 'the signing secret of the app';
const sent = () =>
  slack.received.map(({ path, body }) => ({ method: path.split('/').at(-1) ?? '', ...(path.includes('users.info') ? {} : JSON.parse(body)) }));

async function until<T>(what: string, find: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let turn = 0; turn < 300; turn += 1) {
    const found = await find();
    if (found !== undefined) return found;
    await pause(100);
  }
  throw new Error(`Within 30 s there was no ${what}.`);
}

test('an alert is told in the room, acknowledged by a click as the person who clicked, and shown so in the message; its end changes the message again', async () => {
  const made = await applySetup(parts.platform, {
    tenant: { slug: 'acme', name: 'Acme' },
    ...{ connections: [], apiKeys: [], scopes: [], correlation: [], playbooks: [], triggers: [] },
    people: [{ issuer: 'https://grafana.example.com/', subject: 'user:ada', name: 'Ada', email: 'ada@example.org', role: 'responder' }],
    integrations: [{ name: 'Prometheus', source: 'PROMETHEUS', fingerprintLabels: [], token: undefined }],
    routes: { name: 'default', groupBy: ['alertname'], groupWaitMs: 0 } as never,
    channels: [{ name: 'Ops room', kind: 'slack', settings: { channel: 'C0SRE', botToken: slack.token, signingSecret, apiUrl: slack.apiUrl } }],
  });
  const inTenant = <T>(work: Parameters<typeof platform.database.inTenant<T>>[1]) => platform.database.inTenant(made.tenantId, work);
  const alert = (endsAt?: string) =>
    fetch(`http://127.0.0.1:${served.port}/ingest/prometheus/${made.integrations['Prometheus']}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([
        { labels: { alertname: 'DiskFull', severity: 'critical' }, ...(endsAt && { startsAt: '2026-01-01T00:00:00Z', endsAt }) },
      ]),
    });
  expect((await alert()).status).toBe(200);
  const opened = await until('message', () => sent().find(({ method }) => method === 'chat.postMessage'));
  expect(opened).toMatchObject({ channel: 'C0SRE', text: expect.stringMatching(/^\[Triggered\] #1 /) });
  const { value = '' } = opened.attachments[0].blocks.at(-1).elements.find(({ action_id }: { action_id: string }) => action_id === 'acknowledge');
  const channelId = await inTenant(async (db) => (await db.channel.findFirstOrThrow()).id);
  await until('delivery', () => inTenant(async (db) => (await db.delivery.findFirst({ where: { id: value, status: 'DELIVERED' } })) ?? undefined));

  const click = createSigned(signingSecret, { type: 'block_actions', user: { id: 'U0ADA0000' }, actions: [{ action_id: 'acknowledge', value }] });
  expect((await fetch(`http://127.0.0.1:${served.port}/notify/slack/${channelId}`, { method: 'POST', ...click })).status).toBe(200);
  const updated = await until('changed message', () => sent().find(({ method }) => method === 'chat.update'));
  expect(updated).toMatchObject({ channel: 'C0SRE', text: expect.stringMatching(/^\[Acknowledged by Ada\] #1 /) });
  const ada = await inTenant((db) => db.person.findFirstOrThrow({ where: { name: 'Ada' } }));
  expect(await inTenant((db) => db.incident.findFirstOrThrow())).toMatchObject({ status: 'ACKNOWLEDGED', acknowledgedById: ada.id });

  await alert(new Date().toISOString());
  const ended = await until('end', () => sent().find(({ method, text }) => method === 'chat.update' && String(text).startsWith('[Resolved]')));
  expect(ended).toMatchObject({ ts: updated.ts });
  await until('line in the thread', () =>
    sent().find(({ method, text, thread_ts }) => method === 'chat.postMessage' && text === '*Resolved*' && thread_ts === updated.ts),
  );
}, 120_000);
