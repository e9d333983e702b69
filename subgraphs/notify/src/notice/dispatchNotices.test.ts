import type { IncidentFacts } from '#contracts/events';
import type { Caller } from '#kit/caller';
import { Client } from 'pg';
import { leaseMs } from '../delivery/delivery.task.ts';
import { takeDelivery } from '../delivery/takeDelivery.ts';
import { exampleIncident, openTestNotify, type TestNotify } from '../openTestNotify.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

const open = (caller: Caller, incident: IncidentFacts) => platform.run('incident.flushed/dispatchNotices', caller, { incident });
const resolve = (caller: Caller, incident: IncidentFacts) =>
  platform.run('incident.resolved/dispatchNotices', caller, {
    incident: { ...incident, status: 'RESOLVED', resolvedAt: '2026-01-31T13:00:00.000Z' },
  });
const notices = async (caller: Caller) =>
  (await platform.deliveries(caller)).map(({ event, status, outcome }) => [event, status, outcome].join(' ').trim());

async function finished(caller: Caller): Promise<{ event: string; status: string; outcome: string; attempts: number }[]> {
  const client = new Client({ connectionString: platform.test.ownerUrl });
  await client.connect();
  const { rows } = await client.query(
    `SELECT data -> 'payload' AS payload FROM pgboss.job WHERE name = 'delivery.finished/recordTimeline' AND data ->> 'tenantId' = $1 ORDER BY created_on, id`,
    [caller.tenantId],
  );
  await client.end();
  return rows.map(({ payload }) => payload);
}

test('opened, then resolved: both are told, in this order, and each end is an event', async () => {
  const { caller, receiver } = await platform.createListener();
  const incident = exampleIncident();
  await open(caller, incident);
  await platform.wake(caller);
  await resolve(caller, incident);
  await platform.wake(caller);
  expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(['sre-platform.incident.opened', 'sre-platform.incident.resolved']);
  expect(await notices(caller)).toEqual(['opened DELIVERED delivered', 'resolved DELIVERED delivered']);
  expect(await finished(caller)).toMatchObject([
    { event: 'opened', status: 'DELIVERED', outcome: 'delivered', attempts: 1, channelName: 'Pager', incidentId: incident.id },
    { event: 'resolved', status: 'DELIVERED', outcome: 'delivered', attempts: 1 },
  ]);
});

test('the same events twice change nothing', async () => {
  const { caller, receiver } = await platform.createListener();
  const incident = exampleIncident();
  for (const dispatch of [open, open, resolve, resolve]) {
    await dispatch(caller, incident);
    await platform.wake(caller);
  }
  expect(receiver.received).toHaveLength(2);
});

test('the same event in two workers at once: one notice a channel', async () => {
  const { caller } = await platform.createListener();
  const incident = exampleIncident();
  await Promise.all([open(caller, incident), open(caller, incident), open(caller, incident)]);
  expect(await notices(caller)).toEqual(['opened PENDING']);
});

test('opened and resolved in two workers at once: whichever is first, no opening is left without its end', async () => {
  const { caller } = await platform.createListener();
  const incidents = Array.from({ length: 8 }, () => exampleIncident());
  await Promise.all(incidents.flatMap((incident) => [open(caller, incident), resolve(caller, incident)]));
  const deliveries = await platform.deliveries(caller);
  for (const { id } of incidents) {
    const told = deliveries.filter(({ incidentId }) => incidentId === id).map(({ event, status }) => `${event} ${status}`);
    // Both are made in the same millisecond, or in either order.
    told.sort();
    expect([[], ['opened CANCELLED', 'resolved CANCELLED']]).toContainEqual(told);
  }
});

test('resolved without an opening is not told, and an opening that comes after it is not either', async () => {
  const { caller } = await platform.createListener();
  const incident = exampleIncident();
  await resolve(caller, incident);
  await open(caller, incident);
  expect(await notices(caller)).toEqual([]);
});

test('an opening that never had an attempt is cancelled with its resolution', async () => {
  const { caller, receiver } = await platform.createListener();
  const incident = exampleIncident();
  await open(caller, incident);
  await resolve(caller, incident);
  await platform.wake(caller);
  expect(await notices(caller)).toEqual(['opened CANCELLED resolved_first', 'resolved CANCELLED opened_not_delivered']);
  expect(receiver.received).toHaveLength(0);
  expect(await finished(caller)).toHaveLength(2);
});

