import { permissions } from '#contracts/permissions';
import type { Caller } from '#kit/caller';
import { systemActor } from '#kit/transact';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { execute, parse } from 'graphql';
import { readRights } from '../access/readRights.ts';
import { createApiKey } from '../apiKey/createApiKey.ts';
import { createCallerCheck } from '../identify.ts';
import { addPerson } from '../person/addPerson.ts';
import { createIdentity } from '../subgraph.ts';
import { createTenant } from '../tenant/createTenant.ts';
import { scopeTeamByName, setTeamRoleScope } from './setTeamRoleScope.ts';

let platform: TestPlatform;
beforeAll(async () => void (platform = await openTestPlatform()));
afterAll(() => platform.close());

let serial = 0;
let tenantId: string;
let teamId: string;
let roleId: string;
let admin: Caller & { personId: string };
beforeEach(async () => {
  tenantId = (await createTenant(platform, { slug: `scoped-${++serial}`, name: 'Scoped' })).id;
  const ada = { issuer: 'https://grafana.example', subject: 'user:1', name: 'Ada', email: null };
  const { personId, teamId: joined } = await addPerson(platform, systemActor(tenantId), ada, 'admin');
  teamId = joined;
  roleId = await inTenant(async (db) => (await db.role.findFirstOrThrow({ where: { name: 'admin' } })).id);
  admin = { tenantId, via: 'GRAFANA', ...(await rightsOf(personId)) };
});

const inTenant: <T>(work: Parameters<typeof platform.database.inTenant<T>>[1]) => Promise<T> = (work) => platform.database.inTenant(tenantId, work);
const rightsOf = (personId: string) => inTenant((db) => readRights(db, personId));
const scopeOf = async () => (await rightsOf(admin.personId)).scope;

test('everything until it is said otherwise; then the union of what the roles give, of which everything wins', async () => {
  expect(await scopeOf()).toBeNull();
  await setTeamRoleScope(platform, admin, teamId, roleId, { scope: 'OWN_TEAM' });
  expect(await scopeOf()).toEqual({ ownTeams: true, labels: [] });

  const ada = { issuer: 'https://grafana.example', subject: 'user:1', name: 'Ada', email: null };
  const viewers = await addPerson(platform, systemActor(tenantId), ada, 'viewer');
  expect(await scopeOf()).toBeNull();
  await scopeTeamByName(platform, systemActor(tenantId), 'Viewers', 'viewer', { scope: 'LABELS', labels: [{ cluster: 'eu-1' }, { team: 'db' }] });
  expect(await rightsOf(admin.personId)).toMatchObject({
    teamIds: [teamId, viewers.teamId].sort(),
    scope: { ownTeams: true, labels: [{ cluster: 'eu-1' }, { team: 'db' }] },
  });
  await setTeamRoleScope(platform, admin, teamId, roleId, { scope: 'ALL' });
  expect(await scopeOf()).toBeNull();
});

test('whoever has a scope has no permission for what is of everybody', async () => {
  await setTeamRoleScope(platform, admin, teamId, roleId, { scope: 'OWN_TEAM' });
  const { permissions: left } = await rightsOf(admin.personId);
  expect(permissions.filter((name) => !left.includes(name))).toEqual(['integrations:inspect', 'audit:inspect']);
});

test('it is audited with what was before, and not when nothing changes', async () => {
  for (const _ of ['once', 'again']) await setTeamRoleScope(platform, admin, teamId, roleId, { scope: 'LABELS', labels: [{ cluster: 'eu-1' }] });
  expect(await inTenant((db) => db.auditEntry.findMany({ where: { action: 'team.scopeSet' } }))).toMatchObject([
    {
      ...{ actorId: admin.personId, subjectId: teamId, before: { role: 'admin', scope: 'ALL', scopeLabels: [] } },
      after: { role: 'admin', scope: 'LABELS', scopeLabels: [{ cluster: 'eu-1' }] },
    },
  ]);
});

