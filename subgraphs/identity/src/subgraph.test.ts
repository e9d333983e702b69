import { systemActor } from '#kit/transact';
import type { Caller } from '#kit/caller';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { execute, parse } from 'graphql';
import { readRights } from './access/readRights.ts';
import { addPerson } from './person/addPerson.ts';
import { createIdentity } from './subgraph.ts';
import { createTenant } from './tenant/createTenant.ts';

let platform: TestPlatform;
beforeAll(async () => void (platform = await openTestPlatform()));
afterAll(() => platform.close());

let serial = 0;
async function someone(): Promise<Caller & { personId: string }> {
  const { id: tenantId } = await createTenant(platform, { slug: `tenant-${++serial}`, name: `Tenant ${serial}` });
  const { personId } = await addPerson(
    platform,
    systemActor(tenantId),
    {
      issuer: 'https://grafana.example',
      subject: 'user:1',
      name: 'Ada',
      email: 'ada@example.com',
    },
    'admin',
  );
  return { tenantId, via: 'GRAFANA', ...(await platform.database.inTenant(tenantId, (db) => readRights(db, personId))) };
}

async function ask(caller: Caller, text: string, variableValues: Record<string, unknown> = {}) {
  const identity = createIdentity(platform);
  const opened = identity.contextFor(caller);
  try {
    return JSON.parse(
      JSON.stringify(await execute({ schema: identity.schema, document: parse(text), contextValue: opened.context, variableValues })),
    );
  } finally {
    await opened.close();
  }
}

const viewer = '{ viewer { person { id name email } tenant { id name slug } teams { name roles { name permissions } } permissions via } }';

test('the viewer is who asks', async () => {
  const caller = await someone();
  const { data, errors } = await ask(caller, viewer);
  expect(errors).toBeUndefined();
  expect(data.viewer).toEqual({
    person: { id: caller.personId, name: 'Ada', email: 'ada@example.com' },
    tenant: { id: caller.tenantId, name: `Tenant ${serial}`, slug: `tenant-${serial}` },
    teams: [{ name: 'Administrators', roles: [{ name: 'admin', permissions: caller.permissions }] }],
    permissions: caller.permissions,
    via: 'GRAFANA',
  });
});

test('an API key without rights knows its tenant and that it is no one', async () => {
  const { tenantId } = await someone();
  const { data } = await ask({ tenantId, personId: null, teamIds: [], permissions: [], scope: null, via: 'API_KEY' }, viewer);
  expect(data.viewer).toMatchObject({ person: null, tenant: { id: tenantId }, teams: [], permissions: [], via: 'API_KEY' });
});

const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { id name } } }';
const representations = (...ids: string[]) => ({ r: ids.map((id) => ({ __typename: 'Person', id })) });

test('people are referred to by id; those of another tenant, unknown or malformed ids are nobody', async () => {
  const [caller, stranger] = [await someone(), await someone()];
  const ids = [caller.personId, stranger.personId, '00000000-0000-7000-8000-000000000000', 'no-id'];
  const { data, errors } = await ask(caller, entities, representations(...ids));
  expect(errors).toBeUndefined();
  expect(data._entities).toEqual([{ id: caller.personId, name: 'Ada' }, null, null, null]);
});

test('reading people needs identity:read', async () => {
  const caller = await someone();
  const { errors } = await ask({ ...caller, permissions: ['incidents:read'] }, entities, representations(caller.personId));
  expect(errors[0].message).toContain('identity:read');
});

test('teams of another tenant are not shown, even to a caller that names them', async () => {
  const [caller, stranger] = [await someone(), await someone()];
  const { data } = await ask({ ...caller, teamIds: stranger.teamIds }, viewer);
  expect(data.viewer.teams).toEqual([]);
});
