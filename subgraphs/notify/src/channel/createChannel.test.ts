import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { openChannelSecrets } from './channelSecrets.ts';
import { createChannel } from './createChannel.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify({ allowedNetworks: [] })));
afterAll(() => platform.close());

const input = { name: 'Pager', kind: 'webhook', url: 'https://hooks.example.com/services/secret' } as const;

test('the secret is given back once and stored sealed; the audit row shows neither it nor the whole address', async () => {
  const caller = await platform.createTenant();
  const { id, secret } = await createChannel(platform, caller, input);
  expect(Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).toHaveLength(32);
  const { channel, audit } = await platform.database.inTenant(caller.tenantId, async (db) => ({
    channel: await db.channel.findFirstOrThrow(),
    audit: await db.auditEntry.findFirstOrThrow(),
  }));
  expect(channel).toMatchObject({ id, enabled: true, kind: 'webhook' });
  expect(JSON.stringify(channel)).not.toContain(secret.slice(6));
  expect(openChannelSecrets(channel.secrets, platform.secretKey)).toEqual({ secret });
  expect(audit).toMatchObject({
    action: 'channel.created',
    subjectId: id,
    after: { name: 'Pager', destination: 'https://hooks.example.com/services/…' },
  });
});

test.each([
  ['https://', 'BAD_USER_INPUT'],
  ['ftp://example.com/', 'BAD_USER_INPUT'],
  ['javascript:alert(1)', 'BAD_USER_INPUT'],
  ['http://169.254.169.254/latest', 'TARGET_REFUSED'],
  ['http://[::ffff:10.0.0.1]/', 'TARGET_REFUSED'],
  ['https://user:secret@example.com/', 'TARGET_REFUSED'],
])('the address %s is refused: %s', async (url, code) => {
  const caller = await platform.createTenant();
  await expect(createChannel(platform, caller, { ...input, url })).rejects.toMatchObject({ code });
});

test('a name is taken within its tenant only, and a channel is seen by its tenant only', async () => {
  const [one, other] = [await platform.createTenant(), await platform.createTenant()];
  await createChannel(platform, one, input);
  await expect(createChannel(platform, one, input)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await platform.database.inTenant(other.tenantId, (db) => db.channel.count())).toBe(0);
  await createChannel(platform, other, input);
});
