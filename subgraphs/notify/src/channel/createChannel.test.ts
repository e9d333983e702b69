import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { openChannelSecrets } from './channelSecrets.ts';
import { createChannel } from './createChannel.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify({ allowedNetworks: [] })));
afterAll(() => platform.close());

const url = 'https://hooks.example.com/services/secret';
const input = { name: 'Pager', kind: 'webhook', settings: { url } } as const;

test('a secret that was made is given back once and stored sealed; the audit row shows neither it nor the whole address', async () => {
  const caller = await platform.createTenant();
  const { channel, made } = await createChannel(platform, caller, input);
  expect(Buffer.from((made['secret'] ?? '').replace(/^whsec_/, ''), 'base64')).toHaveLength(32);
  expect(channel).toMatchObject({ enabled: true, kind: 'webhook', config: { url } });
  expect(JSON.stringify(channel)).not.toContain(made['secret']?.slice(6));
  expect(openChannelSecrets(channel.secrets, platform.secretKey)).toEqual(made);
  const audit = await platform.database.inTenant(caller.tenantId, (db) => db.auditEntry.findFirstOrThrow());
  expect(audit).toMatchObject({
    action: 'channel.created',
    subjectId: channel.id,
    after: { name: 'Pager', place: 'https://hooks.example.com/services/…', secrets: ['secret'] },
  });
  expect(JSON.stringify(audit)).not.toContain('services/secret');
});

test('what is secret in a kind is sealed, the rest is not; a pair of keys is made together', async () => {
  const caller = await platform.createTenant();
  const { channel, made } = await createChannel(platform, caller, { name: 'Push', kind: 'webpush', settings: { subject: 'mailto:sre@example.com' } });
  expect(channel.config).toEqual({ subject: 'mailto:sre@example.com', publicKey: expect.any(String) });
  expect(Object.keys(made)).toEqual(['privateKey']);
});

test.each([
  [{ url: 'https://' }, 'BAD_USER_INPUT', /^url: /],
  [{ url: 'ftp://example.com/' }, 'BAD_USER_INPUT', /^url: /],
  [{ url: 'javascript:alert(1)' }, 'BAD_USER_INPUT', /^url: /],
  [{}, 'BAD_USER_INPUT', /^url: This is needed\.$/],
  [{ url, secret: 'mine', colour: 'red' }, 'BAD_USER_INPUT', /^colour: /],
  [{ url, secret: 'mine' }, 'BAD_USER_INPUT', /^secret: /],
  [{ url: 'http://169.254.169.254/latest' }, 'TARGET_REFUSED', /not a public address/],
  [{ url: 'http://[::ffff:10.0.0.1]/' }, 'TARGET_REFUSED', /not a public address/],
  [{ url: 'https://user:secret@example.com/' }, 'TARGET_REFUSED', /user/],
])('%j is refused: %s', async (settings, code, message) => {
  const caller = await platform.createTenant();
  await expect(createChannel(platform, caller, { ...input, settings })).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test('a mail server in a private network is refused like any other address', async () => {
  const caller = await platform.createTenant();
  const settings = { host: '10.0.0.25', from: 'sre@example.com' };
  await expect(createChannel(platform, caller, { name: 'Mail', kind: 'email', settings })).rejects.toMatchObject({ code: 'TARGET_REFUSED' });
});

test('a name is taken within its tenant only, and a channel is seen by its tenant only', async () => {
  const [one, other] = [await platform.createTenant(), await platform.createTenant()];
  await createChannel(platform, one, input);
  await expect(createChannel(platform, one, input)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await platform.database.inTenant(other.tenantId, (db) => db.channel.count())).toBe(0);
  await createChannel(platform, other, input);
});
