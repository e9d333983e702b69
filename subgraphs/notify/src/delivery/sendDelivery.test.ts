import { noTemplate } from '../template/applyTemplates.ts';
import type { Caller } from '#kit/caller';
import { CloudEvent, HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { sealChannelSecrets } from '../channel/channelSecrets.ts';
import { exampleIncident, openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { leaseMs } from './delivery.task.ts';
import { finishAttempt } from './finishAttempt.ts';
import { judgeAttempt } from './judgeAttempt.ts';
import { takeDelivery } from './takeDelivery.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

const incident = exampleIncident();
const announce = (caller: Caller) => platform.run('incident.flushed/dispatchNotices', caller, { incident });
const outcomes = async (caller: Caller) => (await platform.deliveries(caller))[0]?.attempts.map(({ outcome }) => outcome);

test('the receiver gets a CloudEvent that it can verify with the secret it was given', async () => {
  const { caller, receiver, secret } = await platform.createListener();
  await announce(caller);
  await platform.wake(caller);

  const [delivery] = await platform.deliveries(caller);
  expect(delivery).toMatchObject({
    status: 'DELIVERED',
    outcome: 'delivered',
    attemptCount: 1,
    attempts: [{ number: 1, outcome: 'delivered', httpStatus: 204 }],
  });
  const [request] = receiver.received;
  if (!request || !delivery) throw new Error('nothing arrived');
  new Webhook(secret).verify(request.body, request.headers as Record<string, string>);
  expect(() => new Webhook(secret).verify(request.body.replace('db-1', 'db-2'), request.headers as Record<string, string>)).toThrow();
  expect(request.headers).toMatchObject({
    'content-type': expect.stringMatching(/^application\/cloudevents\+json/),
    'webhook-id': delivery.id,
    'webhook-attempt': '1',
  });
  expect(HTTP.toEvent({ headers: request.headers, body: request.body })).toEqual(
    new CloudEvent({
      id: delivery.id,
      type: 'sre-platform.incident.opened',
      source: 'https://sre.example.com',
      subject: incident.id,
      time: delivery.createdAt.toISOString(),
      datacontenttype: 'application/json',
      data: { deliveryId: delivery.id, attempt: 1, incident },
    }),
  );
});

test('500, then 200: tried again after the backoff, under the same id, with the next number', async () => {
  const { caller, receiver, secret } = await platform.createListener();
  receiver.answer({ status: 500, body: 'out of order' });
  await announce(caller);
  await platform.wake(caller);
  expect(await platform.deliveries(caller)).toMatchObject([
    { status: 'PENDING', attempts: [{ outcome: 'http_5xx', httpStatus: 500, detail: 'out of order' }] },
  ]);

  await platform.wake(caller);
  expect(receiver.received).toHaveLength(1);
  platform.advance(2.6);
  await platform.wake(caller);
  expect(await platform.deliveries(caller)).toMatchObject([{ status: 'DELIVERED', attempts: [{ number: 1 }, { number: 2, outcome: 'delivered' }] }]);
  const [first, second] = receiver.received;
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(second?.headers['webhook-attempt']).toBe('2');
  new Webhook(secret).verify(second?.body ?? '', second?.headers as Record<string, string>);
});

test('429 with Retry-After waits as long as the receiver asked', async () => {
  const { caller, receiver } = await platform.createListener();
  receiver.answer({ status: 429, headers: { 'retry-after': '60' } });
  await announce(caller);
  await platform.wake(caller);
  platform.advance(58);
  await platform.wake(caller);
  expect(await outcomes(caller)).toEqual(['http_429']);
  platform.advance(3);
  await platform.wake(caller);
  expect(await outcomes(caller)).toEqual(['http_429', 'delivered']);
});

test.each([
  ['hang', 'timeout'],
  ['reset', 'connection_reset'],
  [{ status: 408 }, 'http_408'],
] as const)('%j is %s and tried again', async (answer, outcome) => {
  const { caller, receiver } = await platform.createListener();
  receiver.answer(answer);
  await announce(caller);
  await platform.wake(caller);
  platform.advance(3);
  await platform.wake(caller);
  expect(await outcomes(caller)).toEqual([outcome, 'delivered']);
});

test('a 200 whose body never ends is delivered, once', async () => {
  const { caller, receiver } = await platform.createListener();
  receiver.answer('endless_body');
  await announce(caller);
  await platform.wake(caller);
  expect(await platform.deliveries(caller)).toMatchObject([{ status: 'DELIVERED', attempts: [{ httpStatus: 200 }] }]);
});

test('a redirect is not followed, to loopback or elsewhere, and not tried again', async () => {
  const { caller, receiver } = await platform.createListener();
  receiver.answer({ status: 307, headers: { location: `${receiver.url}/inside` } });
  await announce(caller);
  await platform.wake(caller);
  expect(await platform.deliveries(caller)).toMatchObject([{ status: 'FAILED', outcome: 'http_3xx', nextAt: null }]);
  expect(receiver.received.map(({ path }) => path)).toEqual(['/hooks']);
});

test('after the last attempt it has failed for good, and the timeline hears of it', async () => {
  const { caller, receiver } = await platform.createListener();
  receiver.answer(...Array.from({ length: 8 }, () => ({ status: 503 })));
  await announce(caller);
  for (let turn = 0; turn < 10; turn += 1) {
    await platform.wake(caller);
    platform.advance(1_801);
  }
  expect(receiver.received).toHaveLength(8);
  expect(await platform.deliveries(caller)).toMatchObject([{ status: 'FAILED', outcome: 'attempts_exhausted', attemptCount: 8, leaseUntil: null }]);
});

test('two workers, one attempt', async () => {
  const { caller, receiver } = await platform.createListener();
  let letGo = () => {};
  receiver.answer({ status: 200, after: new Promise((resolve) => (letGo = resolve)) });
  await announce(caller);
  const [delivery] = await platform.deliveries(caller);
  const workers = Promise.all([1, 2, 3, 4].map(() => platform.run('sendDelivery', caller, { deliveryId: delivery?.id })));
  setTimeout(letGo, 100);
  await workers;
  await platform.run('sendDelivery', caller, { deliveryId: delivery?.id });
  expect(receiver.received).toHaveLength(1);
  expect(await outcomes(caller)).toEqual(['delivered']);
});

test('a worker that dies between taking and recording costs a lease: the attempt is recorded as lost, the next one delivers', async () => {
  const { caller, receiver } = await platform.createListener();
  await announce(caller);
  const [delivery] = await platform.deliveries(caller);
  await takeDelivery(platform, caller.tenantId, delivery?.id ?? '');
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(0);

  platform.advance(leaseMs / 1000);
  await platform.wake(caller);
  expect(await platform.deliveries(caller)).toMatchObject([
    {
      status: 'DELIVERED',
      fence: 2,
      attempts: [
        { number: 1, outcome: 'worker_lost' },
        { number: 2, outcome: 'delivered' },
      ],
    },
  ]);
  expect(receiver.received.map(({ headers }) => headers['webhook-attempt'])).toEqual(['2']);
});

test('a worker that was overtaken changes nothing when it comes back', async () => {
  const { caller, receiver } = await platform.createListener();
  let letGo = () => {};
  receiver.answer({ status: 500, after: new Promise((resolve) => (letGo = resolve)) });
  await announce(caller);
  const [delivery] = await platform.deliveries(caller);
  const slow = platform.run('sendDelivery', caller, { deliveryId: delivery?.id });
  while (receiver.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  platform.advance(leaseMs / 1000);
  await platform.wake(caller);
  letGo();
  await slow;
  expect(await platform.deliveries(caller)).toMatchObject([
    {
      status: 'DELIVERED',
      attempts: [
        { number: 1, outcome: 'worker_lost' },
        { number: 2, outcome: 'delivered' },
      ],
    },
  ]);
});

test('the fence tells two workers apart while both believe that they hold the delivery', async () => {
  const { caller } = await platform.createListener();
  await announce(caller);
  const id = (await platform.deliveries(caller))[0]?.id ?? '';
  const first = await takeDelivery(platform, caller.tenantId, id);
  platform.advance(leaseMs / 1000);
  const second = await takeDelivery(platform, caller.tenantId, id);
  if (!first || !second) throw new Error('not taken');
  const sent = { subject: 'x', text: 'y' };
  const delivered = judgeAttempt({ kind: 'answered', status: 200, body: '', bodyCut: null, retryAfter: null });
  expect(await finishAttempt(platform, caller.tenantId, first, delivered, sent, noTemplate)).toEqual({ reason: 'overtaken' });
  expect(await platform.deliveries(caller)).toMatchObject([{ status: 'SENDING', attempts: [{ outcome: 'worker_lost' }] }]);
  expect(await finishAttempt(platform, caller.tenantId, second, delivered, sent, noTemplate)).toEqual({ reason: 'recorded' });
});

test('a channel that was switched off meanwhile is not sent to', async () => {
  const { caller, receiver } = await platform.createListener();
  await announce(caller);
  await platform.database.inTenant(caller.tenantId, (db) => db.channel.updateMany({ data: { enabled: false } }));
  await platform.wake(caller);
  expect(await platform.deliveries(caller)).toMatchObject([{ status: 'CANCELLED', outcome: 'channel_disabled' }]);
  expect(receiver.received).toHaveLength(0);
});

test('with a secret that cannot be opened nothing is sent, and nothing is lost', async () => {
  const { caller, receiver } = await platform.createListener();
  await announce(caller);
  const [delivery] = await platform.deliveries(caller);
  await expect(takeDelivery({ ...platform, secretKey: new Uint8Array(32) }, caller.tenantId, delivery?.id ?? '')).rejects.toThrow(/SECRET_KEY/);
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(1);
  expect(await outcomes(caller)).toEqual(['delivered']);
});

test('a process that drains begins no attempt', async () => {
  const { caller, receiver } = await platform.createListener();
  await announce(caller);
  const [delivery] = await platform.deliveries(caller);
  const handler = platform.notify.handlers.find(({ task }) => task.name === 'sendDelivery');
  await handler?.run({ tenantId: caller.tenantId, payload: { deliveryId: delivery?.id }, signal: AbortSignal.abort() });
  expect(receiver.received).toHaveLength(0);
  expect(await platform.deliveries(caller)).toMatchObject([{ status: 'PENDING' }]);
});

test("another tenant cannot wake a tenant's delivery", async () => {
  const { caller, receiver } = await platform.createListener();
  await announce(caller);
  const [delivery] = await platform.deliveries(caller);
  await platform.run('sendDelivery', await platform.createTenant(), { deliveryId: delivery?.id });
  expect(receiver.received).toHaveLength(0);
  expect(await platform.deliveries(caller)).toMatchObject([{ status: 'PENDING', fence: 0 }]);
});

test('a private target is refused where the configuration does not allow it, by name too', async () => {
  const strict = await openTestNotify({ allowedNetworks: [] });
  try {
    const caller = await strict.createTenant();
    const receiver = await strict.startReceiver();
    const { secret } = await platform.createListener();
    await strict.database.inTenant(caller.tenantId, (db) =>
      db.channel.createMany({
        data: [receiver.url, receiver.url.replace('127.0.0.1', 'localhost')].map((url) => ({
          name: url,
          kind: 'webhook',
          config: { url },
          secrets: sealChannelSecrets({ secret }, strict.secretKey),
        })),
      }),
    );
    await strict.run('incident.flushed/dispatchNotices', caller, { incident });
    await strict.wake(caller);
    expect(await strict.deliveries(caller)).toMatchObject([
      { status: 'FAILED', outcome: 'target_refused', attempts: [{ httpStatus: null }] },
      { status: 'FAILED', outcome: 'target_refused', attempts: [{ httpStatus: null }] },
    ]);
    expect(receiver.received).toHaveLength(0);
  } finally {
    await strict.close();
  }
});
