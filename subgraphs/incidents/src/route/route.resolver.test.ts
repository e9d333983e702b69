import { parse } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { mostNodes } from '#kit/treeInput';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const ask = (query: string, variables?: Record<string, unknown>) => platform.ask(sender.caller, query, variables);
const save = `mutation ($tree: [RouteInput!]!, $version: Int!, $note: String) {
  saveRoutes(tree: $tree, expectedVersion: $version, note: $note) { version nodes { id name matchers } }
}`;
/** A nested tree as the list that the API takes. */
const listed = ({ children = [], ...node }: any, parentKey: string | null = null): object[] => {
  const key = parentKey === null ? 'root' : `${parentKey}/${node.name}/${Math.random()}`;
  return [{ ...node, key, parentKey }, ...children.flatMap((child: object) => listed(child, key))];
};
const tree = {
  name: 'root',
  groupBy: ['alertname'],
  children: [{ name: 'db', matchers: ['team = db, env!="test"'], severityRules: [{ matchers: ['env="staging"'], severity: 'INFO' }] }],
};

test('before the first alert the tree is the one that would be planted', async () => {
  const { data } = await ask('{ routes { version nodes { id key name groupBy openIncidents effective { groupBy groupWaitMs ownerTeamId } } } }');
  expect(data.routes).toMatchObject({ version: 0, nodes: [{ id: null, name: 'default', groupBy: ['alertname'], openIncidents: 0 }] });
});

test('a tree is saved, read with what holds at each node, changed, and restored', async () => {
  const saved = await ask(save, { tree: listed(tree), version: 0, note: 'first' });
  expect(saved.errors).toBeUndefined();
  expect(saved.data.saveRoutes).toMatchObject({ version: 1, nodes: [{ name: 'root' }, { name: 'db', matchers: ['team="db"', 'env!="test"'] }] });
  await platform.receive(sender, firing('Up', { labels: { team: 'db' } }));
  const { data } = await ask(`{ routes { nodes {
    key parentKey depth path groupBy openIncidents severityRules { matchers severity } effective { groupBy repeatIntervalMs severityRules { severity } sla { severity } }
  } } }`);
  const [root, db] = data.routes.nodes;
  expect(db).toMatchObject({
    ...{ parentKey: root.key, depth: 1, path: ['root', 'db'], groupBy: null, openIncidents: 1 },
    severityRules: [{ matchers: ['env="staging"'], severity: 'INFO' }],
    effective: { groupBy: ['alertname'], repeatIntervalMs: 14_400_000, sla: [] },
  });

  await ask(save, { tree: listed({ name: 'root', id: root.key }), version: 1 });
  const stale = await ask(save, { tree: listed(tree), version: 1 });
  expect(stale.errors?.[0]?.message).toMatch(/version 2 is live/);
  const restored = await ask('mutation { restoreRoutes(version: 1, expectedVersion: 2) { version nodes { id name } } }');
  expect(restored.data.restoreRoutes).toMatchObject({ version: 3, nodes: [{ id: root.key }, { id: db.key, name: 'db' }] });

  const first = await ask(
    '{ routeVersions(first: 2) { totalCount edges { node { version at note author { id } nodeCount } } pageInfo { endCursor hasNextPage } } }',
  );
  expect(first.data.routeVersions).toMatchObject({
    totalCount: 3,
    edges: [{ node: { version: 3, note: 'Version 1 again', nodeCount: 2 } }, { node: { version: 2, note: null } }],
    pageInfo: { hasNextPage: true },
  });
  const next = await ask('query ($after: String) { routeVersions(first: 2, after: $after) { edges { node { version nodes { name } } } } }', {
    after: first.data.routeVersions.pageInfo.endCursor,
  });
  expect(next.data.routeVersions.edges).toEqual([{ node: { version: 1, nodes: [{ name: 'root' }, { name: 'db' }] } }]);
});

test('a draft is checked node by node', async () => {
  const bad = {
    name: 'root',
    children: [
      { name: 'a', matchers: ['team='] },
      { name: 'a', matchers: ['=x', 'b=~"("'] },
    ],
  };
  const { data } = await ask('query ($tree: [RouteInput!]!) { checkRoutes(tree: $tree) { at path field code message } }', { tree: listed(bad) });
  expect(data.checkRoutes).toEqual([
    { at: [1], path: ['root', 'a'], field: 'matchers.0', code: 'bad_value', message: '=x: expected the name of a label (at character 1)' },
  ]);
  const worse = await ask(save, { tree: listed({ ...bad, children: [{ name: 'b', matchers: ['b=~"("'] }] }), version: 0 });
  expect(worse.errors?.[0]?.message).toMatch(/^root › b \(matchers\.0\): b=~"\(" is not a regular expression/);
  expect(worse.errors?.[0]).toMatchObject({ path: ['saveRoutes'] });
});

