import { execute, parse } from 'graphql';
import { Arg, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import { connectionOf } from './connection.ts';
import { type Page, readPage } from './page.ts';
import { buildSubgraph } from './schema.ts';

@ObjectType()
class Thing {
  @Field(() => ID)
  id!: string;
}
const ThingConnection = connectionOf(Thing, 'Thing');

let counted = 0;

@Resolver(() => Thing)
class ThingResolver {
  @Query(() => ThingConnection)
  things(@Arg('first', () => Int) first: number, @Arg('after', () => String, { nullable: true }) after?: string): Promise<Page<Thing>> {
    const all = ['a', 'b', 'c'].map((id) => ({ id }));
    return readPage(
      { first, after },
      {
        position: ({ id }) => [id] as [string],
        shape: z.tuple([z.string()]),
        read: async ({ after, take }) => all.filter(({ id }) => after === null || id > after[0]).slice(0, take),
        count: async () => ++counted && all.length,
      },
    );
  }
}

const schema = buildSubgraph([ThingResolver], {});
const ask = async (text: string) => JSON.parse(JSON.stringify(await execute({ schema, document: parse(text) })));

test('pages follow each other by cursor until the end', async () => {
  const first = await ask('{ things(first: 2) { edges { node { id } } pageInfo { hasNextPage endCursor } } }');
  expect(first.data.things.edges.map((edge: { node: Thing }) => edge.node.id)).toEqual(['a', 'b']);
  expect(first.data.things.pageInfo.hasNextPage).toBe(true);
  const second = await ask(
    `{ things(first: 2, after: "${first.data.things.pageInfo.endCursor}") { edges { node { id } } pageInfo { hasNextPage hasPreviousPage } } }`,
  );
  expect(second.data.things).toEqual({ edges: [{ node: { id: 'c' } }], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
});

test('the total is counted only when it is selected', async () => {
  counted = 0;
  await ask('{ things(first: 1) { edges { cursor } } }');
  expect(counted).toBe(0);
  expect((await ask('{ things(first: 1) { totalCount } }')).data.things.totalCount).toBe(3);
});

test('a cursor from elsewhere and a page too large are refused with a code', async () => {
  expect((await ask('{ things(first: 1, after: "zzz") { totalCount } }')).errors[0].message).toMatch(/cursor/);
  expect((await ask('{ things(first: 201) { totalCount } }')).errors[0].message).toMatch(/between 1 and 200/);
});
