import { builtinRoles } from '#contracts/permissions';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { createTenant } from './createTenant.ts';
import { ensureBuiltinRoles } from './ensureBuiltinRoles.ts';

let platform: TestPlatform;
beforeAll(async () => void (platform = await openTestPlatform()));
afterAll(() => platform.close());

test('a new tenant has the built-in roles and an audit row, and sees nothing of others', async () => {
  await createTenant(platform, { slug: 'before', name: 'Before' });
  const { id, roles } = await createTenant(platform, { slug: 'acme', name: 'Acme', retentionDays: 30 });
  const [tenants, found, audit] = await platform.database.inTenant(id, (db) =>
    Promise.all([db.tenant.findMany(), db.role.findMany({ orderBy: { name: 'asc' } }), db.auditEntry.findMany()]),
  );
  expect(tenants).toMatchObject([{ id, slug: 'acme', name: 'Acme', retentionDays: 30 }]);
  expect(found).toMatchObject([
    { id: roles.admin, name: 'admin', permissions: builtinRoles.admin, builtin: true },
    { id: roles.responder, name: 'responder', permissions: builtinRoles.responder },
    { id: roles.viewer, name: 'viewer', permissions: builtinRoles.viewer },
  ]);
  expect(audit).toMatchObject([{ action: 'tenant.created', subjectId: id, before: null, after: { slug: 'acme', name: 'Acme' } }]);
});

test('a slug is taken once on the whole platform, and has a form', async () => {
  await createTenant(platform, { slug: 'once', name: 'Once' });
  await expect(createTenant(platform, { slug: 'once', name: 'Twice' })).rejects.toMatchObject({ code: 'CONFLICT' });
  for (const slug of ['', 'Acme', 'a b', '-a', 'a-', 'a'.repeat(64)]) await expect(createTenant(platform, { slug, name: 'x' })).rejects.toThrow();
});

test('an upgrade brings the roles of a tenant up to date, and nothing else of them', async () => {
  const { id, roles } = await createTenant(platform, { slug: 'old', name: 'Old' });
  const again = await platform.database.inTenant(id, async (db) => {
    await db.role.updateMany({ where: { name: 'viewer' }, data: { permissions: ['incidents:read'] } });
    await db.role.create({ data: { name: 'own', permissions: ['alerts:read'] } });
    return ensureBuiltinRoles(db);
  });
  expect(again).toEqual(roles);
  const found = await platform.database.inTenant(id, (db) =>
    db.role.findMany({ select: { name: true, permissions: true }, where: { name: { in: ['viewer', 'own'] } }, orderBy: { name: 'asc' } }),
  );
  expect(found).toEqual([
    { name: 'own', permissions: ['alerts:read'] },
    { name: 'viewer', permissions: builtinRoles.viewer },
  ]);
});
