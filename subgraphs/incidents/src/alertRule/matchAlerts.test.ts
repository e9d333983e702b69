import type { EventPayload } from '#contracts/events';
import type { Labels } from '#contracts/words';
import { systemActor, transact } from '#kit/transact';
import { firing, openTestIncidents, resolved, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { storeRules } from '../ruleSource/storeRules.ts';
import type { SourceRule } from '../ruleSource/sourceRule.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  platform.advance(1);
  sender = await platform.createSender();
});

const rule = (name: string, query: string, labels: Labels = {}): SourceRule => ({
  ...{ file: 'f', group: 'g', name, query, labels, forS: 0, keepFiringForS: 0, annotations: {} },
  ...{ health: 'OK', lastError: null, state: 'FIRING', lastEvaluation: null },
});

/** Puts these rules in the place of the source's, as a sync does. */
async function sync(rules: SourceRule[], name = 'prod'): Promise<void> {
  await transact(platform, systemActor(sender.tenantId), async (unit) => {
    const known = await unit.db.ruleSource.findFirst({ where: { name } });
    const { id } = known ?? (await unit.db.ruleSource.create({ data: { name, kind: 'PROMETHEUS', url: `http://${name}:9090` } }));
    await storeRules(unit, id, rules);
  });
}

/** Runs the follower for the last event of the kind, twice: the second time must tell nothing new. */
async function follow(event: 'alerts.changed' | 'rules.synced'): Promise<void> {
  const payload = (await platform.jobs(sender, `${event}/matchAlerts`)).at(-1) as EventPayload<typeof event>;
  const handler = platform.incidents.handlers.find(({ task }) => task.name === `${event}/matchAlerts`);
  const run = () => handler?.run({ tenantId: sender.tenantId, payload, signal: new AbortController().signal });
  await run();
  const told = (await matched()).length;
  await run();
  expect(await matched()).toHaveLength(told);
}

const matched = () => platform.jobs(sender, 'rules.matched/recordAlertLineage');

async function seen(): Promise<
  { name: string; expression: string | null; rule: { query: string } | null; ruleDecision: { reason: string } | null }[]
> {
  const query = '{ alerts { edges { node { name expression rule { query source { name } } ruleDecision { reason facts } } } } }';
  const { data } = await platform.ask(sender.caller, query);
  return data.alerts.edges.map(({ node }: { node: object }) => node);
}

test('an alert without an expression gets that of its rule, and says so once', async () => {
  await sync([rule('Down', 'up == 0', { severity: 'page' }), rule('Other', 'x > 1')]);
  await platform.receive(sender, firing('Down', { labels: { severity: 'page' } }), firing('Stranger'));
  await follow('alerts.changed');
  expect(await seen()).toEqual(
    expect.arrayContaining([
      {
        name: 'Down',
        expression: 'up == 0',
        rule: { query: 'up == 0', source: { name: 'prod' } },
        ruleDecision: { reason: 'only_rule', facts: { rules: 1, fitting: 1 } },
      },
      { name: 'Stranger', expression: null, rule: null, ruleDecision: null },
    ]),
  );
  expect(await matched()).toMatchObject([{ alerts: [{ name: 'Down', expression: 'up == 0', status: 'FIRING', labels: { severity: 'page' } }] }]);

  await platform.receive(sender, resolved('Down', { labels: { severity: 'page' } }));
  await follow('alerts.changed');
  expect(await matched()).toHaveLength(1);
});

test('also when the rules come after the alert, when they change and when they go', async () => {
  await platform.receive(sender, firing('Down'));
  await follow('alerts.changed');
  expect(await seen()).toMatchObject([{ expression: null, ruleDecision: null }]);

  await sync([rule('Down', 'up == 0')]);
  await follow('rules.synced');
  expect(await seen()).toMatchObject([{ expression: 'up == 0' }]);
  await sync([rule('Down', 'up < 1')]);
  await follow('rules.synced');
  expect(await seen()).toMatchObject([{ expression: 'up < 1' }]);
  expect((await matched()).map(({ alerts }) => alerts[0].expression)).toEqual(['up == 0', 'up < 1']);
  await sync([]);
  await follow('rules.synced');
  expect(await seen()).toMatchObject([{ expression: null, rule: null, ruleDecision: null }]);
});

