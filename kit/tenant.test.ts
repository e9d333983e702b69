import { Prisma } from '#prisma/generated/client';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { createServer, type AddressInfo } from 'node:net';
import { Client } from 'pg';
import { connectDatabase } from './tenant.ts';

let platform: TestPlatform;
beforeAll(async () => void (platform = await openTestPlatform()));
afterAll(() => platform.close());

test('a tenant sees its own rows only, in transactions and in readers', async () => {
  const [one, two] = [await platform.createTenant('One'), await platform.createTenant('Two')];
  await platform.database.inTenant(one.tenantId, (db) => db.team.create({ data: { name: 'Payments' } }));

  expect(await platform.database.inTenant(two.tenantId, (db) => db.team.findMany())).toEqual([]);
  const reader = platform.database.openReader(one.tenantId, null);
  expect(await reader.db.team.count()).toBe(1);
  expect(await reader.db.tenant.findMany({ select: { name: true } })).toEqual([{ name: 'One' }]);
  await reader.close();
});

test('a row cannot be written into another tenant', async () => {
  const [one, two] = [await platform.createTenant(), await platform.createTenant()];
  await expect(
    platform.database.inTenant(one.tenantId, (db) => db.team.create({ data: { name: 'Smuggled', tenantId: two.tenantId } })),
  ).rejects.toThrow(/row-level security/);
});

test('a reader cannot write, and one that was never used opens nothing', async () => {
  const { tenantId } = await platform.createTenant();
  const reader = platform.database.openReader(tenantId, null);
  await expect(reader.db.team.create({ data: { name: 'x' } })).rejects.toThrow(/read-only/);
  await reader.close();
  await platform.database.openReader(tenantId, null).close();
});

test('without a tenant the application reads nothing', async () => {
  const client = new Client({ connectionString: platform.test.appUrl });
  await client.connect();
  await expect(client.query('SELECT * FROM team')).rejects.toThrow(/app.tenant_id/);
  await client.end();
});

/** Tables of the whole installation, with nothing of a tenant in them: when its own runners were last heard of. */
const ofAll = ['platform_runner'];

test('every table but those of the installation is locked by a forced policy', async () => {
  const client = new Client({ connectionString: platform.test.ownerUrl });
  await client.connect();
  const { rows } = await client.query(`
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations'
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'own_tenant'))`);
  await client.end();
  expect(rows.map(({ relname }: { relname: string }) => relname)).toEqual(ofAll);
});

test('a cross-tenant function finds the tenant and tells nothing more', async () => {
  const { tenantId } = await platform.createTenant();
  const [found] = await platform.database.acrossTenants<{ tenant_id: string }>(Prisma.sql`SELECT * FROM lookup.tenant_by_slug(${tenantId})`);
  expect(found).toEqual({ tenant_id: tenantId, id: tenantId });
});

test('what is a record of the past cannot be changed', async () => {
  const { tenantId } = await platform.createTenant();
  await expect(platform.database.inTenant(tenantId, (db) => db.auditEntry.deleteMany())).rejects.toThrow(/permission denied/);
});

test("times are the same moments whatever the server's time zone", async () => {
  const client = new Client({ connectionString: platform.test.ownerUrl });
  await client.connect();
  await client.query(`ALTER DATABASE ${client.database} SET timezone = 'Asia/Taipei'`);
  await client.end();
  const elsewhere = connectDatabase(platform.test.appUrl);
  const [row] = await elsewhere.acrossTenants<{ seconds: string }>(
    Prisma.sql`SELECT extract(epoch FROM ${new Date(1_000)}::timestamptz)::text AS seconds`,
  );
  await elsewhere.close();
  expect(Number(row?.seconds)).toBe(1);
});

test('a connection that is ended in the moment in which it is opened ends nothing else', async () => {
  // What PostgreSQL 18 sends: that it is ready, and in the same packet that an administrator ended it.
  const fields = ['SFATAL', 'VFATAL', 'C57P01', 'Mterminating connection due to administrator command'].map((field) => `${field}\0`).join('');
  const error = Buffer.alloc(5);
  error.write('E');
  error.writeInt32BE(4 + Buffer.byteLength(fields) + 1, 1);
  const ready = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.concat([ready, error, Buffer.from(`${fields}\0`)])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const database = connectDatabase(`postgresql://sre@127.0.0.1:${(server.address() as AddressInfo).port}/sre`);
  for (let times = 0; times < 3; times += 1) {
    await expect(database.inTenant('018f0000-0000-7000-8000-000000000000', async () => undefined)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  }
  await database.close();
  await new Promise((resolve) => server.close(resolve));
});
