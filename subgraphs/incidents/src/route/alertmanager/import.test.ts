import { openTestIncidents, type TestIncidents, type TestSender } from '../../openTestIncidents.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const configuration = (wait: string) => `
route:
  receiver: all
  group_wait: ${wait}
  routes: [{ receiver: db, matchers: ['team="db"'] }]
receivers: [{ name: all }, { name: db, email_configs: [{ to: db@example.org }] }]
inhibit_rules: [{ source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'], equal: [cluster] }]
time_intervals: [{ name: nights, time_intervals: [{ times: [{ start_time: '22:00', end_time: '24:00' }] }] }]
`;
const preview = `query ($text: String!) { previewAlertmanager(configuration: $text) {
  nodes { id name matchers groupWaitMs effective { groupWaitMs } } receivers { name kinds line }
  inhibitRules { name change sourceMatchers targetMatchers equal line } timeIntervals { name change rangeCount intervals line } notes { line path code message } } }`;
const apply = `mutation ($text: String!, $version: Int!) { importAlertmanager(configuration: $text, expectedVersion: $version) { version nodes { id name } } }`;
const ask = (query: string, variables?: Record<string, unknown>) => platform.ask(sender.caller, query, variables);

test('a configuration is shown, then applied; applied again its nodes are the same', async () => {
  const shown = await ask(preview, { text: configuration('10s') });
  expect(shown.data.previewAlertmanager).toMatchObject({
    nodes: [
      { id: null, name: 'all', groupWaitMs: 10_000 },
      { name: 'db', matchers: ['team="db"'], groupWaitMs: null, effective: { groupWaitMs: 10_000 } },
    ],
    receivers: [
      { name: 'all', kinds: [] },
      { name: 'db', kinds: ['email'] },
    ],
    inhibitRules: [{ change: 'new', sourceMatchers: ['severity="critical"'], targetMatchers: ['severity="warning"'], equal: ['cluster'], line: 7 }],
    timeIntervals: [{ name: 'nights', change: 'new', rangeCount: 1 }],
    notes: [{ code: 'not_taken_over', path: 'receivers[1]' }],
  });
  const first = await ask(apply, { text: configuration('10s'), version: 0 });
  const again = await ask(apply, { text: configuration('20s'), version: 1 });
  expect(again.data.importAlertmanager).toEqual({ version: 2, nodes: first.data.importAlertmanager.nodes });
  expect((await ask(apply, { text: configuration('30s'), version: 1 })).errors?.[0]?.message).toMatch(/version 2 is live/);
});

test('what is no configuration is refused with its line, and who may not manage routes imports nothing', async () => {
  expect((await ask(preview, { text: 'route:\n  - [' })).errors?.[0]?.message).toMatch(/^Line 2: /);
  const reader = { ...sender.caller, permissions: sender.caller.permissions.filter((name) => name !== 'routes:manage') };
  expect((await platform.ask(reader, apply, { text: configuration('1s'), version: 0 })).errors?.[0]?.message).toMatch(/routes:manage/);
});

const everything = (change: { severity?: string; start?: string; mute?: string } = {}) => `
route:
  receiver: all
  routes: [{ receiver: db, mute_time_intervals: [${change.mute ?? 'nights'}] }]
receivers: [{ name: all }, { name: db }]
inhibit_rules:
  - { name: cluster down, source_matchers: ['alertname="ClusterDown"'], target_matchers: ['severity="${change.severity ?? 'warning'}"'], equal: [cluster] }
  - { source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'] }
time_intervals: [{ name: nights, time_intervals: [{ times: [{ start_time: '${change.start ?? '22:00'}', end_time: '24:00' }] }] }]
`;
const kept = async () =>
  (
    await ask(`{ routes { version nodes { name muteTimeIntervals } } inhibitionRules { edges { node { id name equal enabled updatedAt targetMatchers { value } } } }
      timeIntervals { edges { node { id name intervals updatedAt } } } }`)
  ).data;
const actions = async () =>
  platform.database.inTenant(sender.tenantId, async (db) => (await db.auditEntry.findMany({ orderBy: { at: 'asc' } })).map(({ action }) => action));

test('rules and intervals come with the routes that name them, and the same file again changes nothing', async () => {
  expect((await ask(apply, { text: everything(), version: 0 })).errors).toBeUndefined();
  const before = await kept();
  expect(before).toMatchObject({
    routes: { version: 1, nodes: [{}, { name: 'db', muteTimeIntervals: ['nights'] }] },
    timeIntervals: { edges: [{ node: { name: 'nights', intervals: [{ times: [{ start_time: '22:00', end_time: '24:00' }] }] } }] },
  });
  const names = before.inhibitionRules.edges.map(({ node }: { node: { name: string } }) => node.name);
  expect(names.toSorted()).toEqual(['cluster down', 'severity="critical" inhibits severity="warning"']);
  const told = await actions();
  expect(told.toSorted()).toEqual(
    expect.arrayContaining(['inhibitionRule.created', 'inhibitionRule.created', 'routes.saved', 'timeInterval.created']),
  );

  const again = (await ask(preview, { text: everything() })).data.previewAlertmanager;
  expect([...again.inhibitRules, ...again.timeIntervals].map(({ change }) => change)).toEqual(['same', 'same', 'same']);
  platform.advance(60);
  expect((await ask(apply, { text: everything(), version: 1 })).data.importAlertmanager).toMatchObject({ version: 1 });
  expect(await kept()).toEqual(before);
  expect(await actions()).toHaveLength(told.length);
});

test('what the file says otherwise by the same name is changed; a rule that is off stays off, one that is renamed is no second one', async () => {
  await ask(apply, { text: everything(), version: 0 });
  const off = (await kept()).inhibitionRules.edges.find(({ node }: any) => node.name === 'cluster down').node;
  const rename = (await kept()).inhibitionRules.edges.find(({ node }: any) => node.name !== 'cluster down').node;
  const asItIs = {
    equal: ['cluster'],
    sourceMatchers: [{ name: 'alertname', value: 'ClusterDown' }],
    targetMatchers: [{ name: 'severity', value: 'warning' }],
  };
  const update = 'mutation ($id: ID!, $input: InhibitionRuleInput!) { updateInhibitionRule(id: $id, input: $input) { id } }';
  await ask(update, { id: off.id, input: { ...asItIs, name: 'cluster down', enabled: false } });
  const critical = { sourceMatchers: [{ name: 'severity', value: 'critical' }], targetMatchers: [{ name: 'severity', value: 'warning' }] };
  await ask(update, { id: rename.id, input: { ...critical, name: 'critical first' } });

  const text = everything({ severity: 'info', start: '23:00' });
  const shown = (await ask(preview, { text })).data.previewAlertmanager;
  expect([...shown.inhibitRules, ...shown.timeIntervals].map(({ name, change }) => [name, change])).toEqual([
    ['cluster down', 'changed'],
    ['critical first', 'same'],
    ['nights', 'changed'],
  ]);
  await ask(apply, { text, version: 1 });
  const after = await kept();
  expect(after.inhibitionRules.edges).toHaveLength(2);
  expect(after.inhibitionRules.edges.find(({ node }: any) => node.id === off.id).node).toMatchObject({
    enabled: false,
    targetMatchers: [{ value: 'info' }],
  });
  expect(after.timeIntervals.edges).toMatchObject([{ node: { intervals: [{ times: [{ start_time: '23:00' }] }] } }]);
});

test('a name that no interval has is told with its line; one that is there already resolves', async () => {
  const missing = (await ask(preview, { text: everything({ mute: 'weekends' }) })).data.previewAlertmanager;
  expect(missing.notes).toMatchObject([{ line: 4, code: 'not_understood', path: 'route.routes[0].mute_time_intervals[0]' }]);
  await ask('mutation { createTimeInterval(input: { name: "weekends", intervals: [{ weekdays: ["saturday", "sunday"] }] }) { id } }');
  expect((await ask(preview, { text: everything({ mute: 'weekends' }) })).data.previewAlertmanager.notes).toEqual([]);
});

test('it is all or nothing: with a stale version, or without the permission for quiet, no rule and no interval is made', async () => {
  expect((await ask(apply, { text: everything(), version: 7 })).errors?.[0]?.message).toMatch(/version 0 is live/);
  const reader = { ...sender.caller, permissions: sender.caller.permissions.filter((name) => name !== 'quiet:manage') };
  expect((await platform.ask(reader, apply, { text: everything(), version: 0 })).errors?.[0]?.message).toMatch(/quiet:manage/);
  expect(await kept()).toMatchObject({ routes: { version: 0 }, inhibitionRules: { edges: [] }, timeIntervals: { edges: [] } });
});

test('what one tenant imports is new to another', async () => {
  await ask(apply, { text: everything(), version: 0 });
  const other = await platform.createSender();
  const shown = (await platform.ask(other.caller, preview, { text: everything() })).data.previewAlertmanager;
  expect(shown.timeIntervals).toMatchObject([{ name: 'nights', change: 'new' }]);
});
