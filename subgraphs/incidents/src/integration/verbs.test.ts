import { openSecret } from '#kit/secret';
import { openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { readSample } from '../ingest/sources/samples/readSample.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const ask = async (query: string, variables?: Record<string, unknown>, caller = sender.caller) => {
  const { data, errors } = await platform.ask(caller, query, variables);
  expect(errors).toBeUndefined();
  return data;
};
const refusal = async (query: string, variables?: Record<string, unknown>, caller = sender.caller) =>
  (await platform.ask(caller, query, variables)).errors?.[0]?.message;

const webhook = readSample('alertmanager-firing');
const post = (token: string) => fetch(`${platform.url}/ingest/alertmanager/${token}`, { method: 'POST', body: webhook });

const fields = `id name source enabled labels fingerprintLabels settings rateLimit ownerTeamId signed createdAt archivedAt previousTokenUntil lastReceivedAt
  addresses { purpose url token } heartbeat { intervalSeconds graceSeconds severity state lastBeatAt dueAt missedAt }`;
const create = `mutation ($input: NewIntegration!) { createIntegration(input: $input) { token addresses { url } integration { ${fields} } } }`;
const update = `mutation ($id: ID!, $input: IntegrationChange!) { updateIntegration(id: $id, input: $input) { ${fields} } }`;
const rotate = `mutation ($id: ID!, $grace: Int! = 86400) { rotateIntegrationToken(id: $id, graceSeconds: $grace) { token addresses { url } integration { previousTokenUntil } } }`;
const remove = `mutation ($id: ID!) { deleteIntegration(id: $id) { id name archivedAt enabled } }`;

test('an integration is made with all that people decide of it, and its token works', async () => {
  const input = {
    name: 'Prod',
    source: 'ALERTMANAGER',
    labels: { region: 'eu' },
    fingerprintLabels: ['alertname', 'instance'],
    rateLimit: 100,
    secret: 'signs-with-this',
    heartbeat: { intervalSeconds: 60, graceSeconds: 30 },
  };
  const { createIntegration } = await ask(create, { input });
  const { secret: _, heartbeat: __, ...plain } = input;
  expect(createIntegration.integration).toMatchObject({
    ...plain,
    enabled: true,
    signed: true,
    lastReceivedAt: null,
    addresses: [
      { purpose: 'ALERTS', url: 'https://sre.example.com/ingest/alertmanager/{token}', token: 'ADDRESS' },
      { purpose: 'HEARTBEAT', url: 'https://sre.example.com/ingest/heartbeat/{token}' },
    ],
    heartbeat: { intervalSeconds: 60, graceSeconds: 30, severity: 'CRITICAL', state: 'WAITING', lastBeatAt: null },
  });
  expect(createIntegration.addresses[0].url).toBe(`https://sre.example.com/ingest/alertmanager/${createIntegration.token}`);
  expect((await post(createIntegration.token)).status).toBe(200);

  const { id } = createIntegration.integration;
  const { integration } = await ask(`query ($id: ID!) { integration(id: $id) { lastReceivedAt } }`, { id });
  expect(Date.parse(integration.lastReceivedAt)).toBeGreaterThan(0);
  const [alert] = await platform.alerts(sender);
  expect(alert?.labels).toMatchObject({ region: 'eu' });
  const stored = await platform.database.inTenant(sender.tenantId, (db) => db.integration.findFirstOrThrow({ where: { id } }));
  expect(openSecret(stored.secret ?? '', platform.secretKey)).toBe('signs-with-this');
  const audits = await platform.database.inTenant(sender.tenantId, (db) => db.auditEntry.findMany());
  expect(JSON.stringify(audits)).not.toContain('signs-with-this');
});

test.each([
  [{ name: ' ' }, /name/],
  [{ rateLimit: 0 }, /rateLimit/],
  [{ settings: { colour: 'red' } }, /colour/],
  [{ heartbeat: { intervalSeconds: 1, graceSeconds: 0 } }, /intervalSeconds/],
  [{ labels: { a: 'x'.repeat(1_001) } }, /labels/],
  [{ ownerTeamId: 'no id' }, /ownerTeamId/],
  [{ name: 'test' }, /already/],
])('%j makes no integration', async (wrong, message) => {
  expect(await refusal(create, { input: { name: 'Prod', source: 'ALERTMANAGER', ...wrong } })).toMatch(message);
});

test('a change touches what it names, keeps the rest and leaves a trail', async () => {
  const before = { labels: { team: 'db' }, rateLimit: 5, secret: 'signs-with-this' };
  await ask(update, { id: sender.integrationId, input: before });
  const { updateIntegration } = await ask(update, { id: sender.integrationId, input: { name: 'Renamed', rateLimit: null } });
  expect(updateIntegration).toMatchObject({ name: 'Renamed', rateLimit: null, labels: { team: 'db' }, signed: true });
  const audits = await platform.database.inTenant(sender.tenantId, (db) => db.auditEntry.findMany({ where: { action: 'integration.updated' } }));
  expect(audits.at(-1)).toMatchObject({ before: { name: 'test', rateLimit: 5 }, after: { name: 'Renamed', rateLimit: null } });
});