test.each([
  ['LABELS without labels', { scope: 'LABELS' }],
  ['an empty set, which would be everything', { scope: 'LABELS', labels: [{ a: 'b' }, {}] }],
  ['labels beside another scope', { scope: 'OWN_TEAM', labels: [{ a: 'b' }] }],
  ['too many sets', { scope: 'LABELS', labels: Array.from({ length: 51 }, (_, at) => ({ at: String(at) })) }],
] as const)('%s: refused', async (_, wanted) => {
  await expect(setTeamRoleScope(platform, admin, teamId, roleId, wanted)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await scopeOf()).toBeNull();
});

test('it needs identity:manage, and a team of another tenant is not found', async () => {
  const lesser = { ...admin, permissions: admin.permissions.filter((name) => name !== 'identity:manage') };
  await expect(setTeamRoleScope(platform, lesser, teamId, roleId, { scope: 'OWN_TEAM' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const stranger = { ...admin, tenantId: (await createTenant(platform, { slug: `stranger-${serial}`, name: 'Stranger' })).id };
  for (const [team, role] of [
    [teamId, roleId],
    [teamId, teamId],
    ['no id', roleId],
  ] as const) {
    await expect(setTeamRoleScope(platform, stranger, team, role, { scope: 'OWN_TEAM' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  expect(await scopeOf()).toBeNull();
});

test('set-up makes a team that is not there, and refuses a role that a team has not', async () => {
  const actor = systemActor(tenantId);
  await scopeTeamByName(platform, actor, 'Database', 'responder', { scope: 'LABELS', labels: [{ team: 'db' }] });
  expect(await inTenant((db) => db.teamRole.findFirst({ where: { team: { name: 'Database' } } }))).toMatchObject({ scope: 'LABELS' });
  await expect(scopeTeamByName(platform, actor, 'Database', 'admin', { scope: 'ALL' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a key has the scope that it was made with, or that of its person', async () => {
  const actor = systemActor(tenantId);
  const wanted = { permissions: ['incidents:read', 'integrations:inspect'] as const, scopeLabels: [{ cluster: 'eu-1' }] };
  const identify = (key: string) => createCallerCheck(platform)({ headers: { authorization: `Bearer ${key}` } });
  const { key } = await createApiKey(platform, actor, { name: 'narrow', ...wanted });
  expect(await identify(key)).toMatchObject({ scope: { ownTeams: false, labels: [{ cluster: 'eu-1' }] }, permissions: ['incidents:read'] });
  await expect(createApiKey(platform, actor, { name: 'both', ...wanted, personId: admin.personId })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  await setTeamRoleScope(platform, admin, teamId, roleId, { scope: 'OWN_TEAM' });
  const personal = await createApiKey(platform, actor, { name: 'personal', permissions: ['incidents:read'], personId: admin.personId });
  expect(await identify(personal.key)).toMatchObject({ scope: { ownTeams: true, labels: [] } });
});

test('the graph tells the viewer their scope and each team what it holds', async () => {
  const identity = createIdentity(platform);
  const ask = async (caller: Caller, text: string, variableValues: Record<string, unknown> = {}) => {
    const { context, close } = identity.contextFor(caller);
    const document = parse(text);
    const answer = await execute({ schema: identity.schema, document, contextValue: context, variableValues });
    await close();
    return JSON.parse(JSON.stringify(answer));
  };
  const set = `mutation ($labels: [Labels!]) { setTeamRoleScope(teamId: "${teamId}", roleId: "${roleId}", scope: LABELS, labels: $labels) { name grants { role { name } scope labels } } }`;
  expect(await ask(admin, set, { labels: [{ cluster: 'eu-1' }] })).toEqual({
    data: { setTeamRoleScope: { name: 'Administrators', grants: [{ role: { name: 'admin' }, scope: 'LABELS', labels: [{ cluster: 'eu-1' }] }] } },
  });
  const viewer = '{ viewer { scope { ownTeams labels } teams { roles { name } grants { scope } } } }';
  expect(await ask({ ...admin, ...(await rightsOf(admin.personId)) }, viewer)).toEqual({
    data: {
      viewer: { scope: { ownTeams: false, labels: [{ cluster: 'eu-1' }] }, teams: [{ roles: [{ name: 'admin' }], grants: [{ scope: 'LABELS' }] }] },
    },
  });
  expect((await ask(admin, viewer)).data.viewer.scope).toBeNull();
});
