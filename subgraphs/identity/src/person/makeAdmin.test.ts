import { builtinRoles } from '#contracts/permissions';
import { systemActor } from '#kit/transact';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { readRights } from '../access/readRights.ts';
import { createTenant } from '../tenant/createTenant.ts';
import { makeAdmin } from './makeAdmin.ts';

let platform: TestPlatform;
let acme: string;
let other: string;
beforeAll(async () => {
  platform = await openTestPlatform();
  ({ id: acme } = await createTenant(platform, { slug: 'acme', name: 'Acme' }));
  ({ id: other } = await createTenant(platform, { slug: 'other', name: 'Other' }));
});
afterAll(() => platform.close());

const visitor = (email: string) => platform.database.inTenant(acme, (db) => db.person.create({ data: { name: email, email } }));

test('someone who never visited is made and may do everything; twice changes nothing', async () => {
  const ada = { issuer: 'https://grafana.example', subject: 'user:1', name: 'Ada', email: null };
  const first = await makeAdmin(platform, systemActor(acme), ada);
  expect(await makeAdmin(platform, systemActor(acme), ada)).toEqual(first);
  const [rights, audit] = await platform.database.inTenant(acme, async (db) => [
    await readRights(db, first.personId),
    await db.auditEntry.findMany({ where: { subjectId: first.personId }, orderBy: { id: 'asc' } }),
  ]);
  expect(rights).toEqual({ personId: first.personId, teamIds: [first.teamId], permissions: builtinRoles.admin });
  expect(audit.map((row) => row.action).sort()).toEqual(['person.created', 'person.madeAdmin']);
});

test('a visitor is found by id or e-mail, whatever its case', async () => {
  const { id } = await visitor('Bob@example.com');
  expect((await makeAdmin(platform, systemActor(acme), { email: 'bob@EXAMPLE.com' })).personId).toBe(id);
  expect((await makeAdmin(platform, systemActor(acme), { personId: id })).personId).toBe(id);
});

test('an e-mail of several people is a conflict; a person of another tenant is not found', async () => {
  const { id } = await visitor('twin@example.com');
  await visitor('twin@example.com');
  await expect(makeAdmin(platform, systemActor(acme), { email: 'twin@example.com' })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(makeAdmin(platform, systemActor(other), { personId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(makeAdmin(platform, systemActor(other), { email: 'bob@example.com' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('the same identity is another person in another tenant', async () => {
  const ada = { issuer: 'https://grafana.example', subject: 'user:9', name: 'Ada', email: null };
  const [here, there] = [await makeAdmin(platform, systemActor(acme), ada), await makeAdmin(platform, systemActor(other), ada)];
  expect(here.personId).not.toBe(there.personId);
});
