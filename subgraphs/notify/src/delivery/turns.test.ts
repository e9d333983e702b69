import type { Caller } from '#kit/caller';
import { systemActor, transact } from '#kit/transact';
import { updateChannel } from '../channel/updateChannel.ts';
import { sendNotices } from '../notice/sendNotices.ts';
import { exampleIncident, openTestNotify, type TestNotify } from '../openTestNotify.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

let count = 0;
const send = (caller: Caller, channelId: string, notices = 1) =>
  transact(platform, systemActor(caller.tenantId), (unit) =>
    sendNotices(
      unit,
      Array.from({ length: notices }, () => ({
        incident: exampleIncident(),
        event: 'opened',
        channelId,
        cause: { reason: 'test' },
        dedupKey: `${(count += 1)}`,
      })),
    ),
  );
const channelOf = (caller: Caller) => platform.database.inTenant(caller.tenantId, (db) => db.channel.findFirstOrThrow());
const states = async (caller: Caller) =>
  (await platform.deliveries(caller)).map(({ status, waitsFor }) => [status, waitsFor].filter(Boolean).join(' '));

test('a channel takes no more than its rate, whatever waits, in the order of what was decided', async () => {
  const { caller, channelId, receiver } = await platform.createListener();
  await updateChannel(platform, caller, channelId, { ratePerMinute: 12 });
  await send(caller, channelId, 8);
  await platform.wake(caller);
  // Two at once after a pause, then one every five seconds.
  expect(receiver.received).toHaveLength(3);
  expect((await states(caller)).filter((state) => state === 'PENDING rate')).toHaveLength(5);
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(3);
  platform.advance(11);
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(5);
  platform.advance(60);
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(8);
  expect((await platform.deliveries(caller)).every(({ attemptCount }) => attemptCount === 1)).toBe(true);
});

test('what is important overtakes what waits, and the rate is kept', async () => {
  const { caller, channelId, receiver } = await platform.createListener();
  await updateChannel(platform, caller, channelId, { ratePerMinute: 12 });
  await send(caller, channelId, 8);
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(3);
  const urgent = exampleIncident({ title: 'The data centre burns' });
  await transact(platform, systemActor(caller.tenantId), (unit) =>
    sendNotices(unit, [
      { incident: urgent, event: 'opened', channelId, importance: 'important', cause: { reason: 'test' }, dedupKey: `${(count += 1)}` },
    ]),
  );
  await platform.wake(caller);
  platform.advance(5.5);
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(4);
  expect(receiver.received[3]?.body).toContain('The data centre burns');
  platform.advance(5);
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(5);
  platform.advance(60);
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(9);
});

test('many workers at once keep the rate too', async () => {
  const { caller, channelId, receiver } = await platform.createListener();
  await updateChannel(platform, caller, channelId, { ratePerMinute: 6 });
  await send(caller, channelId, 8);
  const due = await platform.deliveries(caller);
  await Promise.all(due.map(({ id }) => platform.run('sendDelivery', caller, { deliveryId: id })));
  expect(receiver.received).toHaveLength(2);
});

test('after five failures in a row a channel rests; one attempt closes it again, and what waited goes out', async () => {
  const { caller, channelId, receiver } = await platform.createListener();
  const other = await platform.createListener();
  receiver.answer(...Array.from({ length: 5 }, () => ({ status: 503 })));
  await send(caller, channelId, 5);
  await platform.wake(caller);
  expect(await channelOf(caller)).toMatchObject({ failuresInRow: 5, breakerTrips: 1, lastFailure: 'http_5xx', breakerUntil: expect.any(Date) });

  await send(caller, channelId, 3);
  platform.advance(20);
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(5);
  expect((await states(caller)).every((state) => state === 'PENDING breaker')).toBe(true);
  // Others are told on time meanwhile.
  await send(other.caller, other.channelId);
  await platform.wake(other.caller);
  expect(other.receiver.received).toHaveLength(1);

  platform.advance(11);
  let letGo = () => {};
  receiver.answer({ status: 204, after: new Promise((resolve) => (letGo = resolve)) });
  const waiting = await platform.deliveries(caller);
  const workers = Promise.all(waiting.map(({ id }) => platform.run('sendDelivery', caller, { deliveryId: id })));
  setTimeout(letGo, 200);
  await workers;
  expect(receiver.received).toHaveLength(6);
  expect(await channelOf(caller)).toMatchObject({ failuresInRow: 0, breakerTrips: 0, breakerUntil: null });
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(13);
  expect(await states(caller)).toEqual(Array.from({ length: 8 }, () => 'DELIVERED'));
});

test('a probe that fails makes the rest longer, and what waits loses no attempt', async () => {
  const { caller, channelId, receiver } = await platform.createListener();
  receiver.answer(...Array.from({ length: 6 }, () => ({ status: 503 })));
  await send(caller, channelId, 5);
  await platform.wake(caller);
  platform.advance(31);
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(6);
  expect(await channelOf(caller)).toMatchObject({ failuresInRow: 6, breakerTrips: 2 });
  const attempts = (await platform.deliveries(caller)).map(({ attemptCount }) => attemptCount).sort();
  expect(attempts).toEqual([1, 1, 1, 1, 2]);
});

test('what is the fault of one notice does not count against the channel', async () => {
  const { caller, channelId, receiver } = await platform.createListener();
  receiver.answer(...Array.from({ length: 6 }, () => ({ status: 429, headers: { 'retry-after': '1' } })));
  await send(caller, channelId, 6);
  await platform.wake(caller);
  expect(await channelOf(caller)).toMatchObject({ failuresInRow: 0, breakerUntil: null, lastFailure: 'http_429' });
});

test('whoever mends a channel sees at once whether it works', async () => {
  const { caller, channelId, receiver } = await platform.createListener();
  receiver.answer(...Array.from({ length: 5 }, () => ({ status: 401 })));
  await send(caller, channelId, 5);
  await platform.wake(caller);
  await send(caller, channelId);
  await platform.wake(caller);
  expect((await states(caller)).at(-1)).toBe('PENDING breaker');
  await updateChannel(platform, caller, channelId, { settings: { url: receiver.url } });
  await platform.wake(caller);
  expect((await states(caller)).at(-1)).toBe('DELIVERED');
});
