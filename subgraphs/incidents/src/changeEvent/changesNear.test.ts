import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import type { Sender } from '../ingest/authenticate.ts';
import type { NewChange } from './newChange.ts';
import { recordChanges } from './recordChanges.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender('PAGERDUTY')));

const minutes = (ago: number) => new Date(platform.clock.now().getTime() - ago * 60_000);
const told = (...changes: Partial<NewChange>[]) =>
  recordChanges(
    platform,
    { tenantId: sender.tenantId, id: sender.integrationId, labels: {} } as Sender,
    '{}',
    changes.map((change) => ({ at: minutes(1), summary: 'a change', source: null, labels: {}, links: [], details: {}, ...change })),
  );
const near = async (args = '') => {
  const { data, errors } = await platform.ask(
    sender.caller,
    `{ incidents { edges { node { number changesNear${args} { totalCount pageInfo { hasNextPage endCursor } edges { node { summary } } } } } } }`,
  );
  expect(errors).toBeUndefined();
  return data.incidents.edges.map(({ node }: any) => ({
    ...node.changesNear,
    names: node.changesNear.edges.map(({ node }: any) => node.summary),
  }));
};

test('changes of the incident’s time, those with most in common first, then the latest', async () => {
  await told(
    { summary: 'too early', at: minutes(121), labels: { service: 'checkout' } },
    { summary: 'elsewhere, late', at: minutes(1), labels: { service: 'search', severity: 'critical' } },
    { summary: 'same service', at: minutes(100), labels: { app: 'Checkout' } },
    { summary: 'same service and host', at: minutes(110), labels: { service: 'checkout', host: 'shop-1' } },
    { summary: 'elsewhere, early', at: minutes(5) },
  );
  await platform.receive(sender, firing('Slow', { labels: { service: 'checkout', instance: 'shop-1:9100', severity: 'critical' } }));
  const [page] = await near();
  expect(page.names).toEqual(['same service and host', 'same service', 'elsewhere, late', 'elsewhere, early']);
  expect(page.totalCount).toBe(4);

  const [first] = await near('(first: 3)');
  const [second] = await near(`(first: 3, after: "${first.pageInfo.endCursor}")`);
  expect([...first.names, ...second.names]).toEqual(page.names);
  expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
});

test('what comes after it resolved is not near it', async () => {
  await platform.receive(sender, firing('Slow'));
  const [incident] = await platform.incidentsOf(sender);
  await platform.ask(sender.caller, `mutation { resolveIncident(id: "${incident?.id}") { id } }`);
  platform.advance(60);
  await told({ summary: 'the fix', at: platform.clock.now() });
  expect((await near())[0].names).toEqual([]);
});

test('a change with a key is one change, however often it is sent', async () => {
  const once = { key: 'deploy-1', at: minutes(3) };
  await told(once);
  await told(once, { key: 'deploy-2', at: minutes(3) });
  const { data } = await platform.ask(sender.caller, '{ changeEvents { totalCount } }');
  expect(data.changeEvents.totalCount).toBe(2);
});

test('a time far ahead is now, so that the change does not outlive its retention', async () => {
  await told({ at: new Date('2999-01-01T00:00:00Z') });
  const until = new Date(platform.clock.now().getTime() + 1000).toISOString();
  const { data } = await platform.ask(sender.caller, `{ changeEvents(filter: { until: "${until}" }) { totalCount } }`);
  expect(data.changeEvents.totalCount).toBe(1);
});

test('changes are found by text, time and integration, and only by their own tenant', async () => {
  await told({ summary: 'Deployed 50 % of checkout', labels: { service: 'shop' }, at: minutes(10) }, { summary: 'other', at: minutes(30) });
  const count = async (filter: string, caller = sender.caller) =>
    (await platform.ask(caller, `{ changeEvents(filter: ${filter}) { totalCount edges { node { id } } } }`)).data.changeEvents.edges.length;
  expect(await count('{ search: "50 %" }')).toBe(1);
  expect(await count('{ search: "SHOP" }')).toBe(1);
  expect(await count(`{ since: "${minutes(20).toISOString()}" }`)).toBe(1);
  expect(await count(`{ integrationIds: ["${sender.integrationId}"] }`)).toBe(2);
  const other = await platform.createSender('PAGERDUTY');
  expect(await count(`{ integrationIds: ["${sender.integrationId}"] }`, other.caller)).toBe(0);
});
