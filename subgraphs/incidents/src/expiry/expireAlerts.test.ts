import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { createExpirySweep } from './sweepExpired.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender('PROMETHEUS')));

const { signal } = new AbortController();
/** A sweep of a process that has been watching for a while. */
async function seasonedSweep(): Promise<(signal: AbortSignal) => Promise<void>> {
  const sweep = createExpirySweep(platform);
  await sweep(signal);
  platform.advance(301);
  return sweep;
}
const inMinutes = (minutes: number): Date => new Date(platform.clock.now().getTime() + minutes * 60_000);

async function push(endsAt: Date | null): Promise<{ changed: number }> {
  const response = await fetch(`${platform.url}/ingest/prometheus/${sender.token}/api/v2/alerts`, {
    method: 'POST',
    body: JSON.stringify([{ labels: { alertname: 'Up' }, startsAt: '2026-11-20T11:00:00Z', ...(endsAt && { endsAt: endsAt.toISOString() }) }]),
  });
  return (await response.json()) as { changed: number };
}

test('an alert that is not sent again ends when its source said, with its incident, and once', async () => {
  const sweep = await seasonedSweep();
  const until = inMinutes(4);
  await push(until);
  expect(await platform.alerts(sender)).toMatchObject([{ status: 'FIRING', expiresAt: until, expires: true }]);
  await sweep(signal);
  expect(await platform.alerts(sender)).toMatchObject([{ status: 'FIRING' }]);
  platform.advance(241);
  await Promise.all([sweep(signal), sweep(signal)]);
  expect(await platform.alerts(sender)).toMatchObject([{ status: 'RESOLVED', endsAt: until, expiresAt: null, expires: false, receivedCount: 1 }]);
  expect(await platform.incidentsOf(sender)).toMatchObject([{ status: 'RESOLVED' }]);
  const events = await platform.database.inTenant(sender.tenantId, (db) => db.alertEvent.findMany({ orderBy: { at: 'asc' } }));
  expect(events.map(({ reason }) => reason)).toEqual(['new_alert', 'expired_at_source']);
  expect(events[1]?.facts).toMatchObject({ expiredAt: until.toISOString() });
  await push(inMinutes(4));
  expect(await platform.incidentsOf(sender)).toMatchObject([{}, { status: 'TRIGGERED' }]);
});

test('each repeat moves the time, by the fast lane, and by the slow one', async () => {
  const sweep = await seasonedSweep();
  await push(inMinutes(4));
  platform.advance(200);
  const until = inMinutes(4);
  expect((await push(until)).changed).toBe(0);
  expect(await platform.alerts(sender)).toMatchObject([{ expiresAt: until, receivedCount: 2 }]);
  platform.advance(100);
  await sweep(signal);
  expect(await platform.alerts(sender)).toMatchObject([{ status: 'FIRING' }]);
  await platform.receive(sender, firing('Up', { startsAt: null, expiresAt: inMinutes(9) }));
  platform.advance(300);
  await sweep(signal);
  expect(await platform.alerts(sender)).toMatchObject([{ status: 'FIRING', receivedCount: 3 }]);
});

test('an alert of a source that says no end never expires', async () => {
  const sweep = await seasonedSweep();
  await push(null);
  platform.advance(86_400);
  await sweep(signal);
  expect(await platform.alerts(sender)).toMatchObject([{ status: 'FIRING', expiresAt: null }]);
});

test('a process that has just begun lets nothing expire: the silence may have been ours', async () => {
  await push(inMinutes(1));
  platform.advance(600);
  const sweep = createExpirySweep(platform);
  await sweep(signal);
  platform.advance(290);
  await sweep(signal);
  expect(await platform.alerts(sender)).toMatchObject([{ status: 'FIRING' }]);
  platform.advance(11);
  await sweep(signal);
  expect(await platform.alerts(sender)).toMatchObject([{ status: 'RESOLVED' }]);
});
