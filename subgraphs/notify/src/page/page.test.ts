import type { Caller } from '#kit/caller';
import { sealSecret } from '#kit/secret';
import { createChannel } from '../channel/createChannel.ts';
import { startFakeBrowser } from '../channels/webpush/fake.ts';
import { webpushChannel } from '../channels/webpush/send.ts';
import { sealChannelSecrets } from '../channel/channelSecrets.ts';
import { saveChain } from '../escalation/saveChain.ts';
import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { savePolicy } from '../policy/savePolicy.ts';
import { whoWouldBeTold } from '../policy/whoWouldBeTold.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

/** Somebody who is told by push at once and by push to another device after five minutes, and the chain that tells them. */
async function reachable() {
  const caller = await platform.createTenant();
  const personId = await platform.createPerson(caller, 'Ann');
  const contacts = await platform.database.inTenant(caller.tenantId, async (db) => {
    const config = { url: 'https://ntfy.example.com' };
    const channel = await db.channel.create({ data: { name: 'Push', kind: 'ntfy', config, secrets: sealChannelSecrets({}, platform.secretKey) } });
    const make = (label: string) => {
      const address = { text: label };
      const times = { verifiedAt: platform.clock.now(), createdAt: platform.clock.now() };
      return db.contact.create({ data: { personId, channelId: channel.id, label, address, addressHash: label, hint: label, ...times } });
    };
    const [phone, tablet] = [await make('phone'), await make('tablet')];
    const rules = {
      default: [
        { kind: 'NOTIFY', contactId: phone.id },
        { kind: 'WAIT', minutes: 5 },
        { kind: 'NOTIFY', contactId: tablet.id },
      ],
      important: [],
    };
    await db.personalSetting.create({ data: { personId, rules, version: 1, updatedAt: platform.clock.now() } });
    return { phone: phone.id, tablet: tablet.id };
  });
  const steps = [{ kind: 'persons' as const, personIds: [personId] }];
  const chain = await saveChain(platform, caller, { id: null, chain: { name: 'ann', steps }, expectedVersion: 0 });
  await savePolicy(platform, caller, { tree: { name: 'all', tells: 'CHAIN', chainId: chain.id }, expectedVersion: 0 });
  return { caller, personId, contacts };
}

const announce = (caller: Caller, incident: unknown) =>
  platform.run('incident.flushed/dispatchNotices', caller, { incident, reason: 'first_notification' });
const pages = ({ tenantId }: Caller) => platform.database.inTenant(tenantId, (db) => db.page.findMany({ orderBy: { createdAt: 'asc' } }));
const toldBy = async (caller: Caller) => (await platform.deliveries(caller)).map(({ contactId, event }) => `${event} ${contactId}`);
const wakePages = async (caller: Caller) => {
  for (const { id } of await pages(caller)) await platform.run('wakePage', caller, { pageId: id });
};

test('a person is told by their rules, each contact once, when its time has come', async () => {
  const { caller, contacts } = await reachable();
  await announce(caller, await platform.openIncident(caller));
  await wakePages(caller);
  expect(await toldBy(caller)).toEqual([`opened ${contacts.phone}`]);
  expect(await pages(caller)).toMatchObject([{ state: 'RUNNING', reason: 'waits', cursor: 1 }]);
  platform.advance(300);
  await Promise.all([wakePages(caller), wakePages(caller)]);
  expect(await toldBy(caller)).toEqual([`opened ${contacts.phone}`, `opened ${contacts.tablet}`]);
  expect(await pages(caller)).toMatchObject([{ state: 'DONE', reason: 'all_rules_followed', nextAt: null }]);
});

test('a page stops with the incident, though its chain is through; what waited is called off', async () => {
  const { caller, contacts } = await reachable();
  const incident = await platform.openIncident(caller);
  await announce(caller, incident);
  const acknowledged = await platform.changeIncident(caller, incident.id, { status: 'ACKNOWLEDGED', acknowledgedAt: platform.clock.now() });
  await platform.run('incident.acknowledged/steerEscalations', caller, { incident: acknowledged });
  platform.advance(300);
  await wakePages(caller);
  expect(await toldBy(caller)).toEqual([`opened ${contacts.phone}`]);
  expect(await platform.deliveries(caller)).toMatchObject([{ status: 'CANCELLED', outcome: 'acknowledged_first' }]);
  expect(await pages(caller)).toMatchObject([{ state: 'STOPPED', reason: 'acknowledged' }]);
});

test('a contact that is gone when its time has come is said, and the page goes on', async () => {
  const { caller, contacts } = await reachable();
  await announce(caller, await platform.openIncident(caller));
  await platform.database.inTenant(caller.tenantId, (db) => db.contact.deleteMany({ where: { id: contacts.tablet } }));
  platform.advance(300);
  await wakePages(caller);
  const decisions = await platform.database.inTenant(caller.tenantId, (db) =>
    db.escalationDecision.findMany({ where: { kind: 'contact' }, orderBy: { number: 'asc' } }),
  );
  expect(decisions.map(({ reason }) => reason)).toEqual(['rule', 'contact_gone']);
  expect(await pages(caller)).toMatchObject([{ state: 'DONE' }]);
});

