import { sealSecret } from '#kit/secret';
import { createHmac } from 'node:crypto';
import { openTestIncidents, type TestIncidents, type TestSender } from '../../openTestIncidents.ts';
import { readSample } from '../sources/samples/readSample.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender('GRAFANA')));

const body = readSample('grafana-firing');

async function post(headers: Record<string, string> = {}, path = `/ingest/grafana/${sender.token}`) {
  const answer = await fetch(platform.url + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  return { status: answer.status, body: (await answer.json()) as any };
}

const signed = async (secret: string) => {
  const sealed = sealSecret(secret, platform.secretKey);
  await platform.database.inTenant(sender.tenantId, (db) => db.integration.updateMany({ data: { secret: sealed } }));
};
const hmac = (text: string, secret = 'shared') => createHmac('sha256', secret).update(text).digest('hex');

test('a contact point posts with the token in the address or as a bearer', async () => {
  expect(await post()).toEqual({ status: 200, body: { status: 'accepted', alerts: 1, changed: 1 } });
  expect(await post({ authorization: `Bearer ${sender.token}` }, '/ingest/grafana')).toMatchObject({ status: 200, body: { alerts: 1, changed: 0 } });
  expect(await platform.alerts(sender)).toMatchObject([
    { name: 'Checkout is slow', severity: 'CRITICAL', annotations: { values: 'B=2.31, C=1' }, receivedCount: 2 },
  ]);
});

test('an integration with a secret takes only what is signed with it', async () => {
  await signed('shared');
  const stamp = String(Math.floor(Date.now() / 1000));
  const refusals = [
    await post(),
    await post({ 'x-grafana-alerting-signature': hmac(body, 'another') }),
    await post({ 'x-grafana-alerting-signature': hmac(`1:${body}`), 'x-grafana-alerting-timestamp': '1' }),
  ];
  expect(refusals).toMatchObject([
    { status: 401, body: { code: 'SIGNATURE_REFUSED', message: expect.stringContaining('signature_missing') } },
    { status: 401, body: { code: 'SIGNATURE_REFUSED', message: expect.stringContaining('signature_wrong') } },
    { status: 401, body: { code: 'SIGNATURE_REFUSED', message: expect.stringContaining('timestamp_stale') } },
  ]);
  expect(await platform.alerts(sender)).toEqual([]);

  expect(await post({ 'x-grafana-alerting-signature': hmac(body) })).toMatchObject({ status: 200, body: { changed: 1 } });
  const stamped = { 'x-grafana-alerting-signature': hmac(`${stamp}:${body}`), 'x-grafana-alerting-timestamp': stamp };
  expect(await post(stamped)).toMatchObject({ status: 200, body: { changed: 0 } });
});

test('a token of another source is refused', async () => {
  const other = await platform.createSender('ALERTMANAGER');
  expect(await post({}, `/ingest/grafana/${other.token}`)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
});
