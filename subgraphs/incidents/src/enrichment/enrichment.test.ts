import type { Labels } from '#contracts/words';
import { openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender('PROMETHEUS')));

const ask = (query: string, variables?: Record<string, unknown>) => platform.ask(sender.caller, query, variables);
const saving = `mutation ($rules: [EnrichmentRuleInput!]!, $version: Int!, $note: String) {
  saveEnrichmentRules(rules: $rules, expectedVersion: $version, note: $note) { version rules { id name matchers action { kind name value oldName newName keys { column label } } } }
}`;
const save = (rules: object[], version = 0, note: string | null = null) => ask(saving, { rules, version, note });
const uploading =
  'mutation ($id: ID, $name: String!, $csv: String) { saveLookupTable(id: $id, name: $name, csv: $csv) { id name columns rowCount rows } }';

const startsAt = '2026-11-20T11:00:00Z';
async function push(labels: Labels, more: object = {}): Promise<{ alerts: number; changed: number }> {
  const response = await fetch(`${platform.url}/ingest/prometheus/${sender.token}/api/v2/alerts`, {
    method: 'POST',
    body: JSON.stringify([{ labels, startsAt, ...more }]),
  });
  expect(response.status).toBe(200);
  const { alerts, changed } = (await response.json()) as { alerts: number; changed: number };
  return { alerts, changed };
}
/** Past the time for which senders are remembered. */
const later = () => platform.advance(11);

const setTeam = { name: 'team', action: { kind: 'SET', target: 'LABEL', name: 'team', value: 'db' } };

test('rules are saved, read, restored, and a race is a conflict', async () => {
  expect((await ask('{ enrichmentRules { version rules { id } } }')).data.enrichmentRules).toEqual({ version: 0, rules: [] });
  const rename = { name: 'rename', matchers: ['env="prod", a=~"b|c"'], action: { kind: 'RENAME_LABEL', oldName: 'svc', newName: 'service' } };
  const first = await save([setTeam, rename], 0, 'first');
  expect(first.errors).toBeUndefined();
  expect(first.data.saveEnrichmentRules).toMatchObject({
    version: 1,
    rules: [
      { name: 'team', action: { kind: 'SET', name: 'team', value: 'db' } },
      { name: 'rename', matchers: ['env="prod"', 'a=~"b|c"'], action: { kind: 'RENAME_LABEL', oldName: 'svc', newName: 'service' } },
    ],
  });
  expect((await save([], 0)).errors?.[0]?.message).toMatch(/version 1 is live/);
  await save([{ ...setTeam, id: first.data.saveEnrichmentRules.rules[0].id }], 1);
  const restored = await ask('mutation { restoreEnrichmentRules(version: 1, expectedVersion: 2) { version rules { id name } } }');
  expect(restored.data.restoreEnrichmentRules).toMatchObject({
    version: 3,
    rules: first.data.saveEnrichmentRules.rules.map(({ id }: any) => ({ id })),
  });

  const page = await ask(
    '{ enrichmentVersions(first: 2) { totalCount edges { node { version note ruleCount rules { name } } } pageInfo { endCursor hasNextPage } } }',
  );
  expect(page.data.enrichmentVersions).toMatchObject({
    totalCount: 3,
    edges: [{ node: { version: 3, ruleCount: 2 } }, { node: { version: 2, ruleCount: 1 } }],
    pageInfo: { hasNextPage: true },
  });
  const next = await ask('query ($after: String) { enrichmentVersions(after: $after) { edges { node { version note } } } }', {
    after: page.data.enrichmentVersions.pageInfo.endCursor,
  });
  expect(next.data.enrichmentVersions.edges).toEqual([{ node: { version: 1, note: 'first' } }]);
  const audit = await platform.database.inTenant(sender.tenantId, (db) => db.auditEntry.findMany({ where: { action: 'enrichment.saved' } }));
  expect(audit).toHaveLength(3);
});

test('two who save at once: one wins', async () => {
  const answers = await Promise.all([save([setTeam]), save([setTeam])]);
  expect(answers.filter(({ errors }) => errors)).toHaveLength(1);
});