test('whom a note mentions is told though somebody has the incident, once for each note; whoever wrote it is not', async () => {
  const { caller, personId, contacts } = await reachable();
  const incident = await platform.openIncident(caller, { status: 'ACKNOWLEDGED', acknowledgedAt: platform.clock.now() });
  const note = { incident, personIds: [personId], byId: null, text: 'look', at: '2026-11-27T10:00:00.000Z' };
  for (const _ of [1, 2]) await platform.run('incident.mentioned/tellMentioned', caller, note);
  expect(await toldBy(caller)).toEqual([`mentioned ${contacts.phone}`]);
  await platform.run('incident.mentioned/tellMentioned', caller, { ...note, byId: personId, text: 'mine' });
  expect(await pages(caller)).toHaveLength(1);
});

test('a missed deadline is told to whoever is assigned', async () => {
  const { caller, personId, contacts } = await reachable();
  const incident = await platform.openIncident(caller, { assigneeId: personId });
  const breach = { incident, deadline: 'ACKNOWLEDGE', dueAt: '2026-11-27T10:00:00.000Z', targetMinutes: 5 };
  for (const _ of [1, 2]) await platform.run('incident.slaBreached/tellBreach', caller, breach);
  expect(await toldBy(caller)).toEqual([`sla_breached ${contacts.phone}`]);
});

test('in the place of somebody who is away another is told, and it is said in whose place, foretold and in the history', async () => {
  const { caller, personId, contacts } = await reachable();
  const away = await platform.createPerson(caller, 'Bea');
  const steps = [{ kind: 'persons' as const, personIds: [away] }];
  const chain = await saveChain(platform, caller, { id: null, chain: { name: 'bea', steps }, expectedVersion: 0 });
  await savePolicy(platform, caller, { tree: { name: 'all', tells: 'CHAIN', chainId: chain.id }, expectedVersion: 1 });
  const now = platform.clock.now();
  await platform.database.inTenant(caller.tenantId, (db) =>
    db.delegation.create({ data: { personId: away, toId: personId, startsAt: now, endsAt: new Date(now.getTime() + 3_600_000), createdAt: now } }),
  );
  const incident = await platform.openIncident(caller);
  const { ways } = await platform.database.inTenant(caller.tenantId, (db) => whoWouldBeTold(db, platform, { incidentId: incident.id }));
  expect(ways[0]?.foretold[0]).toMatchObject({ personId, personName: 'Ann', facts: { insteadOf: ['Bea'] } });
  await announce(caller, incident);
  const [delivery] = await platform.deliveries(caller);
  expect(delivery).toMatchObject({ personId, contactId: contacts.phone, cause: { chainName: 'bea', insteadOf: ['Bea'] } });
  const decisions = await platform.database.inTenant(caller.tenantId, (db) => db.escalationDecision.findMany({ where: { kind: 'persons' } }));
  expect(decisions).toMatchObject([{ facts: { people: [{ id: personId, insteadOf: ['Bea'] }] } }]);
});

test.each([410, 404])('a browser whose push service says %i is no contact any more, and the next way comes at once', async (status) => {
  const { caller, personId, contacts } = await reachable();
  const browser = await startFakeBrowser();
  const receiver = await platform.startReceiver();
  try {
    const keys = webpushChannel.generate();
    const { channel } = await createChannel(platform, caller, {
      name: 'Browsers',
      kind: 'webpush',
      settings: { subject: 'mailto:sre@example.com', ...keys },
    });
    await platform.database.inTenant(caller.tenantId, async (db) => {
      const address = { sealed: sealSecret(browser.address, platform.secretKey) };
      await db.contact.updateMany({ where: { id: contacts.phone }, data: { channelId: channel.id, address } });
      await db.channel.updateMany({ where: { kind: 'ntfy' }, data: { config: { serverUrl: receiver.url } } });
    });
    browser.answer({ status });
    await announce(caller, await platform.openIncident(caller));
    await platform.escalate(caller);
    await platform.escalate(caller);
    const left = await platform.database.inTenant(caller.tenantId, async (db) => ({
      contacts: await db.contact.findMany({ select: { id: true } }),
      rules: (await db.personalSetting.findFirstOrThrow({ where: { personId } })).rules,
    }));
    expect(left.contacts).toEqual([{ id: contacts.tablet }]);
    expect(JSON.stringify(left.rules)).not.toContain(contacts.phone);
    expect(await toldBy(caller)).toEqual([`opened ${contacts.phone}`, `opened ${contacts.tablet}`]);
    expect(receiver.received).toHaveLength(1);
  } finally {
    await browser.close();
  }
});
