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
  inhibitRules { name sourceMatchers targetMatchers equal line } timeIntervals { name rangeCount line } notes { line path code message } } }`;
const apply = `mutation ($text: String!, $version: Int!) { importAlertmanager(configuration: $text, expectedVersion: $version) { version nodes { id name } } }`;
const ask = (query: string, variables: Record<string, unknown>) => platform.ask(sender.caller, query, variables);

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
    inhibitRules: [{ sourceMatchers: ['severity="critical"'], targetMatchers: ['severity="warning"'], equal: ['cluster'], line: 7 }],
    timeIntervals: [{ name: 'nights', rangeCount: 1 }],
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
