import { hashToken } from '#kit/secret';
import { systemActor } from '#kit/transact';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { createTenant } from '../tenant/createTenant.ts';
import { createConnection } from './createConnection.ts';

let platform: TestPlatform;
let tenantId: string;
beforeAll(async () => {
  platform = await openTestPlatform();
  ({ id: tenantId } = await createTenant(platform, { slug: 'acme', name: 'Acme' }));
});
afterAll(() => platform.close());

test('the secret is told once: only its hash is kept, the audit row has none of it', async () => {
  const { id, secret } = await createConnection(platform, systemActor(tenantId), { issuer: 'https://grafana.example/', org: '1' });
  expect(secret).toMatch(/^sre_conn_[\w-]{43}$/);
  const [connection, audit] = await platform.database.inTenant(tenantId, (db) =>
    Promise.all([db.connection.findFirst({ where: { id }, include: { defaultRole: true } }), db.auditEntry.findMany({ where: { subjectId: id } })]),
  );
  expect(connection).toMatchObject({
    issuer: 'https://grafana.example',
    org: '1',
    jwksUrl: 'https://grafana.example/api/signing-keys/keys',
    secretHash: hashToken(secret),
    defaultRole: { name: 'viewer' },
  });
  expect(audit).toMatchObject([{ action: 'connection.created', after: { issuer: 'https://grafana.example', org: '1', defaultRole: 'viewer' } }]);
  expect(JSON.stringify(audit)).not.toContain(hashToken(secret));
});

test('whoever provisions Grafana may choose the secret, a long one', async () => {
  const secret = 'chosen-by-the-operator-'.repeat(2);
  expect(
    (
      await createConnection(platform, systemActor(tenantId), {
        issuer: 'https://two.example',
        org: '1',
        jwksUrl: 'http://grafana:3000/keys',
        secret,
      })
    ).secret,
  ).toBe(secret);
  await expect(
    createConnection(platform, systemActor(tenantId), { issuer: 'https://three.example', org: '1', secret: 'short' }),
  ).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(createConnection(platform, systemActor(tenantId), { issuer: 'https://three.example', org: '1', secret })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
});

test('an organisation is connected once; its role must be one of the tenant', async () => {
  const other = await createTenant(platform, { slug: 'other', name: 'Other' });
  await platform.database.inTenant(other.id, (db) => db.role.create({ data: { name: 'theirs', permissions: [] } }));
  await createConnection(platform, systemActor(other.id), { issuer: 'https://taken.example', org: '7' });
  await expect(createConnection(platform, systemActor(tenantId), { issuer: 'https://taken.example', org: '7' })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  await expect(
    createConnection(platform, systemActor(tenantId), { issuer: 'https://new.example', org: '7', defaultRole: 'theirs' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test.each([
  { issuer: 'ftp://grafana.example', org: '1' },
  { issuer: 'grafana.example', org: '1' },
  { issuer: 'https://grafana.example', org: 'main' },
])('the address %j is refused', async (address) => {
  await expect(createConnection(platform, systemActor(tenantId), address)).rejects.toThrow();
});
