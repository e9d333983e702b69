import { openTestIncidents, type TestIncidents, type TestSender } from '../../openTestIncidents.ts';
import { readSample } from '../sources/samples/readSample.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender('CLOUDEVENTS')));

async function post(body: unknown, type = 'application/cloudevents+json') {
  const answer = await fetch(`${platform.url}/ingest/cloudevents/${sender.token}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': type },
  });
  return { status: answer.status, body: (await answer.json()) as any };
}
const sample = (change: object = {}) => ({ ...JSON.parse(readSample('cloudevent')), ...change });

test('a batch brings alerts and changes, and what is neither is counted', async () => {
  const batch = [
    sample(),
    sample({ id: '2', type: 'com.example.deployment.finished', severitytext: undefined, data: { summary: 'checkout 1.42' } }),
    sample({ id: '3', type: 'com.example.user.created', severitytext: undefined, data: {} }),
  ];
  const expected = { status: 'accepted', alerts: 1, changes: 1, ignored: 1 };
  expect(await post(batch, 'application/cloudevents-batch+json')).toMatchObject({ status: 200, body: { ...expected, changed: 1 } });
  expect(await post(batch, 'application/cloudevents-batch+json')).toMatchObject({ status: 200, body: { ...expected, changed: 0 } });
  const { data } = await platform.ask(sender.caller, '{ changeEvents { totalCount } alerts { totalCount } }');
  expect(data).toEqual({ changeEvents: { totalCount: 1 }, alerts: { totalCount: 1 } });
});

test('an incident opens and closes with its events', async () => {
  await post(sample());
  await post(sample({ id: '2', type: 'com.example.queue.alert.resolved', data: { status: 'resolved' }, time: '2026-11-20T09:20:00Z' }));
  expect(await platform.incidentsOf(sender)).toMatchObject([{ status: 'RESOLVED', title: 'Orders wait' }]);
});

test('settings of the integration decide', async () => {
  const settings = { alerts: [{ name: 'type', op: '=', value: 'com.example.user.created' }], key: 'event.id' };
  await platform.database.inTenant(sender.tenantId, (db) => db.integration.updateMany({ data: { settings } }));
  expect((await post(sample())).body).toMatchObject({ alerts: 0, ignored: 1 });
  expect((await post(sample({ type: 'com.example.user.created' }))).body).toMatchObject({ alerts: 1, ignored: 0 });
});