test('every mistake is named with its place', async () => {
  const rules = [
    { name: 'a', action: { kind: 'EXTRACT', from: 'LABEL', name: 'x', pattern: '(' } },
    { name: 'a', condition: 'labels.', action: { kind: 'SET', target: 'SEVERITY', value: 'awful' } },
    { name: 'c', matchers: ['x=~"("'], action: { kind: 'COMPUTE', expression: 'nothing' } },
  ];
  const { data } = await ask('query ($rules: [EnrichmentRuleInput!]!) { checkEnrichmentRules(rules: $rules) { at rule field message } }', { rules });
  expect(data.checkEnrichmentRules).toMatchObject([
    { at: 0, rule: 'a', field: 'action.pattern', message: expect.stringMatching(/regular expression/) },
    { at: 1, field: 'condition' },
    { at: 1, field: 'action.value', message: expect.stringMatching(/CRITICAL, HIGH/) },
    { at: 2, field: 'matchers.0' },
    { at: 2, field: 'action.expression', message: expect.stringMatching(/"nothing"/) },
    { at: 1, field: 'name' },
  ]);
  expect((await save(rules)).errors?.[0]?.message).toMatch(/rules\.0\.action\.pattern \(a\)/);
  const missing = await save([{ name: 'x', action: { kind: 'EXTRACT', from: 'LABEL', name: 'x' } }]);
  expect(missing.errors?.[0]?.message).toMatch(/rules\.0\.action\.pattern/);
});

test('an alert is enriched before it is known, grouped and routed; its decision tells how, and repeats take the fast lane', async () => {
  const team = '0197a1f0-0000-7000-8000-00000000000a';
  await save([
    { name: 'no pod', action: { kind: 'DROP_LABELS', names: ['pod'] } },
    { name: 'worst', matchers: ['tier="1"'], action: { kind: 'SET', target: 'SEVERITY', value: 'CRITICAL' } },
    { name: 'owner', action: { kind: 'SET', target: 'OWNER_TEAM', value: team } },
    { name: 'first', action: { kind: 'SET', target: 'PRIORITY', value: 'P3' } },
    { name: 'broken', action: { kind: 'SET', target: 'LABEL', name: 'x', expression: 'labels.missing' } },
  ]);
  later();
  await push({ alertname: 'Down', tier: '1', pod: 'a-1' });
  expect(await push({ alertname: 'Down', tier: '1', pod: 'a-2' })).toEqual({ alerts: 1, changed: 0 });
  const [alert, ...others] = await platform.alerts(sender);
  expect(others).toEqual([]);
  expect(alert).toMatchObject({ labels: { alertname: 'Down', tier: '1' }, severity: 'CRITICAL', receivedCount: 2 });
  const [incident] = await platform.incidentsOf(sender);
  expect(incident).toMatchObject({ severity: 'CRITICAL', ownerTeamId: team, priority: 'P3', facts: { owner: { reason: 'team_of_rule' } } });
  const events = await platform.database.inTenant(sender.tenantId, (db) => db.alertEvent.findMany());
  expect(events).toHaveLength(1);
  expect(events[0]?.facts).toMatchObject({
    enrichment: [
      { rule: 'no pod', reason: 'applied', labels: { pod: ['a-1', null] } },
      { rule: 'worst', severity: [null, 'CRITICAL'] },
      { rule: 'owner', ownerTeamId: [null, team] },
      { rule: 'first', priority: [null, 'P3'] },
      { rule: 'broken', reason: 'failed' },
    ],
  });

  await push({ alertname: 'Down', tier: '1', pod: 'a-3' }, { endsAt: '2026-11-20T12:00:00Z' });
  expect(await platform.incidentsOf(sender)).toMatchObject([{ status: 'RESOLVED' }]);
});

test('a severity that a rule changes is news of an alert that says the same', async () => {
  await save([setTeam]);
  later();
  await push({ alertname: 'Slow', severity: 'low' });
  await save([setTeam, { name: 'worse', action: { kind: 'SET', target: 'SEVERITY', value: 'CRITICAL' } }], 1);
  later();
  expect(await push({ alertname: 'Slow', severity: 'low' })).toEqual({ alerts: 1, changed: 1 });
  expect(await platform.alerts(sender)).toMatchObject([{ severity: 'CRITICAL' }]);
});

