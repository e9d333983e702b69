import type { Caller } from '#kit/caller';
import { subgraphSdl } from '#kit/schema';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { execute, parse } from 'graphql';
import { readFileSync } from 'node:fs';
import { uuidv7 } from 'uuidv7';
import { type AgentsDb, createContext } from './context.ts';
import { createAgents } from './subgraph.ts';

let platform: TestPlatform;
beforeAll(async () => void (platform = await openTestPlatform()));
afterAll(() => platform.close());

const lineage = { walk: () => Promise.reject(new Error('No field of this subgraph walks the lineage.')) };
const subgraph = () => createAgents({ ...platform, lineage });

async function ask(caller: Caller, text: string, variableValues: Record<string, unknown> = {}) {
  const { schema, contextFor } = subgraph();
  const { context: contextValue, close } = contextFor(caller);
  try {
    return JSON.parse(JSON.stringify(await execute({ schema, document: parse(text), contextValue, variableValues })));
  } finally {
    await close();
  }
}

const seed = ({ tenantId }: Caller, incidentId: string, count: number) =>
  platform.database.inTenant(tenantId, async (db) => {
    for (let at = 0; at < count; at++) {
      const reasons = [{ kind: 'single_alert', text: 'Only one.', facts: { alerts: 1 } }];
      await db.insight.create({
        data: {
          incidentId,
          verdict: 'SUSPECTS_RANKED',
          summary: `Insight ${at}`,
          key: `${at}`,
          createdAt: new Date(Date.UTC(2026, 0, 1, 0, at)),
          suspects: [
            { kind: 'RESOURCE', id: resourceId, label: 'web-1', score: 0.5, reasons },
            { kind: 'METRIC', id: 'up', label: 'up', score: 0.25, reasons: [] },
          ],
          evidence: reasons,
        },
      });
    }
  });

const resourceId = uuidv7();
const incidents = `query ($incidents: [_Any!]!, $first: Int! = 20, $after: String) {
  _entities(representations: $incidents) { ... on Incident { insights(first: $first, after: $after) { edges { node { summary } } pageInfo { endCursor hasNextPage } totalCount } } }
}`;
const referenceTo = (...ids: string[]) => ids.map((id) => ({ __typename: 'Incident', id }));
const summaries = (entity: { insights: { edges: { node: { summary: string } }[] } }) => entity.insights.edges.map(({ node }) => node.summary);

test('the committed schema is the one that is served', () => {
  expect(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')).toBe(subgraphSdl(subgraph().schema));
});

test('insights of an incident: newest first, page after page', async () => {
  const caller = await platform.createTenant();
  const incidentId = uuidv7();
  await seed(caller, incidentId, 3);
  const first = (await ask(caller, incidents, { incidents: referenceTo(incidentId), first: 2 })).data._entities[0];
  expect(summaries(first)).toEqual(['Insight 2', 'Insight 1']);
  expect(first.insights).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
  const after = first.insights.pageInfo.endCursor;
  const second = (await ask(caller, incidents, { incidents: referenceTo(incidentId), first: 2, after })).data._entities[0];
  expect(summaries(second)).toEqual(['Insight 0']);
  expect(second.insights.pageInfo.hasNextPage).toBe(false);
});

test('an insight by reference, with its suspects in order and their resources', async () => {
  const caller = await platform.createTenant();
  const incidentId = uuidv7();
  await seed(caller, incidentId, 1);
  const row = await platform.database.inTenant(caller.tenantId, (db) => db.insight.findFirstOrThrow());
  const query = `query ($references: [_Any!]!) { _entities(representations: $references) { ... on Insight {
    id verdict summary createdAt evidence { kind text facts }
    suspects { rank score node { kind id label } resource { id } reasons { kind text facts } }
  } } }`;
  const references = [row.id, uuidv7(), 'no uuid'].map((id) => ({ __typename: 'Insight', id }));
  const evidence = [{ kind: 'single_alert', text: 'Only one.', facts: { alerts: 1 } }];
  expect((await ask(caller, query, { references })).data._entities).toEqual([
    {
      id: row.id,
      verdict: 'SUSPECTS_RANKED',
      summary: 'Insight 0',
      createdAt: '2026-01-01T00:00:00.000Z',
      evidence,
      suspects: [
        { rank: 1, score: 0.5, node: { kind: 'RESOURCE', id: resourceId, label: 'web-1' }, resource: { id: resourceId }, reasons: evidence },
        { rank: 2, score: 0.25, node: { kind: 'METRIC', id: 'up', label: 'up' }, resource: null, reasons: [] },
      ],
    },
    null,
    null,
  ]);

  const stranger = await platform.createTenant();
  expect((await ask(stranger, query, { references: references.slice(0, 1) })).data._entities).toEqual([null]);
});

test("another tenant's incident has no insights here", async () => {
  const [owner, stranger] = [await platform.createTenant(), await platform.createTenant()];
  const incidentId = uuidv7();
  await seed(owner, incidentId, 1);
  const [entity] = (await ask(stranger, incidents, { incidents: referenceTo(incidentId) })).data._entities;
  expect(entity.insights).toMatchObject({ edges: [], totalCount: 0 });
});

test('without insights:read both are refused by name', async () => {
  const caller = { ...(await platform.createTenant()), permissions: ['incidents:read' as const] };
  const byIncident = await ask(caller, incidents, { incidents: referenceTo(uuidv7()) });
  const byReference = await ask(caller, 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Insight { id } } }', {
    r: [{ __typename: 'Insight', id: uuidv7() }],
  });
  for (const { errors } of [byIncident, byReference]) expect(errors[0].message).toBe('This needs the permission insights:read.');
});

test('the insights of fifty incidents and their counts are two statements', async () => {
  const caller = await platform.createTenant();
  const ids = Array.from({ length: 50 }, () => uuidv7());
  for (const id of ids.slice(0, 10)) await seed(caller, id, 2);
  const reader = platform.database.openReader(caller.tenantId, null);
  let statements = 0;
  const db: AgentsDb = {
    insight: reader.db.insight,
    incidentLook: reader.db.incidentLook,
    $executeRaw: reader.db.$executeRaw,
    $queryRaw: ((...query: Parameters<AgentsDb['$queryRaw']>) => {
      statements++;
      return reader.db.$queryRaw(...query);
    }) as AgentsDb['$queryRaw'],
  };
  const contextValue = createContext(caller, db);
  const { data } = await execute({
    schema: subgraph().schema,
    document: parse(incidents),
    contextValue,
    variableValues: { incidents: [...referenceTo(...ids), ...referenceTo('no uuid')] },
  });
  await reader.close();
  const entities = data?.['_entities'] as Parameters<typeof summaries>[0][];
  expect(entities.map((entity) => summaries(entity).length)).toEqual([...Array(10).fill(2), ...Array(41).fill(0)]);
  expect(statements).toBe(2);
});
