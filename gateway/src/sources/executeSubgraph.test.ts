import { buildSubgraphSchema } from '@apollo/subgraph';
import DataLoader from 'dataloader';
import { parse } from 'graphql';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLog } from '#kit/log';
import type { Subgraph } from '#kit/subgraph';
import { executable } from '../../fixture/counted.ts';
import { createCaller } from '../../fixture/platform.ts';
import { createSubgraphExecutor } from './executeSubgraph.ts';

type Context = { people: DataLoader<string, { id: string; name: string }> };

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Person @key(fields: "id") { id: ID! name: String! manager: Person strict: String! }
  type Query { people(ids: [ID!]!): [Person!]! slow: Int }
`);

function setUp() {
  const batches: (readonly string[])[] = [];
  const closes: string[] = [];
  const schema = buildSubgraphSchema({
    typeDefs,
    resolvers: executable({
      Query: {
        people: (_: unknown, { ids }: { ids: string[] }, { people }: Context) => ids.map((id) => people.load(id)),
        slow: async () => {
          await sleep(50);
          closes.push('worked');
          return 1;
        },
      },
      Person: {
        __resolveReference: ({ id }: { id: string }, { people }: Context) => people.load(id),
        manager: async ({ id }: { id: string }, _: unknown, { people }: Context) => people.load(`${id}-manager`),
        strict: ({ id }: { id: string }) => (id === 'b' ? null : 'yes'),
      },
    }),
  });
  const contextFor = () => {
    const people = new DataLoader<string, { id: string; name: string }>(async (ids) => {
      batches.push(ids);
      await sleep(1);
      return ids.map((id) => ({ id, name: `Name of ${id}` }));
    });
    return { context: { people }, close: async () => void closes.push('closed') };
  };
  const subgraph: Subgraph = { name: 'identity', schema, contextFor, routes: [], tasks: [], handlers: [], crons: [] };
  const execute = createSubgraphExecutor(subgraph, createLog('test', 'silent'));
  return {
    batches,
    closes,
    execute: (query: string, variables?: Record<string, unknown>) =>
      execute({ query, variables }, { caller: createCaller(), requestId: 'request-1' }),
  };
}

const entities = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Person { name manager { name } } } }';
const referencesTo = (...ids: string[]) => ({ representations: ids.map((id) => ({ __typename: 'Person', id })) });

describe('createSubgraphExecutor', () => {
  it('loads entities, and what hangs on them, in one batch per level', async () => {
    const { execute, batches } = setUp();
    const { data, errors } = await execute(entities, referencesTo('a', 'b', 'c'));
    expect(errors).toBeUndefined();
    expect(data?.['_entities']).toEqual(['a', 'b', 'c'].map((id) => ({ name: `Name of ${id}`, manager: { name: `Name of ${id}-manager` } })));
    expect(batches).toEqual([
      ['a', 'b', 'c'],
      ['a-manager', 'b-manager', 'c-manager'],
    ]);
  });

  it('gives each request a context of its own', async () => {
    const { execute, batches, closes } = setUp();
    await Promise.all([execute(entities, referencesTo('a')), execute(entities, referencesTo('a'))]);
    expect(batches.filter(([id]) => id === 'a')).toHaveLength(2);
    expect(closes).toEqual(['closed', 'closed']);
  });

  it('closes the context after the work, not before', async () => {
    const { execute, closes } = setUp();
    await execute('{ slow }');
    expect(closes).toEqual(['worked', 'closed']);
  });

  it('nulls as far up as the schema says, with the path and the code', async () => {
    const { execute } = setUp();
    const answer = await execute('{ people(ids: ["a", "b"]) { id strict } }');
    expect(answer).toMatchObject({
      data: null,
      errors: [{ path: ['people', 1, 'strict'], extensions: { code: 'INTERNAL', requestId: 'request-1' } }],
    });
  });

  it('refuses what its schema does not have', async () => {
    const { execute, closes } = setUp();
    expect((await execute('{ nothing }')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await execute('{')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(closes).toEqual([]);
  });
});
