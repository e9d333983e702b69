import type { LineageQuery, WalkRequest } from '#graph/lineage';
import type { Caller } from '#kit/caller';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { execute, parse } from 'graphql';
import { uuidv7 } from 'uuidv7';
import { createContext, type ResourcesDb } from './context.ts';
import { linkIncidents, recordRelations, recordResources } from './derive/recordResources.ts';
import { resourcesOf } from './derive/resourcesOf.ts';
import { createResources } from './subgraph.ts';

let platform: TestPlatform;
beforeAll(async () => void (platform = await openTestPlatform()));
afterAll(() => platform.close());

/** A port that answers what it is asked, so that the field's own work can be seen; the graph's own suite tests the walks. */
const walks: WalkRequest[] = [];
const lineage: LineageQuery = {
  async walk(request) {
    walks.push(request);
    const incident = { kind: 'INCIDENT', id: 'i' } as const;
    const alert = { kind: 'ALERT', id: 'a' } as const;
    return {
      nodes: [
        { ...incident, label: 'One', facts: {} },
        { ...alert, label: 'Two', facts: { secret: true } },
      ],
      edges: [{ from: alert, to: incident, kind: 'part_of' }],
      truncated: false,
      source: 'POSTGRES',
      behind: 3,
    };
  },
};

async function ask(caller: Caller, text: string, variableValues: Record<string, unknown> = {}, wrap = (db: ResourcesDb): ResourcesDb => db) {
  const { schema } = createResources({ ...platform, lineage });
  const reader = platform.database.openReader(caller.tenantId, null);
  try {
    const contextValue = createContext(caller, wrap(reader.db), lineage);
    return JSON.parse(JSON.stringify(await execute({ schema, document: parse(text), contextValue, variableValues })));
  } finally {
    await reader.close();
  }
}

/** Resources from labels, linked to incidents a minute apart; gives back their ids by `KIND key`. */
function seed({ tenantId }: Caller, alerts: { labels: Record<string, string>; incidentId?: string }[]): Promise<Map<string, string>> {
  return platform.database.inTenant(tenantId, async (db) => {
    const ids = new Map<string, string>();
    const idOf = ({ kind, key }: { kind: string; key: string }) => ids.get(`${kind} ${key}`)!;
    for (const [at, { labels, incidentId }] of alerts.entries()) {
      const now = new Date(Date.UTC(2026, 0, 1, 0, at));
      const { resources, relations } = resourcesOf(labels);
      for (const [name, id] of await recordResources(db, resources, now)) ids.set(name, id);
      await recordRelations(
        db,
        relations.map(({ from, to, kind }) => ({ from: idOf(from), to: idOf(to), kind })),
        now,
      );
      if (incidentId !== undefined)
        await linkIncidents(
          db,
          resources.map((resource) => ({ incidentId, resourceId: idOf(resource) })),
          now,
        );
    }
    return ids;
  });
}

const names = (connection: { edges: { node: { name: string } }[] }) => connection.edges.map(({ node }) => node.name);

