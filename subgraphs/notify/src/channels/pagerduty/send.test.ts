import { exampleNotice, longText, openTestSending } from '../openTestSending.ts';
import { type FakePagerduty, startFakePagerduty } from './fake.ts';
import { pagerdutyChannel } from './send.ts';

let pagerduty: FakePagerduty;
const sending = openTestSending();
beforeAll(async () => void (pagerduty = await startFakePagerduty()));
afterAll(async () => {
  await pagerduty.close();
  await sending.outbound.close();
});

const settings = () => ({ routingKey: pagerduty.routingKey, apiUrl: pagerduty.apiUrl });
const key = 'sre-platform/01980000-0000-7000-8000-000000000001';

test('one alert follows the incident', async () => {
  for (const event of ['opened', 'reminder', 'acknowledged', 'resolved'] as const) {
    expect(await pagerdutyChannel.send(exampleNotice(settings(), {}, { event }), sending)).toMatchObject({ verdict: 'delivered', providerId: key });
    if (event === 'acknowledged') expect(pagerduty.alerts.get(key)).toBe('acknowledge');
  }
  expect([...pagerduty.alerts]).toEqual([[key, 'resolve']]);
  expect(JSON.parse(pagerduty.received[0]?.body ?? '')).toMatchObject({
    event_action: 'trigger',
    payload: { summary: '#7 Disk of db-1 is full', source: 'db-1', severity: 'critical', timestamp: '2026-01-31T12:00:00.000Z' },
    links: [{ text: 'Open the incident' }],
  });
});

test('a test leaves nothing open', async () => {
  expect(await pagerdutyChannel.send(exampleNotice(settings(), { id: 'test' }, { event: 'test', incident: null }), sending)).toMatchObject({
    verdict: 'delivered',
  });
  expect(pagerduty.alerts.get('sre-platform/test')).toBe('resolve');
});

test('a wrong key, and a summary that would be too long', async () => {
  expect(await pagerdutyChannel.send(exampleNotice({ ...settings(), routingKey: 'X'.repeat(32) }), sending)).toMatchObject({
    outcome: 'credentials_refused',
  });
  const notice = exampleNotice(settings());
  expect(await pagerdutyChannel.send({ ...notice, message: { ...notice.message, title: longText, text: longText } }, sending)).toMatchObject({
    verdict: 'delivered',
  });
  pagerduty.answer({ status: 429, headers: { 'retry-after': '12' }, body: { status: 'throttle exceeded' } });
  expect(await pagerdutyChannel.send(notice, sending)).toMatchObject({ outcome: 'http_429', retryAfter: 12 });
});
