import { builtinRoles } from '#contracts/permissions';
import type { IncidentFacts } from '#contracts/events';
import type { Caller } from '#kit/caller';
import { serve, type Served } from '#kit/serve';
import { systemActor, transact } from '#kit/transact';
import { uuidv7 } from 'uuidv7';
import { answerNotice } from '../answer/answerNotice.ts';
import { createChannel } from '../channel/createChannel.ts';
import { type FakeSlack, startFakeSlack } from '../channels/slack/fake.ts';
import { type Receiver, startReceiver } from '../channels/webhook/fake.ts';
import type { Notice } from '../notice/notice.ts';
import { sendNotices } from '../notice/sendNotices.ts';
import { saveChain } from '../escalation/saveChain.ts';
import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { savePolicy } from '../policy/savePolicy.ts';

let platform: TestNotify;
let served: Served;
let slack: FakeSlack;
let phone: Receiver;
let tablet: Receiver;
beforeAll(async () => {
  platform = await openTestNotify();
  served = await serve({ routes: platform.notify.routes, host: '127.0.0.1', port: 0, log: platform.log });
  [slack, phone, tablet] = [await startFakeSlack(), await startReceiver(), await startReceiver()];
});
beforeEach(() => {
  slack.received.length = 0;
  phone.received.length = 0;
});
afterAll(async () => {
  await slack.close();
  await phone.close();
  await tablet.close();
  await served.close();
  await platform.close();
});

/** A tenant with a room in Slack and a phone of Ada, who may answer. */
async function moveIn() {
  const caller = await platform.createTenant();
  const settings = { botToken: slack.token, apiUrl: slack.apiUrl, channel: 'C0OPS', signingSecret: 'a'.repeat(32) };
  const { channel: room } = await createChannel(platform, caller, { name: 'Operators', kind: 'slack', settings });
  const { channel: phones } = await createChannel(platform, caller, { name: 'Phones', kind: 'ntfy', settings: { serverUrl: phone.url } });
  const personId = await platform.database.inTenant(caller.tenantId, async (db) => {
    const person = await db.person.create({ data: { name: 'Ada' } });
    const team = await db.team.create({ data: { name: 'Databases' } });
    const role = await db.role.create({ data: { name: 'hers', permissions: [...builtinRoles.responder] } });
    await db.teamMember.create({ data: { teamId: team.id, personId: person.id } });
    await db.teamRole.create({ data: { teamId: team.id, roleId: role.id } });
    return person.id;
  });
  return { caller, room: { channelId: room.id }, ada: { channelId: phones.id, contact: { id: uuidv7(), personId, address: 'ada-topic' } }, personId };
}

async function openMany(caller: Caller, count: number, change: Partial<IncidentFacts> = {}): Promise<IncidentFacts[]> {
  const incidents: IncidentFacts[] = [];
  for (let at = 0; at < count; at += 1) incidents.push(await platform.openIncident(caller, change as never));
  return incidents;
}

function send(caller: Caller, incidents: readonly IncidentFacts[], where: Pick<Notice, 'channelId'> & Partial<Notice>): Promise<unknown> {
  return transact(platform, systemActor(caller.tenantId), (unit) =>
    sendNotices(
      unit,
      incidents.map((incident) => ({ incident, event: 'opened', cause: { reason: 'test' }, dedupKey: uuidv7(), ...where })),
    ),
  );
}

const ends = async (caller: Caller) =>
  (await platform.deliveries(caller)).map(({ event, status, outcome, groupedInto }) => `${event} ${status} ${outcome}${groupedInto ? ' in' : ''}`);
const posts = () =>
  slack.received.map(({ path, body }) => ({ method: path.split('/').at(-1), ...(JSON.parse(body) as { text: string; ts?: string }) }));
const answered = ({ tenantId }: Caller) =>
  platform.database.inTenant(tenantId, (db) => db.noticeAnswer.findMany({ select: { deliveryId: true, personId: true } }));

test('five incidents are told one by one', async () => {
  const { caller, room } = await moveIn();
  await send(caller, await openMany(caller, 5), room);
  await platform.wake(caller);
  expect(slack.received).toHaveLength(5);
});