test('resources are listed by name, page after page', async () => {
  const caller = await platform.createTenant();
  await seed(
    caller,
    ['c', 'a', 'b', 'd', 'e'].map((host) => ({ labels: { host } })),
  );
  const list =
    'query ($after: String) { resources(first: 2, after: $after) { edges { node { name kind labels firstSeenAt } } pageInfo { hasNextPage endCursor } totalCount } }';
  const seen: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 3; page++) {
    const { data, errors } = await ask(caller, list, { after });
    expect(errors).toBeUndefined();
    expect(data.resources.totalCount).toBe(5);
    seen.push(...names(data.resources));
    after = data.resources.pageInfo.endCursor;
    expect(data.resources.pageInfo.hasNextPage).toBe(page < 2);
  }
  expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('filters hold together; what means something to SQL is only text', async () => {
  const caller = await platform.createTenant();
  const ids = await seed(caller, [
    { labels: { namespace: 'shop', pod: 'cart_1' } },
    { labels: { namespace: 'shop', pod: 'cart-1' } },
    { labels: { host: 'web%1' } },
    { labels: { service: 'web%1\\' } },
  ]);
  const found = async (filter: object) =>
    names((await ask(caller, 'query ($f: ResourceFilter) { resources(filter: $f) { edges { node { name } } } }', { f: filter })).data.resources);
  expect(await found({ kinds: ['POD'] })).toEqual(['cart-1', 'cart_1']);
  expect(await found({ search: 'cart_' })).toEqual(['cart_1']);
  expect(await found({ search: 'SHOP/CART' })).toEqual(['cart-1', 'cart_1']);
  expect(await found({ search: '%1' })).toEqual(['web%1\\']);
  expect(await found({ search: '1\\' })).toEqual(['web%1\\']);
  expect(await found({ search: ' ', kinds: ['NAMESPACE', 'SERVICE'] })).toEqual(['shop', 'web%1\\']);
  expect(await found({ ids: [ids.get('NAMESPACE shop'), 'no-id'] })).toEqual(['shop']);
  expect(await found({ ids: [] })).toEqual([]);
  expect(await found({ search: 'cart\0_' })).toEqual(['cart_1']);
});

const detail = `query ($id: ID!, $after: String) { resource(id: $id) { name
  relations(first: 2, after: $after) { edges { cursor node { kind direction resource { name } } } totalCount }
  incidents { edges { node { id } } totalCount } } }`;

test('a resource tells its relations both ways, and its incidents, newest first', async () => {
  const caller = await platform.createTenant();
  const [first, second] = [uuidv7(), uuidv7()];
  const ids = await seed(caller, [
    { labels: { namespace: 'shop', pod: 'mysql-0', node: 'worker-1', service: 'mysql' }, incidentId: first },
    { labels: { namespace: 'shop', pod: 'mysql-0' }, incidentId: second },
  ]);
  const id = ids.get('POD shop/mysql-0');
  const { data, errors } = await ask(caller, detail, { id });
  expect(errors).toBeUndefined();
  expect(data.resource.incidents).toEqual({ edges: [{ node: { id: second } }, { node: { id: first } }], totalCount: 2 });
  expect(data.resource.relations.totalCount).toBe(3);
  const after = data.resource.relations.edges.at(-1).cursor;
  const rest = (await ask(caller, detail, { id, after })).data.resource.relations.edges;
  expect([...data.resource.relations.edges, ...rest].map(({ node }) => [node.kind, node.direction, node.resource.name])).toEqual([
    ['exposes', 'IN', 'mysql'],
    ['part_of', 'OUT', 'shop'],
    ['runs_on', 'OUT', 'worker-1'],
  ]);
});

const ofIncidents =
  'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Incident { id resources(first: 2) { edges { node { id name relations { totalCount } } } pageInfo { hasNextPage } totalCount } } } }';

test('fifty incidents tell their resources in as many statements as one', async () => {
  const caller = await platform.createTenant();
  const incidents = Array.from({ length: 50 }, () => uuidv7());
  await seed(
    caller,
    incidents.map((incidentId, at) => ({ labels: { instance: `web-${at}:9100`, service: 'shop' }, incidentId })),
  );
  const statements = async (ids: string[]) => {
    let count = 0;
    const counting = (db: ResourcesDb) => countCalls(db, () => count++);
    const { data, errors } = await ask(caller, ofIncidents, { r: ids.map((id) => ({ __typename: 'Incident', id })) }, counting);
    expect(errors).toBeUndefined();
    for (const { resources } of data._entities)
      expect(resources).toMatchObject({ edges: [{ node: { name: 'shop' } }, {}], pageInfo: { hasNextPage: true }, totalCount: 3 });
    return count;
  };
  expect(await statements(incidents)).toBe(await statements(incidents.slice(0, 1)));
});

test('nothing of another tenant is found: list, detail, references, links', async () => {
  const [caller, stranger] = [await platform.createTenant(), await platform.createTenant()];
  const incidentId = uuidv7();
  const ids = await seed(caller, [{ labels: { instance: 'web-1:9100' }, incidentId }]);
  const id = ids.get('HOST web-1');
  const all = `query ($id: ID!, $r: [_Any!]!) { resources { edges { node { id } } totalCount } resource(id: $id) { id }
    _entities(representations: $r) { ... on Resource { id } ... on Incident { id resources { edges { node { id } } totalCount } } } }`;
  const variables = {
    id,
    r: [
      { __typename: 'Resource', id },
      { __typename: 'Incident', id: incidentId },
    ],
  };
  expect((await ask(stranger, all, variables)).data).toEqual({
    resources: { edges: [], totalCount: 0 },
    resource: null,
    _entities: [null, { id: incidentId, resources: { edges: [], totalCount: 0 } }],
  });
  expect((await ask(caller, all, variables)).data).toMatchObject({ resource: { id }, _entities: [{ id }, { resources: { totalCount: 2 } }] });
});

test('ids that are no UUIDs are nothing, not a failure', async () => {
  const caller = await platform.createTenant();
  const { data, errors } = await ask(
    caller,
    `query ($r: [_Any!]!) { resource(id: "x") { id } _entities(representations: $r) { ... on Resource { id } ... on Incident { resources { edges { node { id } } totalCount } } } }`,
    {
      r: [
        { __typename: 'Resource', id: 'x' },
        { __typename: 'Incident', id: 'x' },
      ],
    },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({ resource: null, _entities: [null, { resources: { edges: [], totalCount: 0 } }] });
});

test.each([
  ['resources:read', '{ resources { edges { cursor } } }'],
  ['resources:read', '{ resource(id: "x") { id } }'],
  ['resources:read', '{ _entities(representations: [{ __typename: "Resource", id: "x" }]) { __typename } }'],
  ['resources:read', '{ _entities(representations: [{ __typename: "Incident", id: "x" }]) { ... on Incident { resources { totalCount } } } }'],
  ['lineage:read', '{ lineage(root: { kind: ALERT, id: "x" }) { behind } }'],
])('%s is needed for %s', async (permission, text) => {
  const caller = await platform.createTenant();
  const { errors } = await ask({ ...caller, permissions: caller.permissions.filter((name) => name !== permission) }, text);
  expect(errors[0].message).toContain(permission);
});

test('incidents of a resource need incidents:read', async () => {
  const caller = await platform.createTenant();
  const ids = await seed(caller, [{ labels: { host: 'web-1' } }]);
  const { errors } = await ask({ ...caller, permissions: ['resources:read'] }, detail, { id: ids.get('HOST web-1') });
  expect(errors[0].message).toContain('incidents:read');
});

test("the lineage is walked in the caller's tenant, and its nodes are named in its edges", async () => {
  const caller = await platform.createTenant();
  const { data, errors } = await ask(
    caller,
    '{ lineage(root: { kind: INCIDENT, id: "i" }) { nodes { kind id label } edges { from to kind } truncated source behind } }',
  );
  expect(errors).toBeUndefined();
  expect(walks.at(-1)).toEqual({ tenantId: caller.tenantId, root: { kind: 'INCIDENT', id: 'i' }, direction: 'BOTH', depth: 3 });
  expect(data.lineage).toEqual({
    nodes: [
      { kind: 'INCIDENT', id: 'i', label: 'One' },
      { kind: 'ALERT', id: 'a', label: 'Two' },
    ],
    edges: [{ from: 'ALERT:a', to: 'INCIDENT:i', kind: 'part_of' }],
    truncated: false,
    source: 'POSTGRES',
    behind: 3,
  });
});

test.each([0, -1, 11])('a depth of %i is refused before anyone walks', async (depth) => {
  const caller = await platform.createTenant();
  const before = walks.length;
  const { errors } = await ask(caller, `{ lineage(root: { kind: ALERT, id: "a" }, direction: UPSTREAM, depth: ${depth}) { behind } }`);
  expect(errors[0].message).toContain('between 1 and 10');
  expect(walks.length).toBe(before);
});

/** The same client, telling of every query. */
function countCalls(db: ResourcesDb, tell: () => void): ResourcesDb {
  const telling = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(_, name) {
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? telling(member) : member;
      },
      apply(_, self, args) {
        tell();
        return Reflect.apply(target as unknown as (...given: unknown[]) => unknown, self, args);
      },
    });
  return telling(db);
}