test('where several rules could be meant, nothing is guessed and the reason is kept', async () => {
  await sync([rule('Down', 'up == 0')]);
  await sync([rule('Down', 'probe_success == 0')], 'staging');
  await platform.receive(sender, firing('Down'));
  await follow('alerts.changed');
  expect(await seen()).toMatchObject([{ expression: null, rule: null, ruleDecision: { reason: 'ambiguous', facts: { rules: 2, fitting: 2 } } }]);
  expect(await matched()).toEqual([]);
});

test('an alert that tells its expression keeps it, and is joined to its rule', async () => {
  await sync([rule('Down', 'up == 0')]);
  const generatorUrl = (query: string) => `http://prod:9090/graph?g0.expr=${encodeURIComponent(query)}`;
  await platform.receive(sender, firing('Down', { generatorUrl: generatorUrl('up == 0'), labels: { instance: 'a' } }));
  await follow('alerts.changed');
  await platform.receive(sender, firing('Down', { generatorUrl: generatorUrl('up == 9'), labels: { instance: 'b' } }));
  await follow('alerts.changed');
  expect(await seen()).toMatchObject([
    { expression: 'up == 9', rule: null, ruleDecision: { reason: 'expression_differs' } },
    { expression: 'up == 0', rule: { query: 'up == 0' }, ruleDecision: { reason: 'same_expression' } },
  ]);
  expect(await matched()).toEqual([]);
});

test('a rule shows what of it fires', async () => {
  await sync([rule('Down', 'sum by (job) (up{job=~"a|b"}) / up == 0')]);
  const at = (minute: number) => ({ labels: { instance: String(minute) }, startsAt: new Date(Date.UTC(2026, 10, 20, 11, minute)) });
  await platform.receive(sender, firing('Down', at(3)), firing('Down', at(1)), firing('Down', at(2)), resolved('Down', at(9)));
  await follow('alerts.changed');
  const query = `{ alertRules { edges { node { metrics { name matchers { name op value } } firing(first: 2) { totalCount edges { node { labels } } } } } } }`;
  const { data } = await platform.ask(sender.caller, query);
  expect(data.alertRules.edges[0].node).toEqual({
    metrics: [
      { name: 'up', matchers: [{ name: 'job', op: '=~', value: 'a|b' }] },
      { name: 'up', matchers: [] },
    ],
    firing: {
      totalCount: 3,
      edges: [{ node: { labels: { alertname: 'Down', instance: '1' } } }, { node: { labels: { alertname: 'Down', instance: '2' } } }],
    },
  });
});

test('more alerts than one transaction takes', async () => {
  const alerts = Array.from({ length: 501 }, (_, n) => firing('Down', { labels: { instance: String(n) } }));
  await platform.receive(sender, ...alerts);
  await sync([rule('Down', 'up == 0')]);
  await follow('rules.synced');
  expect((await matched()).map((event) => event['alerts'].length)).toEqual([500, 1]);
});

test("another tenant's rules and alerts are not looked at", async () => {
  await sync([rule('Down', 'up == 0')]);
  const rules = (await platform.jobs(sender, 'rules.synced/matchAlerts'))[0];
  const stranger = await platform.createSender();
  await platform.receive(stranger, firing('Down'));
  const handler = platform.incidents.handlers.find(({ task }) => task.name === 'rules.synced/matchAlerts');
  await handler?.run({ tenantId: stranger.tenantId, payload: rules, signal: new AbortController().signal });
  const { data } = await platform.ask(stranger.caller, '{ alerts { edges { node { expression rule { id } } } } alertRules { totalCount } }');
  expect(data).toEqual({ alerts: { edges: [{ node: { expression: null, rule: null } }] }, alertRules: { totalCount: 0 } });
});
