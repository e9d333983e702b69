import type { Caller } from '#kit/caller';
import { execute, parse } from 'graphql';
import { createContext } from './context.ts';
import { exampleIncident, openTestNotify, type TestNotify } from './openTestNotify.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

async function ask(caller: Caller, text: string, variableValues: Record<string, unknown>) {
  const { context, close } = platform.notify.contextFor(caller);
  try {
    return JSON.parse(
      JSON.stringify(await execute({ schema: platform.notify.schema, document: parse(text), variableValues, contextValue: context })),
    );
  } finally {
    await close();
  }
}

const ofIncidents = `query ($ids: [_Any!]!, $first: Int, $after: String) { _entities(representations: $ids) { ... on Incident { id deliveries(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { id event status outcome channelName channelKind destination createdAt nextAttemptAt finishedAt attempts { number at durationMs outcome httpStatus detail } } } } } } }`;
const reference = (id: string, type = 'Incident') => ({ __typename: type, id });

async function tell(caller: Caller, id = exampleIncident().id) {
  const incident = exampleIncident({ id });
  await platform.run('incident.flushed/dispatchNotices', caller, { incident });
  await platform.wake(caller);
  await platform.run('incident.resolved/dispatchNotices', caller, { incident });
  await platform.wake(caller);
  return id;
}

test('an incident lists its deliveries, newest first, page by page, with their attempts and a masked destination', async () => {
  const { caller, receiver } = await platform.createListener();
  const id = await tell(caller);
  const { data, errors } = await ask(caller, ofIncidents, { ids: [reference(id)] });
  expect(errors).toBeUndefined();
  const [{ deliveries }] = data._entities;
  expect(deliveries.totalCount).toBe(2);
  expect(deliveries.edges.map(({ node }: { node: { event: string } }) => node.event)).toEqual(['resolved', 'opened']);
  expect(deliveries.edges[0].node).toMatchObject({
    status: 'DELIVERED',
    outcome: 'delivered',
    channelName: 'Pager',
    channelKind: 'webhook',
    destination: receiver.url,
    nextAttemptAt: null,
    finishedAt: expect.any(String),
    attempts: [{ number: 1, outcome: 'delivered', httpStatus: 204, detail: null }],
  });

  const first = (await ask(caller, ofIncidents, { ids: [reference(id)], first: 1 })).data._entities[0].deliveries;
  expect(first.pageInfo.hasNextPage).toBe(true);
  const second = (await ask(caller, ofIncidents, { ids: [reference(id)], first: 1, after: first.pageInfo.endCursor })).data._entities[0].deliveries;
  expect(second.edges.map(({ node }: { node: { event: string } }) => node.event)).toEqual(['opened']);
  expect(second.pageInfo.hasNextPage).toBe(false);
});

test('many incidents cost as many statements as one', async () => {
  const { caller } = await platform.createListener();
  const ids = [await tell(caller), await tell(caller), await tell(caller), exampleIncident().id];
  const { data } = await ask(caller, ofIncidents, { ids: ids.map((id) => reference(id)) });
  expect(
    data._entities.map(({ deliveries }: { deliveries: { totalCount: number; edges: unknown[] } }) => [
      deliveries.totalCount,
      deliveries.edges.length,
    ]),
  ).toEqual([
    [2, 2],
    [2, 2],
    [2, 2],
    [0, 0],
  ]);

  const statements: number[] = [];
  for (const asked of [ids.slice(0, 1), ids]) {
    const reader = platform.database.openReader(caller.tenantId, null);
    let count = 0;
    // Every statement begins with a table or with $queryRaw of the client.
    const db = new Proxy(reader.db, { get: (target, name) => (count += 1) && Reflect.get(target, name) });
    await execute({
      schema: platform.notify.schema,
      document: parse(ofIncidents),
      variableValues: { ids: asked.map((id) => reference(id)) },
      contextValue: createContext(platform, caller, db),
    });
    await reader.close();
    statements.push(count);
  }
  expect(statements).toEqual([4, 4]);
});

const deliveryById = 'query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Delivery { id status } } }';

test('a delivery is found by reference in its own tenant only, and so are the deliveries of an incident', async () => {
  const { caller } = await platform.createListener();
  const incidentId = await tell(caller);
  const [delivery] = await platform.deliveries(caller);
  const ids = [reference(delivery?.id ?? '', 'Delivery'), reference('not-an-id', 'Delivery')];
  expect((await ask(caller, deliveryById, { ids })).data).toEqual({ _entities: [{ id: delivery?.id, status: 'DELIVERED' }, null] });

  const stranger = await platform.createTenant();
  expect((await ask(stranger, deliveryById, { ids })).data).toEqual({ _entities: [null, null] });
  expect((await ask(stranger, ofIncidents, { ids: [reference(incidentId)] })).data._entities[0].deliveries).toMatchObject({
    totalCount: 0,
    edges: [],
  });
});

test('without deliveries:read nothing is shown', async () => {
  const { caller } = await platform.createListener();
  const incidentId = await tell(caller);
  const [delivery] = await platform.deliveries(caller);
  const blind = { ...caller, permissions: caller.permissions.filter((name) => name !== 'deliveries:read') };
  const answers = [
    await ask(blind, deliveryById, { ids: [reference(delivery?.id ?? '', 'Delivery')] }),
    await ask(blind, ofIncidents, { ids: [reference(incidentId)] }),
  ];
  for (const { errors } of answers) expect(errors[0].message).toMatch(/deliveries:read/);
});