test('a dropped alert is counted and its payload kept; one that was let in before still comes to its end', async () => {
  await push({ alertname: 'Old', env: 'test' });
  await save([{ name: 'no tests', matchers: ['env="test"'], action: { kind: 'DROP_ALERT' } }]);
  later();
  expect(await push({ alertname: 'New', env: 'test' })).toEqual({ alerts: 1, changed: 0 });
  await push({ alertname: 'New', env: 'test' });
  await push({ alertname: 'New', env: 'test' }, { endsAt: '2026-11-20T12:00:00Z' });
  await push({ alertname: 'Old', env: 'test' }, { endsAt: '2026-11-20T12:00:00Z' });
  expect(await platform.alerts(sender)).toMatchObject([{ name: 'Old', status: 'RESOLVED' }]);
  expect(await platform.incidentsOf(sender)).toMatchObject([{ status: 'RESOLVED' }]);
  const { data } = await ask('{ droppedAlerts { totalCount edges { node { name ruleName times status labels } } } }');
  expect(data.droppedAlerts).toEqual({
    totalCount: 1,
    edges: [{ node: { name: 'New', ruleName: 'no tests', times: 3, status: 'RESOLVED', labels: { alertname: 'New', env: 'test' } } }],
  });
  const payloads = await platform.database.inTenant(sender.tenantId, (db) => db.payload.findMany());
  expect(payloads.map(({ alertCount }) => alertCount)).toEqual([1, 1, 1, 1, 1]);
});

test('a table is uploaded, used, replaced, and not taken away while a rule needs it', async () => {
  const table = await ask(uploading, { name: 'services', csv: 'service,team\ncheckout,payments\n' });
  expect(table.data.saveLookupTable).toMatchObject({ columns: ['service', 'team'], rowCount: 1, rows: [['checkout', 'payments']] });
  const { id } = table.data.saveLookupTable;
  const action = { kind: 'LOOK_UP', tableId: id, keys: [{ column: 'service', label: 'job' }], values: [{ column: 'team', label: 'team' }] };
  expect((await save([{ name: 'owners', action }])).errors).toBeUndefined();
  later();
  await push({ alertname: 'A', job: 'checkout' });
  expect(await platform.alerts(sender)).toMatchObject([{ labels: { team: 'payments' } }]);

  await ask(uploading, { id, name: 'services', csv: 'service,team\n*,everybody\n' });
  later();
  await push({ alertname: 'B', job: 'checkout' });
  expect((await platform.alerts(sender))[1]).toMatchObject({ labels: { team: 'everybody' } });

  const removal = 'mutation ($id: ID!) { deleteLookupTable(id: $id) }';
  expect((await ask(removal, { id })).errors?.[0]?.message).toMatch(/"owners" looks things up in it/);
  expect((await ask(uploading, { id, name: 'services', csv: 'service\nx\n' })).errors?.[0]?.message).toMatch(/uses the column "team"/);
  expect((await ask(uploading, { name: 'services', csv: 'a\nx\n' })).errors?.[0]?.message).toMatch(/named "services" already/);
  expect((await ask(uploading, { name: 'bad', csv: 'a,b\nx\n' })).errors?.[0]?.message).toMatch(/line 2/);

  const renamed = (await ask(uploading, { id, name: 'owners of services', csv: null })).data.saveLookupTable;
  expect(renamed).toMatchObject({ id, name: 'owners of services', rowCount: 1, rows: [['*', 'everybody']] });
  expect((await ask(uploading, { name: 'none', csv: null })).errors?.[0]?.message).toMatch(/needs a CSV text/);
  const { id: other } = (await ask(uploading, { name: 'other', csv: 'a\nx\n' })).data.saveLookupTable;
  expect((await ask(uploading, { id: other, name: 'owners of services' })).errors?.[0]?.message).toMatch(/named "owners of services" already/);
  await ask(removal, { id: other });
  await save([], 1);
  expect((await ask(removal, { id })).data).toEqual({ deleteLookupTable: true });
  expect((await ask('{ lookupTables { totalCount } }')).data.lookupTables).toEqual({ totalCount: 0 });
});

test('a CSV file is checked before it is uploaded', async () => {
  const { data } = await ask(
    '{ good: checkLookupTable(csv: "a,b\\n1,2") { columns rowCount preview problems { line } } bad: checkLookupTable(csv: "a\\n1,2") { problems { line message } } }',
  );
  expect(data.good).toEqual({ columns: ['a', 'b'], rowCount: 1, preview: [['1', '2']], problems: [] });
  expect(data.bad.problems).toMatchObject([{ line: 2 }]);
});