test('fifty at once are one message, and each has a row that says where it was told', async () => {
  const { caller, ada } = await moveIn();
  const incidents = await openMany(caller, 50);
  await send(caller, incidents, ada);
  await platform.wake(caller);

  expect(phone.received).toHaveLength(1);
  const said = JSON.parse(phone.received[0]?.body ?? '') as { title: string; message: string };
  expect(said.title).toBe('50 incidents: 50 triggered');
  expect(said.message).toContain('… and 20 more');
  const rows = await platform.deliveries(caller);
  const [group] = rows.filter(({ event }) => event === 'digest');
  expect(group).toMatchObject({ status: 'DELIVERED', outcome: 'delivered', attemptCount: 1, personId: ada.contact.personId });
  expect(group?.about.toSorted()).toEqual(incidents.map(({ id }) => id).sort());
  const members = rows.filter(({ event }) => event === 'opened');
  expect(members).toHaveLength(50);
  expect(members.every(({ status, outcome, groupedInto }) => status === 'DELIVERED' && outcome === 'grouped' && groupedInto === group?.id)).toBe(
    true,
  );
});

test('of a flood that goes on the first five come at once, then a message every half minute', async () => {
  const { caller, ada } = await moveIn();
  const begun = platform.clock.now().getTime();
  for (let second = 0; second < 90; second += 3) {
    await send(caller, await openMany(caller, 1), ada);
    await platform.wake(caller);
    platform.advance(3);
  }
  platform.advance(60);
  await platform.wake(caller);
  // One by one, then after ten seconds, and then every half minute; the clock goes on by itself while the test works.
  const seconds = (platform.clock.now().getTime() - begun) / 1_000;
  expect(phone.received.length).toBeLessThanOrEqual(5 + 1 + Math.ceil(seconds / 30));
  const rows = await platform.deliveries(caller);
  expect(rows.filter(({ event, status }) => event === 'opened' && status === 'DELIVERED')).toHaveLength(30);
});

test('a message that can be changed is: it takes in what comes, and what becomes of each', async () => {
  const { caller, room } = await moveIn();
  const first = await openMany(caller, 10);
  await send(caller, first, room);
  await platform.wake(caller);
  platform.advance(6);
  const more = await openMany(caller, 4);
  await send(caller, more, room);
  await platform.wake(caller);
  expect(posts().map(({ method, text }) => [method, text])).toEqual([
    ['chat.postMessage', '10 incidents: 10 triggered'],
    ['chat.update', '14 incidents: 14 triggered'],
  ]);

  platform.advance(600);
  const over = await platform.changeIncident(caller, first[0]?.id ?? '', { status: 'RESOLVED', resolvedAt: new Date() });
  await platform.run('incident.resolved/dispatchNotices', caller, { incident: over });
  await platform.wake(caller);
  expect(
    posts()
      .slice(2)
      .map(({ method, text }) => [method, text]),
  ).toEqual([['chat.update', '14 incidents: 13 triggered, 1 resolved']]);
  expect((await ends(caller)).filter((end) => end.startsWith('resolved'))).toEqual(['resolved DELIVERED grouped in']);
});

test('what is worse than all in a message makes a new one: a change wakes nobody', async () => {
  const { caller, room } = await moveIn();
  await send(caller, await openMany(caller, 10, { severity: 'LOW' }), room);
  await platform.wake(caller);
  platform.advance(6);
  await send(caller, await openMany(caller, 4, { severity: 'CRITICAL' }), room);
  await platform.wake(caller);
  expect(posts().map(({ method, text }) => [method, text])).toEqual([
    ['chat.postMessage', '10 incidents: 10 triggered'],
    ['chat.postMessage', '4 incidents: 4 triggered'],
  ]);
});

