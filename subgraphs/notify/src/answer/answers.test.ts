import type { Caller } from '#kit/caller';
import { serve, type Served } from '#kit/serve';
import { systemActor, transact } from '#kit/transact';
import { builtinRoles } from '#contracts/permissions';
import { createHmac } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { createChannel } from '../channel/createChannel.ts';
import { type FakeSlack, startFakeSlack } from '../channels/slack/fake.ts';
import { startFakeTelegram } from '../channels/telegram/fake.ts';
import { startReceiver } from '../channels/webhook/fake.ts';
import type { Notice } from '../notice/notice.ts';
import { sendNotices } from '../notice/sendNotices.ts';
import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { createAnswerToken } from './answerToken.ts';

/* Longer than others: all ways of answering a message, on one platform that is started once. */

let platform: TestNotify;
let served: Served;
let slack: FakeSlack;
beforeAll(async () => {
  platform = await openTestNotify();
  served = await serve({ routes: platform.notify.routes, host: '127.0.0.1', port: 0, log: platform.log });
  slack = await startFakeSlack({ U0ADA0000: 'Ada@example.org', U0NOBODY0: 'nobody@example.org' });
});
afterAll(async () => {
  await slack.close();
  await served.close();
  await platform.close();
});

const at = (path: string) => `http://127.0.0.1:${served.port}/notify/${path}`;
const jobs = async ({ tenantId }: Caller) => {
  const rows = await platform.database.inTenant(
    tenantId,
    (db) => db.$queryRaw<{ payload: Record<string, unknown> }[]>`
      SELECT data->'payload' AS payload FROM pgboss.job WHERE name = 'incident.answered/answerIncident' AND data->>'tenantId' = ${tenantId}`,
  );
  return rows.map(({ payload }) => payload);
};

/** A tenant with Ada in it, who may do what her role says, and an incident. */
async function moveIn(permissions: readonly string[] = builtinRoles.responder) {
  const caller = await platform.createTenant();
  const { tenantId } = caller;
  const made = await platform.database.inTenant(tenantId, async (db) => {
    const person = await db.person.create({ data: { name: 'Ada', email: 'ada@example.org' } });
    const team = await db.team.create({ data: { name: 'Databases' } });
    const role = await db.role.create({ data: { name: 'hers', permissions: [...permissions] } });
    await db.teamMember.create({ data: { teamId: team.id, personId: person.id } });
    await db.teamRole.create({ data: { teamId: team.id, roleId: role.id } });
    return person.id;
  });
  const incident = await platform.openIncident(caller);
  return { caller, tenantId, personId: made, incident };
}

async function send(caller: Caller, notice: Pick<Notice, 'incident' | 'channelId'> & Partial<Notice>): Promise<string> {
  const { created } = await transact(platform, systemActor(caller.tenantId), (unit) =>
    sendNotices(unit, [{ event: 'opened', cause: { reason: 'test' }, dedupKey: uuidv7(), ...notice }]),
  );
  await platform.wake(caller);
  return created[0] ?? '';
}

