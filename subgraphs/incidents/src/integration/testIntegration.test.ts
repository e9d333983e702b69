import { openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { samples } from './samples.ts';

let platform: TestIncidents;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());

const mutation = `mutation ($id: ID!, $status: AlertStatus! = FIRING) { testIntegration(id: $id, status: $status) {
  body code message changed alerts { name status labels incident { number status } } } }`;
const send = async (sender: TestSender, variables: object = {}) => {
  const { data, errors } = await platform.ask(sender.caller, mutation, { id: sender.integrationId, ...variables });
  expect(errors).toBeUndefined();
  return data.testIntegration;
};

test.each(Object.keys(samples) as (keyof typeof samples)[])('a test of %s opens an incident, marked, and ends', async (source) => {
  const sender = await platform.createSender(source);
  expect(await send(sender)).toMatchObject({
    code: null,
    changed: 1,
    alerts: [{ status: 'FIRING', labels: { sre_test: 'true' }, incident: { status: 'TRIGGERED' } }],
  });
  const { data } = await platform.ask(
    sender.caller,
    `query ($id: ID!) { integration(id: $id) { lastReceivedAt payloads { edges { node { origin } } } } }`,
    {
      id: sender.integrationId,
    },
  );
  expect(data.integration).toEqual({ lastReceivedAt: null, payloads: { edges: [{ node: { origin: 'TEST' } }] } });
  expect(await send(sender, { status: 'RESOLVED' })).toMatchObject({
    changed: 1,
    alerts: [{ status: 'RESOLVED', incident: { status: 'RESOLVED' } }],
  });
});

test('a mapping that cannot read the sample is told, as a sender would be', async () => {
  const sender = await platform.createSender('GENERIC');
  await platform.ask(sender.caller, `mutation ($id: ID!, $input: IntegrationChange!) { updateIntegration(id: $id, input: $input) { id } }`, {
    id: sender.integrationId,
    input: { settings: { mapping: { title: 'item.nowhere' } } },
  });
  expect(await send(sender)).toMatchObject({ code: 'UNKNOWN_SHAPE', message: expect.stringContaining('item.nowhere'), alerts: [] });
});

test('what has no sample says so; another tenant and readers are refused', async () => {
  const sender = await platform.createSender('HEARTBEAT');
  const refusal = async (caller = sender.caller) => (await platform.ask(caller, mutation, { id: sender.integrationId })).errors?.[0]?.message;
  expect(await refusal()).toContain('no sample');
  expect(await refusal(await platform.createTenant())).toContain('There is no integration');
  expect(await refusal({ ...sender.caller, permissions: ['integrations:read'] })).toContain('integrations:manage');
});

describe('mappings', () => {
  const preview = `query ($source: IntegrationSource!, $settings: JSON, $body: String!) { previewMapping(source: $source, settings: $settings, body: $body) {
    mapping problems { item field expression message } alerts { name status severity labels annotations key startsAt endsAt link } } }`;

  test('a draft is tried on a body without being kept', async () => {
    const caller = await platform.createTenant();
    const ask = async (variables: object) => platform.ask(caller, preview, { source: 'GENERIC', body: '{"title":"x"}', ...variables });
    expect((await ask({})).data.previewMapping).toMatchObject({
      problems: [],
      alerts: [{ name: 'x', status: 'FIRING', severity: 'MEDIUM', labels: { alertname: 'x' } }],
    });
    const wrong = (await ask({ settings: { mapping: { severity: 'item.level' } } })).data.previewMapping;
    expect(wrong).toMatchObject({ alerts: [], problems: [{ item: 0, field: 'severity', expression: 'item.level' }] });
    expect(wrong.mapping).toMatchObject({ severity: 'item.level', status: expect.any(String) });
    expect((await ask({ settings: { mapping: { severity: 'item.' } } })).errors?.[0]?.message).toContain('severity');
    expect((await ask({ body: '{' })).errors?.[0]?.message).toContain('JSON');
    expect((await platform.ask({ ...caller, permissions: [] }, preview, { source: 'GENERIC', body: '{}' })).errors?.[0]?.message).toContain(
      'integrations:manage',
    );
  });

  test('a generic sender is read by its mapping; one that fails is refused and kept', async () => {
    const sender = await platform.createSender('GENERIC');
    const post = (body: string) => fetch(`${platform.url}/ingest/generic/${sender.token}`, { method: 'POST', body });
    expect((await post('{"title":"Disk full","severity":"high"}')).status).toBe(200);
    expect(await platform.alerts(sender)).toMatchObject([{ name: 'Disk full', severity: 'HIGH' }]);
    const answer = await post('{"title":"x","status":"purple"}');
    expect([answer.status, await answer.json()]).toEqual([422, expect.objectContaining({ code: 'UNKNOWN_SHAPE' })]);
    expect(await platform.database.inTenant(sender.tenantId, (db) => db.refusal.findMany())).toMatchObject([
      { body: '{"title":"x","status":"purple"}' },
    ]);
  });

  test("what comes templated to Alertmanager's address is read by the integration's mapping", async () => {
    const sender = await platform.createSender('ALERTMANAGER');
    const post = () => fetch(`${platform.url}/ingest/alertmanager/${sender.token}`, { method: 'POST', body: '{"text":"Disk full","what":"disk"}' });
    const without = await post();
    expect([without.status, await without.json()]).toEqual([422, expect.objectContaining({ message: expect.stringContaining('settings.mapping') })]);
    await platform.ask(sender.caller, `mutation ($id: ID!, $input: IntegrationChange!) { updateIntegration(id: $id, input: $input) { id } }`, {
      id: sender.integrationId,
      input: { settings: { mapping: { title: 'item.text', labels: { disk: 'item.what' } } } },
    });
    platform.advance(11);
    expect((await post()).status).toBe(200);
    expect(await platform.alerts(sender)).toMatchObject([{ name: 'Disk full', labels: { disk: 'disk' } }]);
    const [event] = await platform.database.inTenant(sender.tenantId, (db) => db.alertEvent.findMany());
    expect(event?.facts).toMatchObject({ readBy: 'mapping' });
  });
});