test('an answer to a message is of what it told, each incident by itself, and not of what came to it later', async () => {
  const { caller, ada, room, personId } = await moveIn();
  const first = await openMany(caller, 8);
  await send(caller, first, room);
  await platform.wake(caller);
  platform.advance(6);
  await send(caller, await openMany(caller, 3), room);
  await platform.changeIncident(caller, first[0]?.id ?? '', { status: 'ACKNOWLEDGED', acknowledgedAt: new Date() });
  await platform.wake(caller);
  const groups = await platform.database.inTenant(caller.tenantId, (db) =>
    db.delivery.findMany({ where: { event: 'digest' }, include: { channel: true }, orderBy: { createdAt: 'asc' } }),
  );
  const [older, newer] = groups as [(typeof groups)[number], (typeof groups)[number]];
  expect(newer.about).toHaveLength(11);
  expect(await answerNotice(platform, { delivery: older, personId, action: 'acknowledge' })).toEqual({ reason: 'taken', taken: 7, of: 8 });
  expect(await answerNotice(platform, { delivery: older, personId, action: 'acknowledge' })).toMatchObject({ taken: 0, of: 8 });
  expect(await answered(caller)).toHaveLength(7);
  expect(await answerNotice(platform, { delivery: newer, personId, action: 'resolve' })).toMatchObject({ reason: 'unknown_notice' });
  expect(await answerNotice(platform, { delivery: newer, personId, action: 'acknowledge' })).toEqual({ reason: 'taken', taken: 3, of: 11 });
  void ada;
});

test('the link in a message about many lists them and acknowledges all of them', async () => {
  const { caller, ada } = await moveIn();
  const incidents = await openMany(caller, 7);
  await send(caller, incidents, ada);
  await platform.wake(caller);
  const [{ url }] = JSON.parse(phone.received[0]?.body ?? '').actions;
  const at = `http://127.0.0.1:${served.port}${new URL(url).pathname}`;
  const page = await (await fetch(at)).text();
  expect(page).toContain('Acknowledge all 7');
  expect(page).toContain(`#${incidents[0]?.number} ${incidents[0]?.title}`);
  const taken = await fetch(at, { method: 'POST', body: new URLSearchParams({ action: 'acknowledge' }) });
  expect([taken.status, await taken.text()]).toEqual([200, expect.stringContaining('Acknowledged 7. They are yours now.')]);
  expect(await answered(caller)).toHaveLength(7);
});

test('a message about many that does not arrive is tried again without what is over by then, and ends all it stood for', async () => {
  const { caller, ada } = await moveIn();
  const incidents = await openMany(caller, 8);
  phone.answer({ status: 503 });
  await send(caller, incidents, ada);
  await platform.wake(caller);
  const over = await platform.changeIncident(caller, incidents[0]?.id ?? '', { status: 'RESOLVED', resolvedAt: new Date() });
  await platform.run('incident.resolved/dispatchNotices', caller, { incident: over });
  platform.advance(10);
  await platform.wake(caller);
  const states = await ends(caller);
  expect(states.filter((end) => end === 'opened DELIVERED grouped in')).toHaveLength(7);
  expect(states).toContain('opened CANCELLED resolved_first in');
  // A 503 may have been taken all the same, so the end is told.
  await platform.wake(caller);
  platform.advance(60);
  await platform.wake(caller);
  expect((await ends(caller)).filter((end) => end.startsWith('resolved DELIVERED'))).toHaveLength(1);
  expect((await ends(caller)).filter((end) => /PENDING|SENDING/.test(end))).toEqual([]);
});

test('a worker that dies with a message about many in hand costs a lease, and nothing else', async () => {
  const { caller, ada } = await moveIn();
  await send(caller, await openMany(caller, 8), ada);
  const { takeDelivery } = await import('../delivery/takeDelivery.ts');
  const [first] = await platform.deliveries(caller);
  await takeDelivery(platform, caller.tenantId, first?.id ?? '');
  await platform.wake(caller);
  expect(phone.received).toHaveLength(0);
  platform.advance(10);
  await platform.wake(caller);
  expect(phone.received).toHaveLength(1);
  expect((await ends(caller)).filter((end) => end === 'opened DELIVERED grouped in')).toHaveLength(8);
});

test('a channel that was switched off ends all that waited together', async () => {
  const { caller, ada } = await moveIn();
  phone.answer({ status: 503 });
  await send(caller, await openMany(caller, 8), ada);
  await platform.wake(caller);
  await platform.database.inTenant(caller.tenantId, (db) => db.channel.updateMany({ data: { enabled: false } }));
  platform.advance(10);
  await platform.wake(caller);
  expect(new Set(await ends(caller))).toEqual(new Set(['opened CANCELLED channel_disabled in', 'digest CANCELLED channel_disabled']));
});

test('mild pages for a time of day come together, however few', async () => {
  const { caller, ada } = await moveIn();
  await send(caller, await openMany(caller, 3), { ...ada, cause: { reason: 'escalation_step', ruleText: 'digest' } });
  platform.advance(20);
  await platform.wake(caller);
  expect(phone.received).toHaveLength(1);
  expect(JSON.parse(phone.received[0]?.body ?? '').title).toBe('3 incidents: 3 triggered');
});

