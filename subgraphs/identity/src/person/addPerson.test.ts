import { builtinRoles } from '#contracts/permissions';
import { systemActor } from '#kit/transact';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { readRights } from '../access/readRights.ts';
import { createTenant } from '../tenant/createTenant.ts';
import { addPerson } from './addPerson.ts';

let platform: TestPlatform;
let acme: string;
let other: string;
beforeAll(async () => {
  platform = await openTestPlatform();
  ({ id: acme } = await createTenant(platform, { slug: 'acme', name: 'Acme' }));
  ({ id: other } = await createTenant(platform, { slug: 'other', name: 'Other' }));
});
afterAll(() => platform.close());

const person = (subject: string) => ({ issuer: 'https://grafana.example/', subject, name: 'Ada', email: null });

test('an administrator is known before the first visit and may do everything; twice changes nothing', async () => {
  const first = await addPerson(platform, systemActor(acme), person('user:1'), 'admin');
  expect(await addPerson(platform, systemActor(acme), person('user:1'), 'admin')).toEqual(first);
  const [rights, audit] = await platform.database.inTenant(acme, async (db) => [
    await readRights(db, first.personId),
    await db.auditEntry.findMany({ where: { subjectId: first.personId } }),
  ]);
  expect(rights).toEqual({ personId: first.personId, teamIds: [first.teamId], permissions: builtinRoles.admin, scope: null });
  expect(audit.map((row) => row.action).sort()).toEqual(['person.created', 'person.joinedTeam']);
});

test.each(['responder', 'viewer'] as const)('a %s may do what the role says', async (role) => {
  const { personId } = await addPerson(platform, systemActor(acme), person(`user:${role}`), role);
  const { permissions } = await platform.database.inTenant(acme, (db) => readRights(db, personId));
  expect([...permissions].sort()).toEqual([...builtinRoles[role]].sort());
});

test('an issuer is the same with and without its final slash', async () => {
  const { personId } = await addPerson(platform, systemActor(acme), person('user:2'), 'viewer');
  const again = await addPerson(platform, systemActor(acme), { ...person('user:2'), issuer: 'https://grafana.example' }, 'viewer');
  expect(again.personId).toBe(personId);
});

test('the same identity is another person in another tenant', async () => {
  const [here, there] = [
    await addPerson(platform, systemActor(acme), person('user:9'), 'admin'),
    await addPerson(platform, systemActor(other), person('user:9'), 'admin'),
  ];
  expect(here.personId).not.toBe(there.personId);
});