describe('a trial', () => {
  const trial = `query ($labels: Labels, $alertId: ID, $draft: [RouteInput!]) { testRoutes(labels: $labels, alertId: $alertId, draft: $draft) {
    labels verdicts { path matched decision { reason facts } } leafKey alsoKeys groupKey groupLabels ownerTeamId owner { reason } severity severityDecision { reason }
    priority priorityDecision { reason } sla { severity acknowledgeMinutes resolveMinutes } settings { groupBy }
  } }`;

  test('of labels on a draft says what every node made of them', async () => {
    const { data } = await ask(trial, { labels: { alertname: 'Up', team: 'web', severity: 'critical' }, draft: listed(tree) });
    expect(data.testRoutes).toMatchObject({
      verdicts: [
        { path: ['root'], matched: true, decision: { reason: 'took_alert' } },
        { matched: false, decision: { reason: 'matcher_did_not_hold', facts: { matcher: 'team="db"', actual: 'web' } } },
      ],
      ...{ leafKey: 'new:', alsoKeys: [], groupLabels: { alertname: 'Up' }, severity: 'CRITICAL', priority: 'P1', owner: { reason: 'nobody' } },
    });
  });

  test('of an alert comes to the group in which it is', async () => {
    await ask(save, { tree: listed(tree), version: 0 });
    await platform.receive(sender, firing('Up', { labels: { team: 'db', env: 'staging' } }));
    const [[alert], [incident]] = await Promise.all([platform.alerts(sender), platform.incidentsOf(sender)]);
    const { data } = await ask(trial, { alertId: alert?.id });
    expect(data.testRoutes).toMatchObject({ groupKey: incident?.groupKey, leafKey: incident?.routeId, severity: incident?.severity, priority: 'P5' });
  });

  test('of nothing, of an alert of another tenant, of a draft that makes no sense', async () => {
    const other = await platform.createSender();
    await platform.receive(other, firing('Up'));
    const [alert] = await platform.alerts(other);
    const messages = async (variables: object) => (await ask(trial, { ...variables })).errors?.map(({ message }) => message);
    expect(await messages({})).toEqual(['Give "labels" or "alertId".']);
    expect(await messages({ alertId: alert?.id })).toEqual([`There is no alert with the id ${alert?.id}.`]);
    expect(await messages({ labels: {}, draft: listed({ name: '' }) })).toEqual([expect.stringContaining('(name)')]);
  });
});

test('the largest tree is saved and read', async () => {
  const children = Array.from({ length: mostNodes - 1 }, (_, at) => ({ name: `n${at}`, matchers: [`n="${at}"`] }));
  expect((await ask(save, { tree: listed({ name: 'root', children }), version: 0 })).errors).toBeUndefined();
  await platform.receive(sender, firing('Up', { labels: { n: '998' } }));
  expect(await platform.incidentsOf(sender)).toMatchObject([{ facts: { route: 'n998' } }]);
});

test.each([
  ['{ routes { version } }', 'routes:read'],
  ['{ routeVersions { totalCount } }', 'routes:read'],
  ['{ checkRoutes(tree: [{ key: "x", name: "x" }]) { code } }', 'routes:read'],
  ['{ testRoutes(labels: {}) { leafKey } }', 'routes:read'],
  ['mutation { saveRoutes(tree: [{ key: "x", name: "x" }], expectedVersion: 0) { version } }', 'routes:manage'],
  ['mutation { restoreRoutes(version: 1, expectedVersion: 0) { version } }', 'routes:manage'],
] as const)('%s needs %s', async (query, permission) => {
  const caller = { ...sender.caller, permissions: sender.caller.permissions.filter((name) => name !== permission) };
  expect((await platform.ask(caller, query)).errors?.[0]?.message).toBe(`This needs the permission ${permission}.`);
});

test.each([
  [[], 'A tree has a root.'],
  [[{ key: 'a', parentKey: 'b', name: 'a' }], 'The first node is the root: it has no parent.'],
  [
    [
      { key: 'a', name: 'a' },
      { key: 'a', parentKey: 'a', name: 'b' },
    ],
    'Two nodes have the key "a".',
  ],
  [
    [
      { key: 'a', name: 'a' },
      { key: 'b', parentKey: 'c', name: 'b' },
    ],
    'No node before "b" has the key of its parent, "c".',
  ],
  [
    [
      { key: 'a', name: 'a' },
      { key: 'b', name: 'b' },
    ],
    'No node before "b" has the key of its parent, "".',
  ],
])('%j is no tree', async (nodes, message) => {
  const { errors } = await ask('query ($tree: [RouteInput!]!) { checkRoutes(tree: $tree) { code } }', { tree: nodes });
  expect(errors?.[0]?.message).toBe(message);
});

test('the variables of a tree are read as the gateway reads those of every request', async () => {
  const compiled = compileQuery(platform.incidents.schema, parse(save), '');
  if (!isCompiledQuery(compiled)) throw new Error('The mutation cannot be compiled.');
  const { context, close } = platform.incidents.contextFor(sender.caller);
  expect(await compiled.query(undefined, context, { tree: listed(tree), version: 0 })).toMatchObject({ data: { saveRoutes: { version: 1 } } });
  await close();
});
