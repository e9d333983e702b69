import type { Caller } from '#kit/caller';
import { serve, type Served } from '#kit/serve';
import { uuidv7 } from 'uuidv7';
import { createChannel } from '../channel/createChannel.ts';
import { type Receiver, startReceiver } from '../channels/webhook/fake.ts';
import { openTestNotify, type TestNotify } from '../openTestNotify.ts';

let platform: TestNotify;
let served: Served;
let receiver: Receiver;
beforeAll(async () => {
  platform = await openTestNotify();
  served = await serve({ routes: platform.notify.routes, host: '127.0.0.1', port: 0, log: platform.log });
});
beforeEach(async () => void (receiver = await startReceiver()));
afterEach(() => receiver.close());
afterAll(async () => {
  await served.close();
  await platform.close();
});

/** A tenant with Ann and Bob in the team Databases, each reached on a phone of their own. */
async function moveIn() {
  const caller = await platform.createTenant();
  const { channel } = await createChannel(platform, caller, { name: 'Phones', kind: 'ntfy', settings: { serverUrl: receiver.url } });
  const people = await platform.database.inTenant(caller.tenantId, async (db) => {
    const team = await db.team.create({ data: { name: 'Databases' } });
    const role = await db.role.create({ data: { name: 'theirs', permissions: ['approvals:answer'] } });
    await db.teamRole.create({ data: { teamId: team.id, roleId: role.id } });
    const made: Record<string, string> = {};
    for (const name of ['Ann', 'Bob']) {
      const { id } = await db.person.create({ data: { name } });
      await db.teamMember.create({ data: { teamId: team.id, personId: id } });
      const times = { verifiedAt: new Date(), createdAt: new Date() };
      const known = { personId: id, channelId: channel.id, label: name, addressHash: name, hint: name };
      const contact = await db.contact.create({ data: { ...known, ...times, address: { text: `${name}-topic` } } });
      const rules = { default: [{ kind: 'NOTIFY', contactId: contact.id }], important: [] };
      await db.personalSetting.create({ data: { personId: id, rules, version: 1, updatedAt: new Date() } });
      made[name] = id;
    }
    return made as { Ann: string; Bob: string };
  });
  return { caller, ...people };
}

const asked = (change: object = {}) => ({
  ...{
    approvalId: uuidv7(),
    runId: uuidv7(),
    at: new Date().toISOString(),
    kind: 'STEP',
    incident: null,
    playbookName: 'Clean',
    causeLabel: 'Night disks',
  },
  ...{ requesterId: null, message: 'May I delete 4 GB?', needed: 1, teams: ['Databases'], expiresAt: new Date(Date.now() + 3_600_000).toISOString() },
  ...change,
});
async function tell(caller: Caller, payload: object) {
  await platform.run('approval.asked/tellApprovers', caller, payload);
  await platform.run('approval.asked/tellApprovers', caller, payload);
  await platform.wake(caller);
  return receiver.received.map(({ body }) => JSON.parse(body) as { topic: string; title: string; message: string; actions: { url: string }[] });
}
const pathOf = (message: { actions: { url: string }[] } | undefined) => new URL(message?.actions[0]?.url ?? 'http://x').pathname;
const open = async (path: string) => (await fetch(`http://127.0.0.1:${served.port}${path}`)).text();
async function answer(path: string, action: string) {
  const response = await fetch(`http://127.0.0.1:${served.port}${path}`, { method: 'POST', body: new URLSearchParams({ action }) });
  return { status: response.status, page: await response.text() };
}
const answers = async ({ tenantId }: Caller) =>
  (
    await platform.database.inTenant(
      tenantId,
      (db) => db.$queryRaw<{ payload: object }[]>`
        SELECT data->'payload' AS payload FROM pgboss.job WHERE name = 'approval.answered/answerApproval' AND data->>'tenantId' = ${tenantId}`,
    )
  ).map(({ payload }) => payload);

test('the people of the team are told once, but who asked for the run; a link opens a page with buttons, and an answer is passed on', async () => {
  const { caller, Ann, Bob } = await moveIn();
  const payload = asked({ requesterId: Ann });
  const messages = await tell(caller, payload);
  expect(messages.map(({ topic }) => topic)).toEqual(['Bob-topic']);
  expect(JSON.stringify(messages[0])).toContain('May I delete 4 GB?');
  const path = pathOf(messages[0]);
  const page = await open(path);
  expect(page).toContain('value="approve"');
  expect(page).toContain('May Clean go on?');
  expect(await answers(caller)).toEqual([]);
  expect(await answer(path, 'approve')).toMatchObject({ status: 200, page: expect.stringContaining('Approved') });
  expect(await answers(caller)).toMatchObject([{ approvalId: payload.approvalId, personId: Bob, approves: true, via: 'ntfy' }]);
  expect(await answer(path, 'reject')).toMatchObject({ status: 409 });
  expect(await answers(caller)).toHaveLength(1);
});

test('whoever lost the right, or comes too late, is told so politely', async () => {
  const { caller } = await moveIn();
  const payload = asked();
  const path = pathOf((await tell(caller, payload))[0]);
  expect((await answer(path, 'acknowledge')).status).toBe(409);
  await platform.run('approval.ended/callOffApprovers', caller, {
    ...{
      approvalId: payload.approvalId,
      runId: payload.runId,
      incidentId: null,
      at: new Date().toISOString(),
      state: 'APPROVED',
      playbookName: 'Clean',
    },
    askedAt: new Date(Date.now() - 60_000).toISOString(),
  });
  expect(await open(path)).toContain('Nothing is asked any more');
  expect(await answer(path, 'approve')).toMatchObject({ status: 409, page: expect.stringContaining('Nothing is asked any more') });
  await platform.database.inTenant(caller.tenantId, (db) => db.role.updateMany({ data: { permissions: [] } }));
  expect((await answer(path, 'approve')).status).toBe(403);
  expect(await answers(caller)).toEqual([]);
});

test('a team that is not known, or of another tenant, has nobody; values are asked for on the page alone', async () => {
  const { caller } = await moveIn();
  const stranger = await platform.createTenant();
  expect(await tell(stranger, asked())).toEqual([]);
  expect(await tell(caller, asked({ teams: ['Nobody'] }))).toEqual([]);
  const messages = await tell(caller, asked({ kind: 'INPUT' }));
  expect(messages).toHaveLength(2);
  expect(messages.flatMap(({ actions }) => actions ?? [])).toEqual([]);
});
