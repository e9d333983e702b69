import type { Caller } from '#kit/caller';
import { startFakeTelephony } from '../channels/sms/fake.ts';
import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { openChannelSecrets } from './channelSecrets.ts';
import { createChannel } from './createChannel.ts';
import { deleteChannel } from './deleteChannel.ts';
import { setChannelEnabled } from './setChannelEnabled.ts';
import { testChannel } from './testChannel.ts';
import { updateChannel } from './updateChannel.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

const read = (caller: Caller, id: string) => platform.database.inTenant(caller.tenantId, (db) => db.channel.findFirstOrThrow({ where: { id } }));
const audits = (caller: Caller) => platform.database.inTenant(caller.tenantId, (db) => db.auditEntry.findMany({ orderBy: { id: 'asc' } }));

async function slack() {
  const caller = await platform.createTenant();
  const settings = { channel: 'C0SRE', botToken: 'xoxb-1-one', signingSecret: 'a signing secret' };
  const { channel } = await createChannel(platform, caller, { name: 'Slack', kind: 'slack', settings });
  return { caller, id: channel.id };
}

test('a secret that is not given is kept, one that is null is taken away, and the audit says which were given and not what they are', async () => {
  const { caller, id } = await slack();
  await updateChannel(platform, caller, id, { name: 'Chat', settings: { channel: 'C0OPS', botToken: 'xoxb-2-two', signingSecret: null } });
  const channel = await read(caller, id);
  expect(channel).toMatchObject({ name: 'Chat', config: { channel: 'C0OPS' } });
  expect(openChannelSecrets(channel.secrets, platform.secretKey)).toEqual({ botToken: 'xoxb-2-two' });
  await updateChannel(platform, caller, id, { settings: { channel: 'C0OPS' } });
  expect(openChannelSecrets((await read(caller, id)).secrets, platform.secretKey)).toEqual({ botToken: 'xoxb-2-two' });

  const [, changed] = await audits(caller);
  expect(changed).toMatchObject({
    action: 'channel.updated',
    before: { name: 'Slack', place: 'C0SRE', secrets: ['botToken', 'signingSecret'] },
    after: { name: 'Chat', place: 'C0OPS', secrets: ['botToken'], secretsGiven: ['botToken', 'signingSecret'] },
  });
  expect(JSON.stringify(await audits(caller))).not.toMatch(/xoxb|a signing secret/);
});

test.each([
  [{ settings: { botToken: 'no token' } }, /^botToken: /],
  [{ settings: { botToken: null } }, /^botToken: This is needed\.$/],
  [{ settings: { apiUrl: 'ftp://x' } }, /^apiUrl: /],
  [{ name: '' }, /^name: /],
  [{ ratePerMinute: 0 }, /^ratePerMinute: /],
])('%j is refused and changes nothing', async (change, message) => {
  const { caller, id } = await slack();
  const before = await read(caller, id);
  await expect(updateChannel(platform, caller, id, change)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringMatching(message),
  });
  expect(await read(caller, id)).toEqual(before);
});

test('a name that is taken is a conflict, and is free once its channel is deleted', async () => {
  const { caller, id } = await slack();
  const { channel } = await createChannel(platform, caller, { name: 'Other', kind: 'teams', settings: { url: 'https://example.com/workflow' } });
  await expect(updateChannel(platform, caller, channel.id, { name: 'Slack' })).rejects.toMatchObject({ code: 'CONFLICT' });
  await deleteChannel(platform, caller, id);
  expect(await read(caller, id)).toMatchObject({ secrets: {}, enabled: false, archivedAt: expect.any(Date) });
  await updateChannel(platform, caller, channel.id, { name: 'Slack' });
  await expect(setChannelEnabled(platform, caller, id, true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a test goes out now, also of a channel that is off, and its history stays', async () => {
  const { caller, channelId, receiver } = await platform.createListener();
  await setChannelEnabled(platform, caller, channelId, false);
  expect(await testChannel(platform, caller, channelId, {})).toMatchObject({ outcome: 'delivered', httpStatus: 204, deliveryId: expect.any(String) });
  receiver.answer({ status: 500, body: 'out of order' });
  expect(await testChannel(platform, caller, channelId, {})).toMatchObject({ outcome: 'http_5xx', httpStatus: 500, detail: 'out of order' });
  expect(await platform.deliveries(caller)).toMatchObject([
    { event: 'test', status: 'DELIVERED', sent: { text: expect.stringContaining('Nothing is wrong') } },
    { event: 'test', status: 'FAILED', outcome: 'http_5xx', attempts: [{ number: 1 }] },
  ]);
  expect(await read(caller, channelId)).toMatchObject({ failuresInRow: 0, lastFailure: 'http_5xx', lastDetail: 'out of order' });
});

test('a test of what only reaches people needs an address of its kind, and is in the language that was asked for', async () => {
  const service = await startFakeTelephony();
  const caller = await platform.createTenant();
  const settings = { accountSid: service.accountSid, authToken: service.authToken, from: '+15005550006', apiUrl: service.apiUrl };
  const { channel } = await createChannel(platform, caller, { name: 'SMS', kind: 'sms', settings });
  await expect(testChannel(platform, caller, channel.id, {})).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringMatching(/^address: /),
  });
  await expect(testChannel(platform, caller, channel.id, { address: '0912' })).rejects.toMatchObject({
    message: expect.stringMatching(/international/),
  });
  expect(await testChannel(platform, caller, channel.id, { address: '+886912345678', language: 'zh-Hant' })).toMatchObject({ outcome: 'delivered' });
  expect(service.forms().at(-1)).toMatchObject({ To: '+886912345678', Body: expect.stringContaining('此通道的測試') });
  await service.close();
});

test('nobody without channels:manage, and no other tenant, changes, tests or deletes a channel', async () => {
  const { caller, id } = await slack();
  const stranger = await platform.createTenant();
  const reader = { ...caller, permissions: caller.permissions.filter((name) => name !== 'channels:manage') };
  const verbs = [
    (who: Caller) => updateChannel(platform, who, id, { name: 'stolen' }),
    (who: Caller) => setChannelEnabled(platform, who, id, false),
    (who: Caller) => testChannel(platform, who, id, {}),
    (who: Caller) => deleteChannel(platform, who, id),
  ];
  const before = await read(caller, id);
  for (const verb of verbs) {
    await expect(verb(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(verb(reader)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
  expect(await read(caller, id)).toEqual(before);
});
