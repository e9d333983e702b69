import type { Caller } from '#kit/caller';
import { uuidv7 } from 'uuidv7';
import { openTestIncidents, type TestIncidents } from '../openTestIncidents.ts';

let platform: TestIncidents;
let ada: Caller;
let bob: Caller;
let team: string;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  const caller = await platform.createTenant();
  team = uuidv7();
  ada = { ...caller, personId: uuidv7(), teamIds: [team], via: 'GRAFANA' };
  bob = { ...caller, personId: uuidv7(), teamIds: [], via: 'GRAFANA' };
});

const settings = { filter: { severity: 'critical', q: '資料庫' }, columns: ['labels'], dense: true };
const fields = 'id name teamId settings isOwn isDefault owner { id }';
const create = (by: Caller, change: object = {}) =>
  platform.ask(by, `mutation ($input: SavedViewInput!) { createSavedView(input: $input) { ${fields} } }`, {
    input: { list: 'INCIDENTS', name: 'Mine', settings, ...change },
  });
const seen = async (by: Caller) => (await platform.ask(by, `{ savedViews { ${fields} } }`)).data.savedViews;
const code = async (answer: ReturnType<typeof create>) => (await answer).errors?.[0]?.message;

test('a view is seen by its owner, and by a team it is shared with', async () => {
  const { data, errors } = await create(ada);
  expect(errors).toBeUndefined();
  expect(data.createSavedView).toMatchObject({ name: 'Mine', settings, isOwn: true, isDefault: false, owner: { id: ada.personId }, teamId: null });
  const mate = { ...bob, teamIds: [team] };
  expect(await seen(mate)).toEqual([]);

  const { id } = data.createSavedView;
  const shared = await platform.ask(ada, `mutation ($input: SavedViewInput!) { updateSavedView(id: "${id}", input: $input) { name teamId } }`, {
    input: { list: 'INCIDENTS', name: 'Ours', teamId: team, settings },
  });
  expect(shared.data.updateSavedView).toEqual({ name: 'Ours', teamId: team });
  expect(await seen(mate)).toMatchObject([{ name: 'Ours', isOwn: false }]);
  expect(await seen(bob)).toEqual([]);
  const audits = await platform.database.inTenant(ada.tenantId, (db) => db.auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } }));
  expect(audits).toMatchObject([{ action: 'view.saved' }, { action: 'view.saved', before: { name: 'Mine' }, after: { name: 'Ours' } }]);
});

test('each person has a default of their own, also among shared views', async () => {
  const { id } = (await create(ada, { teamId: team })).data.createSavedView;
  const mate = { ...bob, teamIds: [team] };
  const choose = (by: Caller, isDefault: boolean) =>
    platform.ask(by, `mutation { chooseDefaultView(id: "${id}", isDefault: ${isDefault}) { isDefault } }`);
  expect((await choose(mate, true)).data.chooseDefaultView).toEqual({ isDefault: true });
  expect(await seen(ada)).toMatchObject([{ isDefault: false }]);
  expect((await choose(mate, false)).data.chooseDefaultView).toEqual({ isDefault: false });
});

test('another person may not change what is shared with them, nor see what is not', async () => {
  const { id } = (await create(ada, { teamId: team })).data.createSavedView;
  const mate = { ...bob, teamIds: [team] };
  for (const by of [mate, bob, await platform.createTenant().then((caller) => ({ ...caller, personId: uuidv7(), teamIds: [team] }))]) {
    const change = await platform.ask(by, `mutation ($input: SavedViewInput!) { updateSavedView(id: "${id}", input: $input) { id } }`, {
      input: { list: 'INCIDENTS', name: 'Stolen', settings },
    });
    expect(change.errors?.[0]?.message).toMatch(/no view/);
    expect((await platform.ask(by, `mutation { deleteSavedView(id: "${id}") }`)).errors?.[0]?.message).toMatch(/no view/);
  }
  expect((await platform.ask(bob, `mutation { chooseDefaultView(id: "${id}") { id } }`)).errors?.[0]?.message).toMatch(/no view/);
  expect(await seen(ada)).toMatchObject([{ name: 'Mine' }]);
  const stranger = { ...(await platform.createTenant()), personId: ada.personId, teamIds: [team] };
  expect(await seen(stranger)).toEqual([]);
  expect((await platform.ask(stranger, `mutation { chooseDefaultView(id: "${id}") { id } }`)).errors?.[0]?.message).toMatch(/no view/);
});

test("a deleted view is nobody's default any more", async () => {
  const { id } = (await create(ada)).data.createSavedView;
  await platform.ask(ada, `mutation { chooseDefaultView(id: "${id}") { id } }`);
  expect((await platform.ask(ada, `mutation { deleteSavedView(id: "${id}") }`)).data.deleteSavedView).toBe(id);
  expect(await seen(ada)).toEqual([]);
});

test('what cannot be saved is refused with the reason', async () => {
  await create(ada);
  expect(await code(create(ada))).toMatch(/already/);
  expect(await code(create(ada, { list: 'ALERTS' }))).toBeUndefined();
  expect(await code(create(ada, { name: ' ' }))).toMatch(/Too small|expected/i);
  expect(await code(create(ada, { name: 'Other', settings: { filter: { q: 1 } } }))).toMatch(/expected string/i);
  expect(await code(create(ada, { name: 'Other', teamId: uuidv7() }))).toMatch(/team that you are in/);
  expect(await code(create({ ...ada, personId: null }))).toMatch(/no person/);
  expect(await code(create({ ...ada, permissions: ['incidents:read'] }))).toMatch(/views:write/);
});
