import { serve } from '#kit/serve';
import { connectDatabase } from '#kit/tenant';
import { request as openRequest } from 'node:http';
import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { readSample } from './sources/samples/readSample.ts';
import { createIngestRoutes } from './webhook.ts';

let platform: TestIncidents;
let alertmanager: TestSender;
let prometheus: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  alertmanager = await platform.createSender('ALERTMANAGER');
  prometheus = await platform.createSender('PROMETHEUS');
});

type Answer = { status: number; body: any; retryAfter: string | null };

async function post(path: string, body: string | Uint8Array, headers: Record<string, string> = {}, url = platform.url): Promise<Answer> {
  const answer = await fetch(url + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  return { status: answer.status, body: await answer.json(), retryAfter: answer.headers.get('retry-after') };
}

const webhook = readSample('alertmanager-firing');
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const payloads = ({ tenantId }: TestSender) => platform.database.inTenant(tenantId, (db) => db.payload.findMany());

test('Alertmanager posts with the token in the address or as a bearer', async () => {
  expect(await post(`/ingest/alertmanager/${alertmanager.token}`, webhook)).toMatchObject({
    status: 200,
    body: { status: 'accepted', alerts: 2, changed: 2 },
  });
  expect(await post('/ingest/alertmanager', webhook, bearer(alertmanager.token))).toMatchObject({ status: 200, body: { alerts: 2, changed: 0 } });
  expect(await platform.alerts(alertmanager)).toMatchObject([
    { name: 'HostOutOfMemory', severity: 'CRITICAL', expression: 'node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes * 100 < 10' },
    { severity: 'MEDIUM', receivedCount: 2 },
  ]);
  expect(await platform.incidentsOf(alertmanager)).toMatchObject([{ title: 'HostOutOfMemory: Host is running out of memory', severity: 'CRITICAL' }]);
});

test('the body of an accepted request is kept as it came', async () => {
  await post(`/ingest/alertmanager/${alertmanager.token}`, webhook);
  expect(await payloads(alertmanager)).toMatchObject([{ body: webhook, alertCount: 2, integrationId: alertmanager.integrationId }]);
});

test('Prometheus posts below its path prefix, or with a bearer', async () => {
  const push = readSample('prometheus-push');
  expect(await post(`/ingest/prometheus/${prometheus.token}/api/v2/alerts`, push)).toMatchObject({ status: 200, body: { alerts: 2, changed: 2 } });
  expect(await post('/ingest/prometheus/api/v2/alerts', push, bearer(prometheus.token))).toMatchObject({
    status: 200,
    body: { alerts: 2, changed: 0 },
  });
});

test('the same alert through both sources is one alert', async () => {
  const [alert] = JSON.parse(webhook).alerts;
  const { labels, annotations, startsAt, generatorURL } = alert;
  await post(`/ingest/alertmanager/${alertmanager.token}`, webhook);
  const [known] = await platform.alerts(alertmanager);
  await post(`/ingest/prometheus/${prometheus.token}/api/v2/alerts`, JSON.stringify([{ labels, annotations, startsAt, generatorURL }]));
  const [pushed] = await platform.alerts(prometheus);
  expect(pushed?.fingerprint).toBe(known?.fingerprint);
  expect(pushed?.contentHash).toBe(known?.contentHash);
});

test('gzip is read', async () => {
  expect(await post(`/ingest/alertmanager/${alertmanager.token}`, gzipSync(webhook), { 'content-encoding': 'gzip' })).toMatchObject({ status: 200 });
});

test('fifty posts at once are all answered, each with its own count', async () => {
  const bodies = Array.from({ length: 50 }, (_, at) => webhook.replaceAll('db-1', `db-${at + 10}`));
  const answers = await Promise.all(bodies.map((body) => post(`/ingest/alertmanager/${alertmanager.token}`, body)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(answers.reduce((sum, { body }) => sum + body.changed, 0)).toBe(51);
  expect(await platform.alerts(alertmanager)).toHaveLength(51);
  expect(await payloads(alertmanager)).toHaveLength(50);
  expect(await platform.incidentsOf(alertmanager)).toHaveLength(1);
});

const tooLarge = `{"version":"4","alerts":[],"filler":"${'x'.repeat(5 * 1024 * 1024)}"}`;
const latin1 = Buffer.from(webhook.replace('prod-eu1', 'prod-é'), 'latin1');

test.each<[string, number, string, () => Promise<Answer>]>([
  ['no token', 401, 'UNAUTHENTICATED', () => post('/ingest/alertmanager', webhook)],
  ['a token nobody has', 401, 'UNAUTHENTICATED', () => post('/ingest/alertmanager/sre_int_unknown', webhook)],
  ['a token of Prometheus at Alertmanager', 403, 'FORBIDDEN', () => post(`/ingest/alertmanager/${prometheus.token}`, webhook)],
  ['a token of Alertmanager at Prometheus', 403, 'FORBIDDEN', () => post(`/ingest/prometheus/${alertmanager.token}/api/v2/alerts`, '[]')],
  ['a body that is no JSON', 400, 'MALFORMED_BODY', () => post(`/ingest/alertmanager/${alertmanager.token}`, '{"version":')],
  ['no body', 400, 'MALFORMED_BODY', () => post(`/ingest/alertmanager/${alertmanager.token}`, '')],
  ['a body of more than 5 MB', 413, 'BODY_TOO_LARGE', () => post(`/ingest/alertmanager/${alertmanager.token}`, tooLarge)],
  [
    'a body that inflates to more',
    413,
    'BODY_TOO_LARGE',
    () => post(`/ingest/alertmanager/${alertmanager.token}`, gzipSync(tooLarge), { 'content-encoding': 'gzip' }),
  ],
  ['bytes that are no UTF-8', 415, 'UNSUPPORTED_ENCODING', () => post(`/ingest/alertmanager/${alertmanager.token}`, latin1)],
  [
    'another character set',
    415,
    'UNSUPPORTED_ENCODING',
    () => post(`/ingest/alertmanager/${alertmanager.token}`, Buffer.from(webhook, 'utf16le'), { 'content-type': 'application/json; charset=utf-16' }),
  ],
  [
    'another compression',
    415,
    'UNSUPPORTED_ENCODING',
    () => post(`/ingest/alertmanager/${alertmanager.token}`, webhook, { 'content-encoding': 'br' }),
  ],
  [
    'bytes that are no gzip',
    415,
    'UNSUPPORTED_ENCODING',
    () => post(`/ingest/alertmanager/${alertmanager.token}`, webhook, { 'content-encoding': 'gzip' }),
  ],
  [
    'the webhook of another version',
    422,
    'UNKNOWN_SHAPE',
    () => post(`/ingest/alertmanager/${alertmanager.token}`, webhook.replace('"version": "4"', '"version": "1"')),
  ],
  ['the payload of the other source', 422, 'UNKNOWN_SHAPE', () => post(`/ingest/prometheus/${prometheus.token}/api/v2/alerts`, webhook)],
  ['nesting without end', 422, 'UNKNOWN_SHAPE', () => post(`/ingest/alertmanager/${alertmanager.token}`, '['.repeat(100_000) + ']'.repeat(100_000))],
  ['no such address', 404, 'NOT_FOUND', () => post(`/ingest/alertmanager/${alertmanager.token}/more`, webhook)],
])('%s: %i %s', async (_, status, code, send) => {
  const answer = await send();
  expect(answer).toMatchObject({ status, body: { code, message: expect.any(String), advice: expect.any(String) } });
  for (const sender of [alertmanager, prometheus]) {
    expect(await platform.alerts(sender)).toEqual([]);
    expect(await payloads(sender)).toEqual([]);
  }
});

test('an unknown shape names the first wrong field', async () => {
  const { body } = await post(`/ingest/alertmanager/${alertmanager.token}`, webhook.replace('"db-2:9100"', '2'));
  expect(body.message).toContain('"alerts[1].labels"');
});

test('another method is told which one is right', async () => {
  const answer = await fetch(`${platform.url}/ingest/alertmanager/${alertmanager.token}`);
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
});

test('what PostgreSQL cannot hold does not lose the alert', async () => {
  const body = webhook.replace('"db-1:9100"', String.raw`"db\u0000\ud8001"`);
  expect(await post(`/ingest/alertmanager/${alertmanager.token}`, body)).toMatchObject({ status: 200, body: { changed: 2 } });
  expect((await platform.alerts(alertmanager)).map(({ labels }) => labels)).toContainEqual(
    expect.objectContaining({ instance: 'db\u{FFFD}\u{FFFD}1' }),
  );
  expect(await payloads(alertmanager)).toMatchObject([{ body }]);
});

test('a client that hangs up in the middle leaves nothing behind', async () => {
  await new Promise<void>((resolve) => {
    const unfinished = openRequest(`${platform.url}/ingest/alertmanager/${alertmanager.token}`, {
      method: 'POST',
      headers: { 'content-length': '1000' },
    });
    unfinished.on('error', () => resolve());
    unfinished.write('{"version":"4"');
    setTimeout(() => unfinished.destroy(new Error('hung up')), 50);
  });
  expect(await payloads(alertmanager)).toEqual([]);
  expect(await post(`/ingest/alertmanager/${alertmanager.token}`, webhook)).toMatchObject({ status: 200 });
});

test('while the database is away the answer is 503 with Retry-After, never 2xx', async () => {
  const closed = createServer();
  const port = await new Promise<number>((resolve) => closed.listen(0, '127.0.0.1', () => resolve((closed.address() as { port: number }).port)));
  await new Promise((resolve) => closed.close(resolve));
  const database = connectDatabase(`postgresql://sre_app:none@127.0.0.1:${port}/sre`);
  const server = await serve({ routes: createIngestRoutes({ ...platform, database }), host: '127.0.0.1', port: 0, log: platform.log });
  try {
    const answer = await post(`/ingest/alertmanager/${alertmanager.token}`, webhook, {}, `http://127.0.0.1:${server.port}`);
    expect(answer).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' }, retryAfter: expect.stringMatching(/^\d+$/) });
  } finally {
    await server.close();
    await database.close();
  }
});

test('a body that never says how large it is gets its refusal as soon as it is too large', async () => {
  const upload = openRequest(`${platform.url}/ingest/alertmanager/${alertmanager.token}`, { method: 'POST' });
  upload.on('error', () => undefined);
  const status = new Promise<number | undefined>((resolve) => upload.once('response', (response) => resolve(response.statusCode)));
  const piece = Buffer.alloc(256 * 1024, 120);
  for (let sent = 0; sent <= 5 * 1024 * 1024; sent += piece.length) upload.write(piece);
  expect(await status).toBe(413);
  upload.destroy();
});