test('programs hear of each by itself', async () => {
  const { caller, receiver, channelId } = await platform.createListener();
  await send(caller, await openMany(caller, 20), { channelId });
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(20);
});

test('workers that take at once make one message', async () => {
  const { caller, ada } = await moveIn();
  await send(caller, await openMany(caller, 30), ada);
  const due = await platform.deliveries(caller);
  await Promise.all(due.slice(0, 8).map(({ id }) => platform.run('sendDelivery', caller, { deliveryId: id })));
  platform.advance(40);
  await platform.wake(caller);
  expect(phone.received.length).toBeLessThanOrEqual(2);
  expect((await platform.deliveries(caller)).filter(({ status }) => status !== 'DELIVERED')).toEqual([]);
});

test('of a message about many that is refused for good each goes by itself, and is not grouped again', async () => {
  const { caller, ada } = await moveIn();
  // The service takes no message about many.
  phone.answer({ status: 400, body: 'message too long' });
  await send(caller, await openMany(caller, 8), ada);
  await platform.wake(caller);
  await platform.wake(caller);
  expect(phone.received.map(({ body }) => (JSON.parse(body) as { title: string }).title.includes('8 incidents'))).toEqual([
    true,
    ...Array<boolean>(8).fill(false),
  ]);
  const states = await ends(caller);
  expect(states.filter((end) => end === 'digest FAILED http_4xx')).toHaveLength(1);
  expect(states.filter((end) => end === 'opened DELIVERED delivered in')).toHaveLength(8);
});

test('where it cannot arrive at all, each fails with its own reason, and every page goes on to the next way of its person at once', async () => {
  const { caller, personId, ada } = await moveIn();
  const incidents = await openMany(caller, 8);
  await platform.database.inTenant(caller.tenantId, async (db) => {
    const made = { verifiedAt: platform.clock.now(), createdAt: platform.clock.now(), personId };
    const contact = (channelId: string, label: string) =>
      db.contact.create({ data: { ...made, channelId, label, address: { text: label }, addressHash: label, hint: label } });
    const { channel } = await createChannel(platform, caller, { name: 'Tablets', kind: 'ntfy', settings: { serverUrl: tablet.url } });
    const ways = [await contact(ada.channelId, 'phone'), await contact(channel.id, 'tablet'), await contact(channel.id, 'watch')];
    const [first, ...rest] = ways.map(({ id: contactId }) => ({ kind: 'NOTIFY', contactId }));
    const wait = { kind: 'WAIT', minutes: 30 };
    const rules = { default: [first, wait, rest[0], wait, rest[1]], important: [] };
    await db.personalSetting.create({ data: { personId, rules: rules as never, version: 1, updatedAt: platform.clock.now() } });
  });
  const steps = [{ kind: 'persons' as const, personIds: [personId] }];
  const chain = await saveChain(platform, caller, { id: null, chain: { name: 'ada', steps }, expectedVersion: 0 });
  await savePolicy(platform, caller, { tree: { name: 'all', tells: 'CHAIN', chainId: chain.id }, expectedVersion: 0 });
  phone.answer(...Array<{ status: number }>(9).fill({ status: 404 }));
  for (const incident of incidents) {
    await platform.run('incident.flushed/dispatchNotices', caller, { incident, reason: 'first_notification' });
  }
  // After five failures the channel rests for a while, and so do those that are left.
  for (let round = 0; round < 20; round += 1) {
    await platform.escalate(caller);
    platform.advance(round < 3 ? 1 : 60);
  }
  const rows = await platform.deliveries(caller);
  expect(rows.filter(({ status }) => status === 'FAILED').every(({ outcome }) => outcome === 'http_4xx')).toBe(true);
  const opened = rows.filter(({ event }) => event === 'opened');
  expect(opened.filter(({ channelId, status }) => channelId === ada.channelId && status === 'FAILED')).toHaveLength(8);
  expect(opened.filter(({ channelId, status }) => channelId !== ada.channelId && status === 'DELIVERED')).toHaveLength(8);
  // The third way keeps its time.
  expect(opened).toHaveLength(16);
});
