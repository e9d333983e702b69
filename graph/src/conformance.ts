import { lineageKinds } from '#contracts/words';
import type { Caller } from '#kit/caller';
import { type Platform, systemActor, transact } from '#kit/transact';
import { setTimeout as pause } from 'node:timers/promises';
import { directions, type LineageQuery, nameOf, type NodeKey, type Walk, type WalkRequest } from './lineage.ts';
import { type RecordedEdge, recordLineage, type RecordedNode } from './recording/recordLineage.ts';

/** What the suite needs of a store: where to record, what to ask, and a way to wait until what was recorded can be asked for. */
export type LineageUnderTest = {
  platform: Platform & { createTenant(): Promise<Caller> };
  query: LineageQuery;
  settle(tenantId: string): Promise<void>;
  close(): Promise<void>;
};

/** One suite over every implementation of the port: what one store answers, the other answers as well, to the order of the nodes. */
export function describeLineageQuery(source: Walk['source'], open: () => Promise<LineageUnderTest>): void {
  describe(`lineage from ${source}`, () => {
    // A server that has just started plans each query for the first time, on a busy machine for seconds.
    const patience = 120_000;
    let store: LineageUnderTest;
    let tenantId: string;
    beforeAll(async () => void (store = await open()), patience);
    beforeEach(async () => void ({ tenantId } = await store.platform.createTenant()));
    afterAll(() => store.close(), patience);

    async function record(
      edges: RecordedEdge[],
      nodes: RecordedNode[] = edges.flatMap(({ from, to }) => [labelled(from), labelled(to)]),
      within = tenantId,
    ) {
      await transact(store.platform, systemActor(within), ({ db, now }) => recordLineage(db, [{ at: now.toISOString(), nodes, edges }]));
      await store.settle(within);
    }
    /** Asks again while the other store stands in: on a busy machine the first questions to a new server are not answered in time. */
    async function walk(request: Omit<WalkRequest, 'tenantId'>, within = tenantId): Promise<Walk> {
      for (const deadline = Date.now() + patience / 2; ; await pause(100)) {
        const found = await store.query.walk({ tenantId: within, ...request });
        if (found.source === source || Date.now() > deadline) return found;
      }
    }
    const names = async (request: Omit<WalkRequest, 'tenantId'>) => (await walk(request)).nodes.map(nameOf);

    test(
      'walks up, down and both ways along the chain, and says who answered',
      async () => {
        await record(chain);
        expect(await names({ root: alert, direction: 'UPSTREAM', depth: 10 })).toEqual(['ALERT:a', 'METRIC:m', 'RESOURCE:r', 'RULE:x']);
        expect(await names({ root: alert, direction: 'DOWNSTREAM', depth: 10 })).toEqual(['ALERT:a', 'INCIDENT:i']);
        const both = await walk({ root: alert, direction: 'BOTH', depth: 10 });
        expect(both.nodes.map(nameOf)).toEqual(['ALERT:a', 'INCIDENT:i', 'METRIC:m', 'RESOURCE:r', 'RULE:x']);
        expect(both.edges.map(({ from, kind, to }) => `${nameOf(from)} ${kind} ${nameOf(to)}`)).toEqual([
          'ALERT:a part_of INCIDENT:i',
          'METRIC:m raised ALERT:a',
          'METRIC:m measures RESOURCE:r',
          'RESOURCE:r raised ALERT:a',
          'RULE:x reads METRIC:m',
        ]);
        expect(both).toMatchObject({ truncated: false, source, behind: 0 });
      },
      patience,
    );

    test(
      'goes no further than the depth',
      async () => {
        await record(chain);
        expect(await names({ root: { kind: 'RULE', id: 'x' }, direction: 'DOWNSTREAM', depth: 1 })).toEqual(['RULE:x', 'METRIC:m']);
        expect(await names({ root: { kind: 'RULE', id: 'x' }, direction: 'DOWNSTREAM', depth: 2 })).toEqual([
          'RULE:x',
          'METRIC:m',
          'ALERT:a',
          'RESOURCE:r',
        ]);
      },
      patience,
    );

    test(
      'both ways leaves out what only shares an ancestor',
      async () => {
        await record([...chain, { from: { kind: 'METRIC', id: 'm' }, kind: 'raised', to: { kind: 'ALERT', id: 'other' } }]);
        expect(await names({ root: alert, direction: 'BOTH', depth: 10 })).not.toContain('ALERT:other');
      },
      patience,
    );

    test(
      'circles end, and two kinds of edges between the same nodes are both told',
      async () => {
        const [p, q] = [resource('p'), resource('q')];
        await record([
          { from: p, kind: 'hosts', to: q },
          { from: p, kind: 'contains', to: q },
          { from: q, kind: 'relates_to', to: p },
          { from: q, kind: 'relates_to', to: q },
        ]);
        const found = await walk({ root: p, direction: 'DOWNSTREAM', depth: 10 });
        expect(found.nodes.map(nameOf)).toEqual(['RESOURCE:p', 'RESOURCE:q']);
        expect(found.edges.map(({ kind }) => kind).sort()).toEqual(['contains', 'hosts', 'relates_to', 'relates_to']);
      },
      patience,
    );

    test(
      'keeps the nearest nodes at the limit and says that there are more',
      async () => {
        const leaves = Array.from({ length: 1_200 }, (_, at) => resource(`leaf-${String(at).padStart(4, '0')}`));
        await record(leaves.map((to) => ({ from: resource('hub'), kind: 'hosts' as const, to })));
        const found = await walk({ root: resource('hub'), direction: 'DOWNSTREAM', depth: 5 });
        expect(found.nodes.map(({ id }) => id)).toEqual(['hub', ...leaves.slice(0, 499).map(({ id }) => id)]);
        expect(found.edges).toHaveLength(499);
        expect(found.truncated).toBe(true);
        expect(await walk({ root: resource('hub'), direction: 'DOWNSTREAM', depth: 1, limit: 1_201 })).toMatchObject({ truncated: false });
      },
      patience,
    );

    test(
      'tells labels and facts, the newest',
      async () => {
        const told = { ...alert, label: 'Disk full', facts: { startsAt: '2026-01-01T00:00:00Z', labels: { host: 'ü "1"' }, n: [1, null] } };
        await record([], [{ ...told, label: 'Disk' }]);
        await record([], [told]);
        expect((await walk({ root: alert, direction: 'BOTH', depth: 1 })).nodes).toEqual([told]);
      },
      patience,
    );

    test(
      'an unknown root has no lineage',
      async () => {
        await record(chain);
        expect(await walk({ root: { kind: 'INCIDENT', id: 'a' }, direction: 'BOTH', depth: 3 })).toMatchObject({
          nodes: [],
          edges: [],
          truncated: false,
        });
      },
      patience,
    );

    test(
      'another tenant with the same names sees its own graph only',
      async () => {
        const other = await store.platform.createTenant();
        await record(chain);
        await record([{ from: resource('theirs'), kind: 'raised', to: alert }], undefined, other.tenantId);
        expect(await names({ root: alert, direction: 'BOTH', depth: 10 })).not.toContain('RESOURCE:theirs');
        const theirs = await walk({ root: alert, direction: 'BOTH', depth: 10 }, other.tenantId);
        expect(theirs.nodes.map(nameOf)).toEqual(['ALERT:a', 'RESOURCE:theirs']);
        const third = await store.platform.createTenant();
        expect(await walk({ root: alert, direction: 'BOTH', depth: 10 }, third.tenantId)).toMatchObject({ source, nodes: [], edges: [] });
      },
      patience,
    );

    test.each([{ depth: 0 }, { depth: 11 }, { depth: 1.5 }, { depth: 1, limit: 0 }, { depth: 1, limit: 5_001 }])(
      'refuses %j',
      async (range) => {
        await expect(walk({ root: alert, direction: 'BOTH', ...range })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      },
      patience,
    );

    test.each([1, 2, 3, 4])(
      'random graph %i: every walk is what a plain search finds',
      async (seed) => {
        const random = generator(seed);
        const edges = randomEdges(random, 20 * seed, 30 * seed * seed);
        await record(edges);
        for (let round = 0; round < 12; round++) {
          const root = pick(random, edges).from;
          const request = { root, direction: pick(random, directions), depth: 1 + Math.floor(random() * 6), limit: pick(random, [3, 10, 500]) };
          const found = await walk(request);
          const expected = search(edges, request);
          expect([request, found.nodes.map(nameOf), found.truncated]).toEqual([request, expected.nodes, expected.truncated]);
          expect(found.edges.map(({ from, kind, to }) => `${nameOf(from)} ${kind} ${nameOf(to)}`).sort()).toEqual(expected.edges);
        }
      },
      patience,
    );
  });
}

const alert = { kind: 'ALERT', id: 'a' } as const;
const resource = (id: string) => ({ kind: 'RESOURCE', id }) as const;
const labelled = (node: NodeKey): RecordedNode => ({ ...node, label: node.id });
const chain: RecordedEdge[] = [
  { from: { kind: 'RULE', id: 'x' }, kind: 'reads', to: { kind: 'METRIC', id: 'm' } },
  { from: { kind: 'METRIC', id: 'm' }, kind: 'measures', to: resource('r') },
  { from: { kind: 'METRIC', id: 'm' }, kind: 'raised', to: alert },
  { from: resource('r'), kind: 'raised', to: alert },
  { from: alert, kind: 'part_of', to: { kind: 'INCIDENT', id: 'i' } },
];

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<Item>(random: () => number, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}

/** Any node to any node, circles and repeats included: the walk may not lean on the shape of real lineage. */
function randomEdges(random: () => number, nodes: number, edges: number): RecordedEdge[] {
  const keys = Array.from({ length: nodes }, (_, at) => ({ kind: pick(random, lineageKinds), id: `n${at}` }));
  return Array.from({ length: edges }, () => ({
    from: pick(random, keys),
    kind: pick(random, ['reads', 'raised'] as const),
    to: pick(random, keys),
  }));
}

/** The plainest search that can be written down, to hold the stores against. */
function search(edges: RecordedEdge[], { root, direction, depth, limit }: Required<Pick<WalkRequest, 'root' | 'direction' | 'depth' | 'limit'>>) {
  const distances = new Map<string, number>();
  for (const way of direction === 'BOTH' ? (['UPSTREAM', 'DOWNSTREAM'] as const) : [direction]) {
    let level = new Set([nameOf(root)]);
    const seen = new Set(level);
    for (let distance = 0; distance <= depth; distance++) {
      for (const name of level) distances.set(name, Math.min(distance, distances.get(name) ?? distance));
      const next = edges.map(({ from, to }) => (way === 'DOWNSTREAM' ? [nameOf(from), nameOf(to)] : [nameOf(to), nameOf(from)]));
      level = new Set(next.flatMap(([start = '', end = '']) => (level.has(start) && !seen.has(end) ? [end] : [])));
      for (const name of level) seen.add(name);
    }
  }
  const byNearness = (a: string, b: string) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0) || (a < b ? -1 : 1);
  const nodes = [...distances.keys()].sort(byNearness).slice(0, limit);
  const kept = new Set(nodes);
  const between = edges.filter(({ from, to }) => kept.has(nameOf(from)) && kept.has(nameOf(to)));
  return {
    nodes,
    truncated: distances.size > limit,
    edges: [...new Set(between.map(({ from, kind, to }) => `${nameOf(from)} ${kind} ${nameOf(to)}`))].sort(),
  };
}