describe('the link in a notice', () => {
  async function mailed(permissions?: readonly string[]) {
    const home = await moveIn(permissions);
    const receiver = await startReceiver();
    const { channel } = await createChannel(platform, home.caller, { name: 'Phones', kind: 'ntfy', settings: { serverUrl: receiver.url } });
    const contact = { id: uuidv7(), personId: home.personId, address: 'ada-topic' };
    const deliveryId = await send(home.caller, { incident: home.incident, channelId: channel.id, contact, language: 'zh-Hant' });
    const [{ url }] = JSON.parse(receiver.received[0]?.body ?? '').actions;
    await receiver.close();
    return { ...home, deliveryId, path: new URL(url).pathname.replace('/notify/', '') };
  }
  const post = (path: string, action: string) => fetch(at(path), { method: 'POST', body: new URLSearchParams({ action }) });

  test('opening it changes nothing, and shows in the language of the reader what can be done', async () => {
    const { caller, path } = await mailed();
    const answer = await fetch(at(path));
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(page).toContain('<html lang="zh-Hant">');
    expect(page).toContain('<button name="action" value="acknowledge" class="primary">確認</button>');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await jobs(caller)).toEqual([]);
  });

  test('its button passes the answer on as the person whom it was for, once', async () => {
    const { caller, personId, incident, path } = await mailed();
    const taken = await post(path, 'acknowledge');
    expect([taken.status, await taken.text()]).toEqual([200, expect.stringContaining('已確認，此事件現在由您處理。')]);
    expect(await jobs(caller)).toMatchObject([{ incidentId: incident.id, personId, action: 'acknowledge', via: 'ntfy' }]);
    const again = await post(path, 'acknowledge');
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('先前已回應過')]);
    expect((await post(path, 'resolve')).status).toBe(200);
    expect(await jobs(caller)).toHaveLength(2);
  });

  test('two clicks at once are one answer', async () => {
    const { caller, path } = await mailed();
    const answers = await Promise.all([1, 2, 3, 4].map(() => post(path, 'acknowledge')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(await jobs(caller)).toHaveLength(1);
  });

  test('who may not, may not by mail either', async () => {
    const { caller, path } = await mailed(builtinRoles.viewer);
    const refused = await post(path, 'acknowledge');
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('您沒有執行此操作的權限')]);
    expect(await jobs(caller)).toEqual([]);
  });

  test('who may not act on this incident is told so, and the link stays good for when they may', async () => {
    const { caller, tenantId, incident, path } = await mailed();
    await platform.database.inTenant(tenantId, (db) => db.teamRole.updateMany({ data: { scope: 'LABELS', scopeLabels: [{ team: 'network' }] } }));
    const refused = await post(path, 'acknowledge');
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('不在您可處理的範圍內')]);
    expect(await jobs(caller)).toEqual([]);
    await platform.changeIncident(caller, incident.id, { labels: { team: 'network' } });
    expect((await post(path, 'acknowledge')).status).toBe(200);
    expect(await jobs(caller)).toHaveLength(1);
  });

  test('what is over asks nothing, and takes nothing', async () => {
    const { caller, incident, path } = await mailed();
    await platform.changeIncident(caller, incident.id, { status: 'RESOLVED' });
    const page = await (await fetch(at(path))).text();
    expect(page).toContain('此事件已結束。');
    expect(page).not.toContain('<button');
    expect((await post(path, 'acknowledge')).status).toBe(409);
    expect(await jobs(caller)).toEqual([]);
  });

  test.each([
    [
      'of another installation',
      (id: { tenantId: string; deliveryId: string }) => createAnswerToken({ ...id, now: new Date() }, new Uint8Array(32)),
      404,
    ],
    [
      'too old',
      (id: { tenantId: string; deliveryId: string }) => createAnswerToken({ ...id, now: new Date(Date.now() - 73 * 3_600_000) }, platform.secretKey),
      410,
    ],
    [
      'of a tenant that has no such notice',
      ({ deliveryId }: { deliveryId: string }) => createAnswerToken({ tenantId: uuidv7(), deliveryId, now: new Date() }, platform.secretKey),
      404,
    ],
    ['nonsense', () => 'x', 404],
  ])('a link that is %s leads nowhere', async (_, tokenOf, status) => {
    const { caller, tenantId, deliveryId } = await mailed();
    const token = tokenOf({ tenantId, deliveryId });
    expect((await fetch(at(`act/${token}`))).status).toBe(status);
    expect((await post(`act/${token}`, 'acknowledge')).status).toBe(status);
    expect(await jobs(caller)).toEqual([]);
  });
});