const trying = `query ($alertId: ID, $labels: Labels, $draftRules: [EnrichmentRuleInput!]) {
  testEnrichment(alertId: $alertId, labels: $labels, draftRules: $draftRules) { before { labels } steps { rule decision { reason } before { labels } after { labels } } after { labels severity } droppedBy }
}`;

test('rules are tried step by step on labels, and on what the source of an alert said', async () => {
  const dropPod = { name: 'no pod', action: { kind: 'DROP_LABELS', names: ['pod'] } };
  const tried = await ask(trying, {
    labels: { pod: 'x' },
    draftRules: [setTeam, dropPod, { name: 'drop', matchers: ['team=db'], action: { kind: 'DROP_ALERT' } }],
  });
  expect(tried.data.testEnrichment).toMatchObject({
    steps: [
      { decision: { reason: 'applied' }, after: { labels: { pod: 'x', team: 'db' } } },
      { before: { labels: { pod: 'x', team: 'db' } }, after: { labels: { team: 'db' } } },
      { decision: { reason: 'dropped_by_rule' } },
    ],
    after: { severity: 'MEDIUM' },
    droppedBy: 'drop',
  });
  await save([dropPod]);
  later();
  await push({ alertname: 'Down', pod: 'a-1' });
  const [alert] = await platform.alerts(sender);
  const again = await ask(trying, { alertId: alert?.id });
  expect(again.data.testEnrichment).toMatchObject({
    before: { labels: { alertname: 'Down', pod: 'a-1' } },
    after: { labels: { alertname: 'Down' } },
  });
  expect((await ask(trying, {})).errors?.[0]?.message).toMatch(/"labels" or "alertId"/);
});

test('who may only read neither saves rules nor uploads tables', async () => {
  const reader = { ...sender.caller, permissions: ['enrichment:read' as const] };
  expect((await platform.ask(reader, saving, { rules: [], version: 0 })).errors?.[0]?.message).toMatch(/enrichment:manage/);
  expect((await platform.ask(reader, uploading, { name: 'x', csv: 'a\n1' })).errors?.[0]?.message).toMatch(/enrichment:manage/);
  expect((await platform.ask(reader, '{ enrichmentRules { version } }')).errors).toBeUndefined();
});

test("another tenant's rules, tables and alerts are out of reach, and do nothing to ours", async () => {
  await save([setTeam]);
  const table = (await ask(uploading, { name: 'services', csv: 'a\n1' })).data.saveLookupTable.id;
  const rule = (await ask('{ enrichmentRules { rules { id } } }')).data.enrichmentRules.rules[0].id;
  const [alert] = await push({ alertname: 'Ours' }).then(() => platform.alerts(sender));
  const { integrationId } = sender;

  sender = await platform.createSender('PROMETHEUS');
  expect((await ask('{ enrichmentRules { version } lookupTables { totalCount } droppedAlerts { totalCount } }')).data).toEqual({
    enrichmentRules: { version: 0 },
    lookupTables: { totalCount: 0 },
    droppedAlerts: { totalCount: 0 },
  });
  expect((await save([{ ...setTeam, id: rule }])).errors?.[0]?.message).toMatch(/no rule with the id/);
  expect((await save([{ ...setTeam, integrationId }])).errors?.[0]?.message).toMatch(/no integration with the id/);
  expect((await ask(uploading, { id: table, name: 'stolen', csv: 'a\n1' })).errors?.[0]?.message).toMatch(/no look-up table/);
  expect((await ask('mutation ($id: ID!) { deleteLookupTable(id: $id) }', { id: table })).errors?.[0]?.message).toMatch(/no look-up table/);
  expect((await ask('query ($id: ID!) { lookupTable(id: $id) { id } }', { id: table })).data.lookupTable).toBeNull();
  expect((await ask(trying, { alertId: alert?.id })).errors?.[0]?.message).toMatch(/no alert/);
  later();
  await push({ alertname: 'Theirs' });
  expect(await platform.alerts(sender)).toMatchObject([{ labels: { alertname: 'Theirs' } }]);
});