test('an opening that waits for its next attempt is cancelled; the resolution is told if the opening may have arrived', async () => {
  const told = await platform.createListener();
  const untold = await platform.createListener();
  told.receiver.answer({ status: 502 });
  untold.receiver.answer({ status: 429 });
  for (const { caller } of [told, untold]) {
    const incident = exampleIncident();
    await open(caller, incident);
    await platform.wake(caller);
    await resolve(caller, incident);
    platform.advance(3);
    await platform.wake(caller);
  }
  expect(await notices(told.caller)).toEqual(['opened CANCELLED resolved_first', 'resolved DELIVERED delivered']);
  expect(await notices(untold.caller)).toEqual(['opened CANCELLED resolved_first', 'resolved CANCELLED opened_not_delivered']);
  expect(told.receiver.received).toHaveLength(2);
});

test('an opening that failed for good takes the resolution with it', async () => {
  const { caller, receiver } = await platform.createListener();
  receiver.answer({ status: 410 });
  const incident = exampleIncident();
  await open(caller, incident);
  await platform.wake(caller);
  await resolve(caller, incident);
  expect(await notices(caller)).toEqual(['opened FAILED http_4xx', 'resolved CANCELLED opened_not_delivered']);
});

test.each([
  [200, 'opened DELIVERED delivered', 'resolved DELIVERED delivered'],
  [503, 'opened CANCELLED resolved_first', 'resolved DELIVERED delivered'],
  [429, 'opened CANCELLED resolved_first', 'resolved CANCELLED opened_not_delivered'],
  [404, 'opened FAILED http_4xx', 'resolved CANCELLED opened_not_delivered'],
])('the resolution waits for an opening in hand, here answered %i', async (status, opened, resolved) => {
  const { caller, receiver } = await platform.createListener();
  let letGo = () => {};
  receiver.answer({ status, after: new Promise((done) => (letGo = done)) });
  const incident = exampleIncident();
  await open(caller, incident);
  const sending = platform.wake(caller);
  while (receiver.received.length === 0) await new Promise((done) => setTimeout(done, 5));
  await resolve(caller, incident);
  await platform.wake(caller);
  expect(await notices(caller)).toEqual(['opened SENDING', 'resolved PENDING']);
  expect(receiver.received).toHaveLength(1);
  letGo();
  await sending;
  await platform.wake(caller);
  expect(await notices(caller)).toEqual([opened, resolved]);
});

test('the resolution waits for a lost worker too, and is told since the opening may have arrived', async () => {
  const { caller, receiver } = await platform.createListener();
  const incident = exampleIncident();
  await open(caller, incident);
  await takeDelivery(platform, caller.tenantId, (await platform.deliveries(caller))[0]?.id ?? '');
  await resolve(caller, incident);
  platform.advance(leaseMs / 1000);
  await platform.wake(caller);
  await platform.wake(caller);
  expect(await notices(caller)).toEqual(['opened CANCELLED resolved_first', 'resolved DELIVERED delivered']);
  expect(receiver.received).toHaveLength(1);
});

test('a channel that is off, and one that came later, hear nothing of the incident', async () => {
  const { caller, channelId } = await platform.createListener();
  const incident = exampleIncident();
  await platform.database.inTenant(caller.tenantId, (db) => db.channel.updateMany({ where: { id: channelId }, data: { enabled: false } }));
  await open(caller, incident);
  await platform.database.inTenant(caller.tenantId, (db) => db.channel.updateMany({ where: { id: channelId }, data: { enabled: true } }));
  await resolve(caller, incident);
  expect(await notices(caller)).toEqual([]);
});

test("an event of one tenant reaches no other tenant's channel, even for the same incident id", async () => {
  const one = await platform.createListener();
  const other = await platform.createListener();
  const incident = exampleIncident();
  await open(one.caller, incident);
  await resolve(other.caller, incident);
  await platform.wake(one.caller);
  await platform.wake(other.caller);
  expect(await notices(one.caller)).toEqual(['opened DELIVERED delivered']);
  expect(await notices(other.caller)).toEqual([]);
  expect(other.receiver.received).toHaveLength(0);
});