describe('a click in Slack', () => {
  const signingSecret = 'a signing secret of slack';
  async function inRoom(permissions?: readonly string[]) {
    const home = await moveIn(permissions);
    const settings = { channel: 'C0SRE', botToken: slack.token, signingSecret, apiUrl: slack.apiUrl };
    const { channel } = await createChannel(platform, home.caller, { name: 'Slack', kind: 'slack', settings });
    const deliveryId = await send(home.caller, { incident: home.incident, channelId: channel.id });
    return { ...home, channelId: channel.id, deliveryId };
  }
  async function click(
    channelId: string,
    value: string,
    change: { user?: string; secret?: string; age?: number; action?: string; responseUrl?: string } = {},
  ) {
    const { user = 'U0ADA0000', secret = signingSecret, age = 0, action = 'acknowledge', responseUrl } = change;
    const payload = {
      type: 'block_actions',
      user: { id: user },
      actions: [{ action_id: action, value }],
      ...(responseUrl && { response_url: responseUrl }),
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const time = String(Math.floor(Date.now() / 1000) - age);
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-slack-request-timestamp': time, 'x-slack-signature': signature };
    return fetch(at(`slack/${channelId}`), { method: 'POST', headers, body });
  }

  test('is the answer of the person who has the mail address that Slack knows', async () => {
    const { caller, personId, incident, channelId, deliveryId } = await inRoom();
    expect((await click(channelId, deliveryId)).status).toBe(200);
    expect(await jobs(caller)).toMatchObject([{ incidentId: incident.id, personId, action: 'acknowledge', via: 'slack' }]);
  });

  test('of somebody unknown is refused politely, to them alone', async () => {
    const { caller, channelId, deliveryId } = await inRoom();
    const responses = await startReceiver(() => ({ status: 200 }));
    await click(channelId, deliveryId, { user: 'U0NOBODY0', responseUrl: responses.url });
    expect(JSON.parse(responses.received[0]?.body ?? '')).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('do not know who you are'),
    });
    expect(await jobs(caller)).toEqual([]);
    await responses.close();
  });

  test.each([
    ['with another secret', { secret: 'another secret of slack' }],
    ['that is six minutes old', { age: 360 }],
  ])('%s is not believed', async (_, change) => {
    const { caller, channelId, deliveryId } = await inRoom();
    expect((await click(channelId, deliveryId, change)).status).toBe(401);
    expect(await jobs(caller)).toEqual([]);
  });

  test('on a link is none, and a notice of another tenant is not answered through it', async () => {
    const [one, other] = [await inRoom(), await inRoom()];
    expect((await click(one.channelId, one.deliveryId, { action: 'open' })).status).toBe(200);
    expect((await click(one.channelId, other.deliveryId)).status).toBe(200);
    expect((await click(uuidv7(), one.deliveryId)).status).toBe(404);
    expect([await jobs(one.caller), await jobs(other.caller)]).toEqual([[], []]);
  });

  test('shows in the message, once the incident is acknowledged, and again when nobody has it', async () => {
    const { caller, incident, channelId, personId } = await inRoom();
    slack.received.splice(0);
    const facts = await platform.changeIncident(caller, incident.id, {
      status: 'ACKNOWLEDGED',
      acknowledgedAt: new Date(),
      acknowledgedById: personId,
    });
    for (let twice = 0; twice < 2; twice += 1) await platform.run('incident.acknowledged/followConversations', caller, { incident: facts });
    await platform.wake(caller);
    const sent = () => slack.received.map(({ path, body }) => ({ method: path.split('/').at(-1), ...JSON.parse(body) }));
    expect(sent()).toMatchObject([
      { method: 'chat.update', channel: 'C0SRE', text: `[Acknowledged by Ada] #${incident.number} ${incident.title}` },
      { method: 'chat.postMessage', thread_ts: expect.any(String) },
    ]);
    expect(JSON.stringify(sent()[0])).not.toContain('"action_id":"acknowledge"');

    slack.received.splice(0);
    const free = await platform.changeIncident(caller, incident.id, { status: 'TRIGGERED', acknowledgedAt: null, acknowledgedById: null });
    await platform.run('incident.unacknowledged/followConversations', caller, { incident: free, reason: 'by_hand' });
    await platform.wake(caller);
    expect(sent()).toMatchObject([
      { method: 'chat.update', text: `[Nobody has it any more] #${incident.number} ${incident.title}` },
      { method: 'chat.postMessage' },
    ]);
    expect(channelId).toBeDefined();
  });
});

