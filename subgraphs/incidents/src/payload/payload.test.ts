import { openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { readSample } from '../ingest/sources/samples/readSample.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const webhook = readSample('alertmanager-firing');
const post = (body: string, token = sender.token, path = 'alertmanager') =>
  fetch(`${platform.url}/ingest/${path}/${token}`, { method: 'POST', body });

const log = `query ($id: ID!, $outcome: PayloadOutcome, $first: Int! = 20, $after: String) { integration(id: $id) { payloads(outcome: $outcome, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor }
  edges { node { id at outcome origin alertCount code message times bodyBytes body decisions { reason count } } } } } }`;
const read = async (variables: object = {}, caller = sender.caller) => {
  const { data, errors } = await platform.ask(caller, log, { id: sender.integrationId, ...variables });
  expect(errors).toBeUndefined();
  return { ...data.integration.payloads, nodes: data.integration.payloads.edges.map(({ node }: any) => node) };
};

test('what was taken tells what was decided on its alerts', async () => {
  await post(webhook);
  platform.advance(1);
  await post(webhook);
  platform.advance(1);
  await post(readSample('alertmanager-resolved'));
  const { nodes, totalCount } = await read();
  expect(totalCount).toBe(3);
  expect(nodes).toMatchObject([
    { outcome: 'ACCEPTED', decisions: [{ reason: 'resolved', count: 1 }], code: null },
    { outcome: 'ACCEPTED', alertCount: 2, decisions: [{ reason: 'repeat', count: 2 }] },
    {
      outcome: 'ACCEPTED',
      origin: 'SENDER',
      alertCount: 2,
      decisions: [{ reason: 'new_alert', count: 2 }],
      body: webhook,
      times: 1,
      bodyBytes: Buffer.byteLength(webhook),
    },
  ]);
  const one = await platform.ask(sender.caller, `query ($id: ID!) { payload(id: $id) { at body(mostCharacters: 10) } }`, { id: nodes[2].id });
  expect(one.data.payload).toEqual({ at: nodes[2].at, body: webhook.slice(0, 10) });
});

test('each change of an alert has the request that said it', async () => {
  await post(webhook);
  platform.advance(1);
  const end = readSample('alertmanager-resolved');
  await post(end);
  const query = `{ alerts { edges { node { status events { edges { node { status payload { body outcome } } } } } } } }`;
  const { data } = await platform.ask(sender.caller, query);
  const { node } = data.alerts.edges.find((edge: any) => edge.node.status === 'RESOLVED');
  expect(node.events.edges.map((edge: any) => edge.node)).toEqual([
    { status: 'RESOLVED', payload: { body: end, outcome: 'ACCEPTED' } },
    { status: 'FIRING', payload: { body: webhook, outcome: 'ACCEPTED' } },
  ]);
});

test('what was refused is kept with its code, its words and its body', async () => {
  await post('{"version":');
  platform.advance(1);
  await post(webhook.replace('"version": "4"', '"version": "1"'));
  platform.advance(1);
  await post(webhook);
  const { nodes } = await read({ outcome: 'REFUSED' });
  expect(nodes).toMatchObject([
    { outcome: 'REFUSED', code: 'UNKNOWN_SHAPE', message: expect.stringContaining('version'), decisions: [] },
    { outcome: 'REFUSED', code: 'MALFORMED_BODY', body: '{"version":', bodyBytes: 11 },
  ]);
  expect((await read({ outcome: 'ACCEPTED' })).totalCount).toBe(1);
  expect((await read()).totalCount).toBe(3);
});

test('a token of another source is refused in the log of its integration', async () => {
  const prometheus = await platform.createSender('PROMETHEUS');
  await post(webhook, prometheus.token);
  const { data } = await platform.ask(prometheus.caller, log, { id: prometheus.integrationId });
  expect(data.integration.payloads.edges).toMatchObject([{ node: { code: 'FORBIDDEN' } }]);
});

test('a body is kept up to 64 kB, cut between characters', async () => {
  await post(`"${'結'.repeat(40_000)}`);
  const [{ body, bodyBytes }] = (await read()).nodes;
  expect(bodyBytes).toBe(120_001);
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
  expect(body).toMatch(/^"結+$/);
});

test('a flood of rubbish is counted to the last, and kept in part', async () => {
  for (let round = 0; round < 6; round += 1) await Promise.all(Array.from({ length: 20 }, () => post('rubbish')));
  const { nodes } = await read({ first: 100 });
  expect(nodes.reduce((sum: number, { times }: any) => sum + times, 0)).toBe(120);
  expect(nodes.filter(({ body }: any) => body === 'rubbish')).toHaveLength(20);
  expect(nodes.length).toBeLessThanOrEqual(22);
  await post('{"version":"1"}');
  expect((await read({ first: 1 })).nodes).toMatchObject([{ code: 'UNKNOWN_SHAPE', body: '{"version":"1"}' }]);
});

test('the log is read page by page to its end', async () => {
  for (let at = 0; at < 5; at += 1) {
    await post(at % 2 ? 'rubbish' : webhook);
    platform.advance(1);
  }
  const seen: string[] = [];
  for (let after: string | null = null; ;) {
    const { nodes, pageInfo } = await read({ first: 2, after });
    seen.push(...nodes.map(({ outcome }: any) => outcome));
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  expect(seen).toEqual(['ACCEPTED', 'REFUSED', 'ACCEPTED', 'REFUSED', 'ACCEPTED']);
});

test('another tenant sees none of it; a body needs a permission of its own', async () => {
  await post('rubbish');
  const [{ id }] = (await read()).nodes;
  const stranger = await platform.createTenant();
  expect((await platform.ask(stranger, `query ($id: ID!) { payload(id: $id) { body } }`, { id })).data).toEqual({ payload: null });
  expect((await platform.ask(sender.caller, `{ payload(id: "nonsense") { id } }`)).data).toEqual({ payload: null });
  const viewer = { ...sender.caller, permissions: sender.caller.permissions.filter((name) => name !== 'integrations:inspect') };
  expect((await platform.ask(viewer, log, { id: sender.integrationId })).errors?.[0]?.message).toContain('integrations:inspect');
  const blind = { ...sender.caller, permissions: [] };
  expect((await platform.ask(blind, `query ($id: ID!) { payload(id: $id) { id } }`, { id })).errors?.[0]?.message).toContain('integrations:read');
});
