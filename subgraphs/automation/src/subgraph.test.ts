import type { Caller } from '#kit/caller';
import { execute, parse } from 'graphql';
import { createContext } from './context.ts';
import { exampleIncident, openTestAutomation, type TestAutomation } from './openTestAutomation.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());

async function ask(caller: Caller, text: string, variableValues: Record<string, unknown>) {
  const { context, close } = platform.automation.contextFor(caller);
  try {
    return JSON.parse(
      JSON.stringify(await execute({ schema: platform.automation.schema, document: parse(text), variableValues, contextValue: context })),
    );
  } finally {
    await close();
  }
}

const ofIncidents = `query ($ids: [_Any!]!, $first: Int, $after: String) { _entities(representations: $ids) { ... on Incident { id runs(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { id playbookName triggerName status decision { reason facts } createdAt startedAt finishedAt
    steps { position name kind status startedAt finishedAt input output outcome } } } } } } }`;
const reference = (id: string, type = 'Incident') => ({ __typename: type, id });

/** A tenant with two triggers, the second of two steps. */
async function prepare() {
  const caller = await platform.createTenant();
  await platform.createTriggered(caller);
  await platform.createTriggered(caller, [{ name: 'First' }, { name: 'Second', method: 'GET' }]);
  return caller;
}

async function openIncident(caller: Caller) {
  const incident = exampleIncident();
  await platform.open(caller, incident);
  return incident.id;
}

test('an incident lists its runs page by page, with decision, steps, input and output', async () => {
  const caller = await prepare();
  const id = await openIncident(caller);
  const queued = (await ask(caller, ofIncidents, { ids: [reference(id)] })).data._entities[0].runs;
  expect(queued.edges.map(({ node }: { node: { steps: { status: string }[] } }) => node.steps.map(({ status }) => status))).toEqual([
    ['QUEUED'],
    ['QUEUED'],
  ]);

  await platform.wake(caller);
  const { data, errors } = await ask(caller, ofIncidents, { ids: [reference(id)] });
  expect(errors).toBeUndefined();
  const [{ runs }] = data._entities;
  expect(runs.totalCount).toBe(2);
  expect(runs.edges[0].node).toMatchObject({
    status: 'SUCCEEDED',
    decision: { reason: 'matched', facts: { matchers: [] } },
    finishedAt: expect.any(String),
    steps: [
      {
        position: 1,
        name: 'First',
        kind: 'http',
        status: 'SUCCEEDED',
        outcome: 'succeeded',
        input: { method: 'POST' },
        output: { status: 200, body: 'ok', bodyCut: null },
      },
      { position: 2, name: 'Second', status: 'SUCCEEDED', input: { method: 'GET' } },
    ],
  });

  const first = (await ask(caller, ofIncidents, { ids: [reference(id)], first: 1 })).data._entities[0].runs;
  const second = (await ask(caller, ofIncidents, { ids: [reference(id)], first: 1, after: first.pageInfo.endCursor })).data._entities[0].runs;
  expect([first, second].map(({ edges }) => edges[0].node.id)).toEqual(runs.edges.map(({ node }: { node: { id: string } }) => node.id));
  expect([first, second].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
});

test('many incidents cost as many statements as one', async () => {
  const caller = await prepare();
  const ids = [await openIncident(caller), await openIncident(caller), await openIncident(caller)];
  const statements: number[] = [];
  for (const asked of [ids.slice(0, 1), ids]) {
    const reader = platform.database.openReader(caller.tenantId, null);
    let count = 0;
    // Every statement begins with a table or with $queryRaw of the client.
    const db = new Proxy(reader.db, { get: (target, name) => (count += 1) && Reflect.get(target, name) });
    await execute({
      schema: platform.automation.schema,
      document: parse(ofIncidents),
      variableValues: { ids: asked.map((id) => reference(id)) },
      contextValue: createContext(platform, caller, db),
    });
    await reader.close();
    statements.push(count);
  }
  expect(statements).toEqual([5, 5]);
});

const runById = 'query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Run { id status } } }';

test('a run is found by reference in its own tenant only, and so are the runs of an incident', async () => {
  const caller = await prepare();
  const incidentId = await openIncident(caller);
  const [run] = await platform.runs(caller);
  const ids = [reference(run?.id ?? '', 'Run'), reference('not-an-id', 'Run')];
  expect((await ask(caller, runById, { ids })).data).toEqual({ _entities: [{ id: run?.id, status: 'RUNNING' }, null] });

  const stranger = await platform.createTenant();
  expect((await ask(stranger, runById, { ids })).data).toEqual({ _entities: [null, null] });
  expect((await ask(stranger, ofIncidents, { ids: [reference(incidentId)] })).data._entities[0].runs).toMatchObject({ totalCount: 0, edges: [] });
});

test('without runs:read nothing is shown', async () => {
  const caller = await prepare();
  const incidentId = await openIncident(caller);
  const [run] = await platform.runs(caller);
  const blind = { ...caller, permissions: caller.permissions.filter((name) => name !== 'runs:read') };
  const answers = [
    await ask(blind, runById, { ids: [reference(run?.id ?? '', 'Run')] }),
    await ask(blind, ofIncidents, { ids: [reference(incidentId)] }),
  ];
  for (const { errors } of answers) expect(errors[0].message).toMatch(/runs:read/);
});
