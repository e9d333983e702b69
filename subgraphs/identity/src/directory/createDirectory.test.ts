import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { ensureTeam } from '../team/ensureTeam.ts';
import { ensureBuiltinRoles } from '../tenant/ensureBuiltinRoles.ts';
import { createDirectory } from './createDirectory.ts';

const directory = createDirectory();
let platform: TestPlatform;
beforeAll(async () => void (platform = await openTestPlatform()));
afterAll(() => platform.close());

/** A tenant with Ada and Bob, and a team that answers incidents, which has both. */
async function moveIn() {
  const { tenantId } = await platform.createTenant();
  return platform.database.inTenant(tenantId, async (db) => {
    const ada = await db.person.create({ data: { name: 'Ada', email: 'Ada@Example.com', timeZone: 'Asia/Taipei', language: 'zh-Hant' } });
    const bob = await db.person.create({ data: { name: 'Bob' } });
    const teamId = await ensureTeam(db, 'On call', (await ensureBuiltinRoles(db)).responder);
    await db.teamMember.createMany({ data: [bob, ada].map(({ id }) => ({ teamId, personId: id })) });
    return { tenantId, ada: ada.id, bob: bob.id, teamId };
  });
}

test('people come with what is needed to reach them, by id and by address', async () => {
  const { tenantId, ada, bob } = await moveIn();
  await platform.database.inTenant(tenantId, async (db) => {
    const known = { id: ada, name: 'Ada', email: 'Ada@Example.com', timeZone: 'Asia/Taipei', language: 'zh-Hant' };
    expect(await directory.people(db, [bob, ada])).toEqual([known, { id: bob, name: 'Bob', email: null, timeZone: null, language: null }]);
    expect(await directory.peopleByEmail(db, ['ada@example.COM', 'nobody@example.com'])).toEqual([known]);
  });
});

test('a team has its members by name, and a person the rights of their teams', async () => {
  const { tenantId, ada, bob, teamId } = await moveIn();
  await platform.database.inTenant(tenantId, async (db) => {
    expect(await directory.members(db, teamId)).toEqual([ada, bob]);
    expect(await directory.teams(db, [teamId])).toEqual([{ id: teamId, name: 'On call' }]);
    const rights = await directory.rights(db, ada);
    expect(rights).toMatchObject({ teamIds: [teamId], scope: null });
    expect(rights.permissions).toContain('incidents:acknowledge');
    expect(rights.permissions).not.toContain('identity:manage');
  });
});

test('nobody of another tenant is known', async () => {
  const [ours, theirs] = [await moveIn(), await moveIn()];
  await platform.database.inTenant(ours.tenantId, async (db) => {
    expect(await directory.people(db, [theirs.ada])).toEqual([]);
    const [onlyOurs] = await directory.peopleByEmail(db, ['ada@example.com']);
    expect(onlyOurs?.id).toBe(ours.ada);
    expect(await directory.members(db, theirs.teamId)).toEqual([]);
    expect(await directory.teams(db, [theirs.teamId])).toEqual([]);
    expect((await directory.rights(db, theirs.ada)).permissions).toEqual([]);
  });
});
