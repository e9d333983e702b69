import { systemActor } from '#kit/transact';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { createApiKey } from '../apiKey/createApiKey.ts';
import { revokeApiKey } from '../apiKey/revokeApiKey.ts';
import { createCallerCheck } from '../identify.ts';
import { addPerson } from '../person/addPerson.ts';
import { createTenant } from '../tenant/createTenant.ts';

let platform: TestPlatform;
let offset = 0;
const clock = { now: () => new Date(Date.now() + offset) };
beforeAll(async () => void (platform = await openTestPlatform({ clock })));
afterAll(() => platform.close());

let tenantId: string;
let serial = 0;
beforeEach(async () => void ({ id: tenantId } = await createTenant(platform, { slug: `tenant-${++serial}`, name: 'Acme' })));

const ask = (key: string, check = createCallerCheck(platform)) => check({ headers: { authorization: `Bearer ${key}` } });

test('a key gives exactly its permissions, in its tenant', async () => {
  const { key } = await createApiKey(platform, systemActor(tenantId), { name: 'CI', permissions: ['alerts:read', 'incidents:read'] });
  expect(key).toMatch(/^sre_key_[\w-]{43}$/);
  expect(await ask(key)).toEqual({
    tenantId,
    personId: null,
    teamIds: [],
    permissions: ['incidents:read', 'alerts:read'],
    scope: null,
    via: 'API_KEY',
    expiresAt: null,
  });
});

test('only its hash is stored, and its making is on record without it', async () => {
  const { id, key } = await createApiKey(platform, systemActor(tenantId), { name: 'CI', permissions: ['alerts:read'] });
  const rows = await platform.database.inTenant(tenantId, async (db) => [
    await db.apiKey.findMany(),
    await db.auditEntry.findMany({ where: { subjectId: id } }),
  ]);
  expect(JSON.stringify(rows)).not.toContain(key.slice(8));
  expect(rows[1]).toMatchObject([{ action: 'apiKey.created', after: { name: 'CI', permissions: ['alerts:read'], personId: null, expiresAt: null } }]);
});

test('a key that acts for a person may not do more than they do', async () => {
  const { personId } = await addPerson(
    platform,
    systemActor(tenantId),
    {
      issuer: 'https://grafana.example',
      subject: 'user:1',
      name: 'Ada',
      email: null,
    },
    'admin',
  );
  const { key } = await createApiKey(platform, systemActor(tenantId), { name: 'mine', permissions: ['incidents:read', 'identity:manage'], personId });
  const check = createCallerCheck(platform);
  expect(await ask(key, check)).toMatchObject({ personId, permissions: ['incidents:read', 'identity:manage'], teamIds: [expect.any(String)] });
  await platform.database.inTenant(tenantId, (db) => db.teamMember.deleteMany());
  expect(await ask(key)).toMatchObject({ personId, permissions: [], teamIds: [] });
  // What was read a moment ago still counts, for five seconds.
  expect((await ask(key, check)).permissions).toHaveLength(2);
});

test('an unknown, a revoked and an expired key are refused, each with its code', async () => {
  await expect(ask('sre_key_made-up')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });

  const revoked = await createApiKey(platform, systemActor(tenantId), { name: 'old', permissions: ['alerts:read'] });
  await revokeApiKey(platform, systemActor(tenantId), revoked.id);
  await revokeApiKey(platform, systemActor(tenantId), revoked.id);
  await expect(ask(revoked.key)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const audit = await platform.database.inTenant(tenantId, (db) => db.auditEntry.findMany({ where: { action: 'apiKey.revoked' } }));
  expect(audit).toMatchObject([{ before: { name: 'old', revokedAt: null }, after: { name: 'old' } }]);

  const short = await createApiKey(platform, systemActor(tenantId), {
    name: 'short',
    permissions: ['alerts:read'],
    expiresAt: new Date(Date.now() + 60_000),
  });
  const check = createCallerCheck(platform);
  await expect(ask(short.key, check)).resolves.toMatchObject({ tenantId });
  offset = 60_001;
  await expect(ask(short.key, check)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  offset = 0;
});

test("another tenant's key cannot be revoked, nor made for its person", async () => {
  const other = await createTenant(platform, { slug: `other-${serial}`, name: 'Other' });
  const { id, key } = await createApiKey(platform, systemActor(tenantId), { name: 'CI', permissions: ['alerts:read'] });
  await expect(revokeApiKey(platform, systemActor(other.id), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(ask(key)).resolves.toMatchObject({ tenantId });
  const { personId } = await addPerson(
    platform,
    systemActor(tenantId),
    {
      issuer: 'https://grafana.example',
      subject: 'user:1',
      name: 'Ada',
      email: null,
    },
    'admin',
  );
  await expect(createApiKey(platform, systemActor(other.id), { name: 'x', permissions: ['alerts:read'], personId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test.each([
  ['nothing', undefined, /says nothing/],
  ['Basic', 'Basic YTpi', /"Bearer" and one token/],
  ['two tokens', 'Bearer a b', /"Bearer" and one token/],
  ['a foreign token without an issuer', 'Bearer eyJ.x.y', /no OpenID Connect issuer/],
])('an Authorization header with %s is refused', async (_, authorization, message) => {
  await expect(createCallerCheck(platform)({ headers: { authorization } })).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
    message: expect.stringMatching(message),
  });
});
