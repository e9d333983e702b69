import { openTestIncidents, type TestIncidents, type TestSender } from '../../openTestIncidents.ts';
import { readSample } from '../sources/samples/readSample.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender('PAGERDUTY')));

async function post(body: unknown, path = '/v2/enqueue', headers: Record<string, string> = {}) {
  const answer = await fetch(`${platform.url}/ingest/pagerduty${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: answer.status, body: (await answer.json()) as any };
}

const sample = (name: string, change: object = {}) => ({ ...JSON.parse(readSample(name)), routing_key: sender.token, ...change });
const trigger = (change: object = {}) => sample('pagerduty-trigger', change);
const statuses = async () => (await platform.incidentsOf(sender)).map(({ status }) => status);

test('trigger, acknowledge, resolve, trigger: an incident lives and another begins', async () => {
  const processed = { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: 'disk/db-1' } };
  expect(await post(trigger())).toEqual(processed);
  expect(await post(trigger())).toEqual(processed);
  expect(await statuses()).toEqual(['TRIGGERED']);

  expect(await post(trigger({ event_action: 'acknowledge' }))).toEqual(processed);
  expect(await statuses()).toEqual(['ACKNOWLEDGED']);

  expect(await post(sample('pagerduty-resolve'))).toEqual(processed);
  expect(await statuses()).toEqual(['RESOLVED']);
  expect(await platform.alerts(sender)).toMatchObject([
    {
      name: 'Disk of db-1 is almost full',
      status: 'RESOLVED',
      severity: 'HIGH',
      labels: { component: 'postgres' },
      annotations: { free_percent: '3' },
    },
  ]);

  await post(trigger({ payload: { ...trigger().payload, timestamp: undefined } }));
  expect(await statuses()).toEqual(['RESOLVED', 'TRIGGERED']);
});

test('the timeline says which integration took the incident on', async () => {
  await post(trigger());
  await post(trigger({ event_action: 'acknowledge' }));
  const [incident] = await platform.incidentsOf(sender);
  const { data } = await platform.ask(
    sender.caller,
    `{ incident(id: "${incident?.id}") { acknowledgedBy { id } timeline { edges { node { kind facts } } } } }`,
  );
  expect(data.incident.acknowledgedBy).toBeNull();
  expect(data.incident.timeline.edges.at(-1).node).toEqual({
    kind: 'acknowledged',
    facts: { via: 'INTEGRATION', integration: 'test', by: 'Backup watcher' },
  });
});

test('acknowledging and resolving what is not open is no error, and changes nothing', async () => {
  for (const event_action of ['acknowledge', 'resolve']) {
    expect(await post({ routing_key: sender.token, event_action, dedup_key: 'never seen' })).toMatchObject({ status: 202 });
  }
  expect(await platform.alerts(sender)).toEqual([]);
  await post(trigger());
  await post(sample('pagerduty-resolve'));
  await post(trigger({ event_action: 'acknowledge' }));
  expect(await statuses()).toEqual(['RESOLVED']);
});

test('a key means something to its own integration only', async () => {
  const other = await platform.createSender('PAGERDUTY');
  await post(trigger());
  await post({ ...trigger(), routing_key: other.token, event_action: 'acknowledge' });
  await post({ ...sample('pagerduty-resolve'), routing_key: other.token });
  expect(await statuses()).toEqual(['TRIGGERED']);
});

test('a key is made and given back where there is none', async () => {
  const { body } = await post(trigger({ dedup_key: undefined }));
  expect(body.dedup_key).toMatch(/^[0-9a-f]{32}$/);
  await post({ routing_key: sender.token, event_action: 'resolve', dedup_key: body.dedup_key });
  expect(await statuses()).toEqual(['RESOLVED']);
});

test('a person resolves, and the next trigger opens another incident', async () => {
  await post(trigger({ payload: { ...trigger().payload, timestamp: undefined } }));
  const [incident] = await platform.incidentsOf(sender);
  await platform.ask(sender.caller, `mutation { resolveIncident(id: "${incident?.id}") { id } }`);
  await post(trigger({ payload: { ...trigger().payload, timestamp: undefined } }));
  expect(await statuses()).toEqual(['RESOLVED', 'TRIGGERED']);
});

test.each<[string, () => object, string]>([
  ['no summary', () => trigger({ payload: { source: 'a', severity: 'info' } }), "'payload.summary' Invalid input"],
  ['an unknown key', () => trigger({ routing_key: 'unknown' }), "'routing_key' is not valid here"],
  ['a resolve of nothing', () => trigger({ event_action: 'resolve', dedup_key: '' }), "'dedup_key' is missing or blank"],
  ['a list', () => [], 'The event Invalid input'],
])('%s is an invalid event, in the words of PagerDuty', async (_, body, error) => {
  expect(await post(body())).toEqual({
    status: 400,
    body: {
      status: 'invalid event',
      message: 'Event object is invalid',
      errors: expect.arrayContaining([expect.stringContaining(error)]),
      code: expect.any(String),
    },
  });
  expect(await platform.alerts(sender)).toEqual([]);
});

test('a change is kept as a change, and raises no alert', async () => {
  expect(await post(sample('pagerduty-change'), '/v2/change/enqueue')).toEqual({
    status: 202,
    body: { status: 'success', message: 'Change event processed' },
  });
  const { data } = await platform.ask(
    sender.caller,
    '{ changeEvents { totalCount edges { node { at summary source labels links { href text } details integrationName } } } }',
  );
  expect(data.changeEvents).toEqual({
    totalCount: 1,
    edges: [
      {
        node: {
          at: '2026-11-20T09:10:00.000Z',
          summary: 'Deployed checkout 1.42',
          source: 'ci',
          labels: { service: 'checkout', source: 'ci' },
          links: [{ href: 'https://ci.example.com/builds/42', text: 'Build 42' }],
          details: { service: 'checkout', build: 42, author: { name: 'Mei' } },
          integrationName: 'test',
        },
      },
    ],
  });
  expect(await platform.alerts(sender)).toEqual([]);
});