test('senders meet a change within ten seconds', async () => {
  expect((await post(sender.token)).status).toBe(200);
  await ask(update, { id: sender.integrationId, input: { enabled: false } });
  platform.advance(10);
  expect((await post(sender.token)).status).toBe(403);
});

test('a replaced token works until its grace is over, and not a moment longer', async () => {
  await post(sender.token);
  const { rotateIntegrationToken: issued } = await ask(rotate, { id: sender.integrationId, grace: 3600 });
  expect(issued.addresses[0].url).toContain(issued.token);
  expect(issued.integration.previousTokenUntil).toEqual(expect.any(String));
  expect((await post(issued.token)).status).toBe(200);
  platform.advance(3590);
  expect((await post(sender.token)).status).toBe(200);
  platform.advance(10);
  const late = await post(sender.token);
  expect([late.status, ((await late.json()) as { message: string }).message]).toEqual([401, expect.stringContaining('was replaced')]);
  expect((await post(issued.token)).status).toBe(200);
  const { integration } = await ask(`query ($id: ID!) { integration(id: $id) { previousTokenUntil } }`, { id: sender.integrationId });
  expect(integration.previousTokenUntil).toBeNull();
});

test('without grace the old token ends within ten seconds', async () => {
  await post(sender.token);
  await ask(rotate, { id: sender.integrationId, grace: 0 });
  platform.advance(10);
  expect((await post(sender.token)).status).toBe(401);
  expect(await refusal(rotate, { id: sender.integrationId, grace: -1 })).toContain('graceSeconds');
});

test('a deleted integration refuses its senders, keeps its alerts and leaves its name', async () => {
  await post(sender.token);
  expect((await ask(remove, { id: sender.integrationId })).deleteIntegration).toMatchObject({ archivedAt: expect.any(String), enabled: false });
  platform.advance(10);
  expect((await post(sender.token)).status).toBe(401);
  expect(await platform.alerts(sender)).toHaveLength(2);
  const list = `query ($deleted: Boolean) { integrations(filter: { deleted: $deleted }) { totalCount edges { node { name } } } }`;
  expect((await ask(list)).integrations.totalCount).toBe(0);
  expect((await ask(list, { deleted: true })).integrations.edges[0].node.name).toBe('test');
  await ask(create, { input: { name: 'test', source: 'PROMETHEUS' } });
  expect(await refusal(remove, { id: sender.integrationId })).toContain('There is no integration');
});

test('integrations are found by each condition', async () => {
  await ask(create, { input: { name: 'Backup', source: 'HEARTBEAT', enabled: false } });
  const names = async (filter: string) =>
    (await ask(`{ integrations(filter: ${filter}) { edges { node { name } } } }`)).integrations.edges.map(({ node }: any) => node.name);
  expect((await names('{}')).sort()).toEqual(['Backup', 'test']);
  expect(await names('{ sources: [HEARTBEAT] }')).toEqual(['Backup']);
  expect(await names('{ enabled: true }')).toEqual(['test']);
  expect(await names('{ search: "ACK" }')).toEqual(['Backup']);
  expect(await names(`{ ids: ["${sender.integrationId}"] }`)).toEqual(['test']);
});

test('alerts beyond the limit are refused with the time to wait, across requests that come together', async () => {
  await ask(update, { id: sender.integrationId, input: { rateLimit: 10 } });
  const answers = await Promise.all(Array.from({ length: 8 }, () => post(sender.token)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
  const refused = answers.find(({ status }) => status === 429);
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  const kept = await platform.database.inTenant(sender.tenantId, (db) => db.refusal.findMany());
  expect(kept.reduce((sum, { alertCount }) => sum + alertCount, 0)).toBe(6);
});

test.each([
  ['updateIntegration', update, { input: { name: 'Mine' } }],
  ['rotateIntegrationToken', rotate, {}],
  ['deleteIntegration', remove, {}],
])('%s refuses another tenant, and whoever may not manage', async (_, mutation, variables) => {
  const stranger = await platform.createTenant();
  expect(await refusal(mutation, { id: sender.integrationId, ...variables }, stranger)).toContain('There is no integration');
  const reader = { ...sender.caller, permissions: sender.caller.permissions.filter((name) => name !== 'integrations:manage') };
  expect(await refusal(mutation, { id: sender.integrationId, ...variables }, reader)).toContain('integrations:manage');
  expect(await refusal(create, { input: { name: 'x', source: 'GENERIC' } }, reader)).toContain('integrations:manage');
  const blind = { ...sender.caller, permissions: [] };
  expect(await refusal(`{ integrations { totalCount } }`, {}, blind)).toContain('integrations:read');
  expect(await refusal(`{ integration(id: "x") { id } }`, {}, blind)).toContain('integrations:read');
  expect(
    (await ask(`query ($id: ID!) { integration(id: $id) { id } integrations { totalCount } }`, { id: sender.integrationId }, stranger)).integration,
  ).toBeNull();
});
