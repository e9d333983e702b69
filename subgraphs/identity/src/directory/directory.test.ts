import type { Caller } from '#kit/caller';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { execute, parse } from 'graphql';
import { createIdentity } from '../subgraph.ts';

let platform: TestPlatform;
let caller: Caller;
beforeAll(async () => {
  platform = await openTestPlatform();
  caller = await platform.createTenant();
  const stranger = await platform.createTenant();
  await platform.database.inTenant(stranger.tenantId, (db) => db.person.create({ data: { name: 'Ada of another tenant' } }));
  await platform.database.inTenant(caller.tenantId, async (db) => {
    await db.person.createMany({ data: ['Bob', 'ada', 'Cid'].map((name) => ({ name, email: name === 'Cid' ? 'ada.cid@example.com' : null })) });
    await db.person.createMany({ data: ['Twin', 'Twin'].map((name) => ({ name })) });
    await db.team.createMany({ data: [{ name: 'Payments' }, { name: 'Core' }] });
  });
});
afterAll(() => platform.close());

async function ask(query: string, asker = caller): Promise<any> {
  const { schema, contextFor } = createIdentity(platform);
  const { context, close } = contextFor(asker);
  try {
    return await execute({ schema, document: parse(query), contextValue: context });
  } finally {
    await close();
  }
}
const names = (list: any) => list.edges.map(({ node }: any) => node.name);

test('people are found by name and by address, paged to the end in one order', async () => {
  const { data } = await ask('{ people { totalCount edges { node { name } } } found: people(search: " ADA ") { edges { node { name } } } }');
  expect(data.people.totalCount).toBe(5);
  expect(names(data.found).sort()).toEqual(['Cid', 'ada']);
  const seen: string[] = [];
  for (let after: string | null = null; ;) {
    const page: any = (
      await ask(`{ people(first: 1${after ? `, after: "${after}"` : ''}) { edges { node { name } } pageInfo { hasNextPage endCursor } } }`)
    ).data.people;
    seen.push(...names(page));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(seen).toEqual(names(data.people));
});

test('teams are found by name; both need identity:read', async () => {
  const { data } = await ask('{ teams(search: "pay") { totalCount edges { node { name roles { name } } } } }');
  expect(data.teams).toMatchObject({ totalCount: 1, edges: [{ node: { name: 'Payments', roles: [] } }] });
  const blind = { ...caller, permissions: caller.permissions.filter((name) => name !== 'identity:read') };
  for (const list of ['people', 'teams']) {
    const { errors } = await ask(`{ ${list} { totalCount } }`, blind);
    expect(errors[0].message).toContain('identity:read');
  }
});
