import type { Caller } from '#kit/caller';
import { sealSecret } from '#kit/secret';
import { systemActor, transact } from '#kit/transact';
import { uuidv7 } from 'uuidv7';
import { createChannel } from '../channel/createChannel.ts';
import { exampleIncident, openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { cancelNotices } from './cancelNotices.ts';
import type { Notice } from './notice.ts';
import { sendNotices } from './sendNotices.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

const send = (caller: Caller, ...notices: Notice[]) => transact(platform, systemActor(caller.tenantId), (unit) => sendNotices(unit, notices));
const cancel = (caller: Caller, id: string) =>
  transact(platform, systemActor(caller.tenantId), (unit) => cancelNotices(unit, id, 'acknowledged_first'));
const resolve = (caller: Caller, incident: ReturnType<typeof exampleIncident>) =>
  platform.run('incident.resolved/dispatchNotices', caller, { incident: { ...incident, status: 'RESOLVED' } });
const notices = async (caller: Caller) =>
  (await platform.deliveries(caller)).map(({ event, status, outcome }) => [event, status, outcome].join(' ').trim());

async function listen() {
  const listener = await platform.createListener();
  const incident = exampleIncident();
  const notice: Notice = { incident, event: 'opened', channelId: listener.channelId, cause: { reason: 'escalation_step', step: 1 }, dedupKey: 'one' };
  return { ...listener, incident, notice };
}

test('a key is sent once, and a conversation is opened once: what would open it again is a reminder', async () => {
  const { caller, notice } = await listen();
  expect((await send(caller, notice)).created).toHaveLength(1);
  expect((await send(caller, notice)).created).toHaveLength(0);
  expect((await send(caller, { ...notice, dedupKey: 'two' })).created).toHaveLength(1);
  expect(await notices(caller)).toEqual(['opened PENDING', 'reminder PENDING']);
});

test('two rules that choose one destination at once open one conversation', async () => {
  const { caller, notice } = await listen();
  await send(caller, notice, { ...notice, dedupKey: 'two' });
  expect(await notices(caller)).toEqual(['opened PENDING']);
});

test('contacts of one channel are conversations of their own, each with its own end', async () => {
  const { caller, incident, notice, receiver } = await listen();
  const { channel } = await createChannel(platform, caller, { name: 'Phones', kind: 'ntfy', settings: { serverUrl: receiver.url } });
  const sealed = sealSecret('topic-of-mine', platform.secretKey);
  const contacts = [uuidv7(), uuidv7()].map((id) => ({ id, personId: uuidv7(), address: { sealed } }));
  await send(caller, ...contacts.map((contact, index) => ({ ...notice, channelId: channel.id, contact, dedupKey: String(index) })));
  await platform.wake(caller);
  await resolve(caller, incident);
  await platform.wake(caller);
  const deliveries = await platform.deliveries(caller);
  expect(deliveries.map(({ event, contactId }) => [event, contactId])).toEqual([
    ['opened', contacts[0]?.id],
    ['opened', contacts[1]?.id],
    ['resolved', contacts[0]?.id],
    ['resolved', contacts[1]?.id],
  ]);
  expect(deliveries.at(-1)).toMatchObject({ status: 'DELIVERED', personId: contacts[1]?.personId, target: { sealed } });
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ topic: 'topic-of-mine' });
  expect(receiver.received).toHaveLength(4);
});

test('the end is told when a reminder arrived although the opening did not, and waits for a reminder in hand', async () => {
  const { caller, incident, notice, receiver } = await listen();
  receiver.answer({ status: 404 });
  await send(caller, notice);
  await platform.wake(caller);
  let letGo = () => {};
  receiver.answer({ status: 200, after: new Promise((done) => (letGo = done)) });
  await send(caller, { ...notice, event: 'reminder', dedupKey: 'two' });
  const sending = platform.wake(caller);
  while (receiver.received.length < 2) await new Promise((done) => setTimeout(done, 5));
  await resolve(caller, incident);
  expect(await notices(caller)).toEqual(['opened FAILED http_4xx', 'reminder SENDING', 'resolved PENDING']);
  letGo();
  await sending;
  await platform.wake(caller);
  expect(await notices(caller)).toEqual(['opened FAILED http_4xx', 'reminder DELIVERED delivered', 'resolved DELIVERED delivered']);
});

test('no alarm is raised of what is over; a mention still goes out', async () => {
  const { caller, incident, notice } = await listen();
  await resolve(caller, incident);
  expect((await send(caller, notice)).created).toEqual([]);
  expect((await send(caller, { ...notice, event: 'mentioned', details: { text: 'Look', byName: 'Ada' } })).created).toHaveLength(1);
});

test('what waits is cancelled; what is in hand ends with its attempt, and a conversation that nobody heard can be opened again', async () => {
  const waiting = await listen();
  await send(waiting.caller, waiting.notice, { ...waiting.notice, event: 'mentioned', dedupKey: 'mention' });
  await cancel(waiting.caller, waiting.incident.id);
  expect((await notices(waiting.caller)).sort()).toEqual(['mentioned PENDING', 'opened CANCELLED acknowledged_first']);
  await send(waiting.caller, { ...waiting.notice, dedupKey: 'again' });
  expect((await notices(waiting.caller)).sort()).toEqual(['mentioned PENDING', 'opened CANCELLED acknowledged_first', 'opened PENDING']);

  const inHand = await listen();
  let letGo = () => {};
  inHand.receiver.answer({ status: 503, after: new Promise((done) => (letGo = done)) });
  await send(inHand.caller, inHand.notice);
  const sending = platform.wake(inHand.caller);
  while (inHand.receiver.received.length === 0) await new Promise((done) => setTimeout(done, 5));
  await cancel(inHand.caller, inHand.incident.id);
  expect(await notices(inHand.caller)).toEqual(['opened SENDING']);
  letGo();
  await sending;
  expect(await notices(inHand.caller)).toEqual(['opened CANCELLED acknowledged_first']);
});

test('a channel of another tenant cannot be sent to, nor its notices cancelled', async () => {
  const [one, other] = [await listen(), await listen()];
  await expect(send(other.caller, one.notice)).rejects.toThrow();
  await send(one.caller, one.notice);
  await cancel(other.caller, one.incident.id);
  expect(await notices(one.caller)).toEqual(['opened PENDING']);
  expect(await notices(other.caller)).toEqual([]);
});

test('a notice about no incident is sent, and ends without an event', async () => {
  const { caller, notice, receiver } = await listen();
  await send(caller, { ...notice, incident: null, event: 'verification', details: { code: '123456' } });
  await platform.wake(caller);
  expect(await notices(caller)).toEqual(['verification DELIVERED delivered']);
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ type: 'sre-platform.verification' });
});

test('the end says who closed it', async () => {
  const { caller, channelId, receiver } = await listen();
  const incident = await platform.openIncident(caller);
  await send(caller, { incident, event: 'opened', channelId, cause: { reason: 'test' }, dedupKey: 'closed' });
  await platform.wake(caller);
  const resolvedById = await platform.createPerson(caller, 'Ada');
  await resolve(caller, await platform.changeIncident(caller, incident.id, { status: 'RESOLVED', resolvedAt: new Date(), resolvedById }));
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(2);
  expect((await platform.deliveries(caller)).at(-1)).toMatchObject({
    event: 'resolved',
    sent: { subject: expect.stringMatching(/^\[Resolved by Ada\]/) },
  });
});