test('a click in Telegram: believed by its secret, mapped by the contact that was proved', async () => {
  const telegram = await startFakeTelegram();
  const { caller, personId, incident } = await moveIn();
  const settings = { botToken: telegram.token, apiUrl: telegram.apiUrl };
  const { channel, made } = await createChannel(platform, caller, { name: 'Telegram', kind: 'telegram', settings });
  const contact = { id: uuidv7(), personId, address: '77700001' };
  await platform.database.inTenant(caller.tenantId, async (db) => {
    const rest = { personId, channelId: channel.id, label: 'Telegram', hint: '•••', createdAt: new Date() };
    await db.contact.create({ data: { ...rest, address: { text: '77700001' }, addressHash: 'one', verifiedAt: new Date() } });
    // Entered by somebody, and never proved.
    await db.contact.create({ data: { ...rest, address: { text: '12345' }, addressHash: 'other' } });
  });
  const deliveryId = await send(caller, { incident, channelId: channel.id, contact });
  const click = (from: number, secret = made['callbackSecret'] ?? '') =>
    fetch(at(`telegram/${channel.id}`), {
      method: 'POST',
      headers: { 'x-telegram-bot-api-secret-token': secret },
      body: JSON.stringify({ update_id: 1, callback_query: { id: 'q1', from: { id: from }, data: `acknowledge:${deliveryId}` } }),
    });
  expect((await click(77_700_001, 'not the secret')).status).toBe(401);
  expect(await (await click(12_345)).json()).toMatchObject({
    method: 'answerCallbackQuery',
    show_alert: true,
    text: expect.stringContaining('do not know'),
  });
  expect(await jobs(caller)).toEqual([]);
  expect(await (await click(77_700_001)).json()).toEqual({
    method: 'answerCallbackQuery',
    callback_query_id: 'q1',
    text: 'Acknowledged. It is yours now.',
    show_alert: false,
  });
  expect(await jobs(caller)).toMatchObject([{ incidentId: incident.id, personId, via: 'telegram' }]);
  await telegram.close();
});

test('a key in a call: believed by the signature of the service', async () => {
  const { caller, tenantId, personId, incident } = await moveIn();
  const authToken = 'the auth token';
  const settings = { accountSid: 'AC00000000000000000000000000000001', authToken, from: '+15005550006', apiUrl: 'http://127.0.0.1:9' };
  const { channel } = await createChannel(platform, caller, { name: 'Calls', kind: 'voice', settings });
  const deliveryId = await send(caller, { incident, channelId: channel.id, contact: { id: uuidv7(), personId, address: '+886912345678' } });
  const token = createAnswerToken({ tenantId, deliveryId, now: new Date() }, platform.secretKey);
  const press = (digit: string, secret = authToken) => {
    const fields = { CallSid: 'CA1', Digits: digit };
    const signed = `https://sre.example.com/notify/voice/${token}CallSidCA1Digits${digit}`;
    const headers = { 'x-twilio-signature': createHmac('sha1', secret).update(signed).digest('base64') };
    return fetch(at(`voice/${token}`), { method: 'POST', headers, body: new URLSearchParams(fields) });
  };
  expect((await press('1', 'another token')).status).toBe(401);
  expect(await (await press('9')).text()).toContain('<Hangup/>');
  expect(await jobs(caller)).toEqual([]);
  expect(await (await press('2')).text()).toContain('Resolved. Thank you.');
  expect(await jobs(caller)).toMatchObject([{ personId, action: 'resolve', via: 'voice' }]);
});
