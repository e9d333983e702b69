import type { Caller } from '#kit/caller';
import { systemActor, transact } from '#kit/transact';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { recordLineage, type Recording } from './recordLineage.ts';

let platform: TestPlatform;
let tenant: Caller;
beforeAll(async () => void (platform = await openTestPlatform()));
beforeEach(async () => void (tenant = await platform.createTenant()));
afterAll(() => platform.close());

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const record = (recording: Partial<Recording>, when = at(1), within = tenant.tenantId) =>
  transact(platform, systemActor(within), ({ db }) => recordLineage(db, [{ at: when.toISOString(), nodes: [], edges: [], ...recording }]));
const rows = (within = tenant.tenantId) =>
  platform.database.inTenant(within, async (db) => ({
    nodes: (await db.lineageNode.findMany({ orderBy: { id: 'asc' } })).map(({ id, label, facts, change }) => ({ id, label, facts, change })),
    edges: (await db.lineageEdge.findMany()).map(({ kind, change }) => ({ kind, change })),
    clock: (await db.lineageClock.findFirst())?.change,
  }));

const host = { kind: 'RESOURCE', id: 'host', label: 'db-1', facts: { rack: 4 } } as const;
const alert = { kind: 'ALERT', id: 'alert', label: 'Disk', facts: { status: 'FIRING' } } as const;
const raised = { from: host, kind: 'raised', to: alert } as const;

test('the same recording twice changes nothing, not even the clock', async () => {
  expect(await record({ nodes: [host, alert], edges: [raised, raised] })).toBe(1n);
  const before = await rows();
  expect(await record({ nodes: [host, alert], edges: [raised] }, at(9))).toBeNull();
  expect(await rows()).toEqual(before);
  expect(before.clock).toBe(1n);
});

test('of what is told together the newest counts, in whatever order, and it is one change', async () => {
  const told = (status: string, second: number) => ({ at: at(second).toISOString(), nodes: [{ ...alert, facts: { status } }], edges: [raised] });
  const change = await transact(platform, systemActor(tenant.tenantId), ({ db }) =>
    recordLineage(db, [
      told('RESOLVED', 3),
      told('FIRING', 1),
      { at: at(9).toISOString(), nodes: [{ kind: 'ALERT', id: 'alert', label: 'Alert' }], edges: [] },
    ]),
  );
  expect(change).toBe(1n);
  expect((await rows()).nodes).toMatchObject([{ id: 'alert', label: 'Disk', facts: { status: 'RESOLVED' }, change: 1n }]);
  expect(await record({ nodes: [{ ...alert, facts: { status: 'FLAPPING' } }] }, at(2))).toBeNull();
  expect(await record({ nodes: [{ ...alert, facts: { status: 'FLAPPING' } }] }, at(4))).toBe(2n);
});

test('what changed gets the new number, what did not keeps its own', async () => {
  await record({ nodes: [host, alert], edges: [raised] });
  expect(await record({ nodes: [host, { ...alert, facts: { status: 'RESOLVED' } }], edges: [raised] }, at(2))).toBe(2n);
  const { nodes, edges } = await rows();
  expect(nodes.map(({ id, change }) => [id, change])).toEqual([
    ['alert', 2n],
    ['host', 1n],
  ]);
  expect(edges).toEqual([{ kind: 'raised', change: 1n }]);
});

test('older news does not overwrite newer', async () => {
  await record({ nodes: [{ ...alert, facts: { status: 'RESOLVED' } }] }, at(5));
  expect(await record({ nodes: [alert] }, at(4))).toBeNull();
  expect((await rows()).nodes).toMatchObject([{ facts: { status: 'RESOLVED' } }]);
});

test('a mention gives way to what is known, and never takes its place', async () => {
  const mention = { kind: 'ALERT', id: 'alert', label: 'Alert' } as const;
  await record({ nodes: [mention] }, at(9));
  await record({ nodes: [alert, mention] }, at(1));
  expect(await record({ nodes: [mention] }, at(10))).toBeNull();
  expect((await rows()).nodes).toMatchObject([{ label: 'Disk', facts: { status: 'FIRING' }, change: 2n }]);
});

test('ignorance takes the place of a mention only, whenever it is told', async () => {
  const mention = { kind: 'ALERT', id: 'alert', label: 'Disk' } as const;
  const unknown = { ...mention, facts: { status: 'unknown' }, isIgnorance: true };
  await record({ nodes: [unknown, mention] }, at(9));
  expect((await rows()).nodes).toMatchObject([{ facts: { status: 'unknown' } }]);
  expect(await record({ nodes: [mention] }, at(10))).toBeNull();
  await record({ nodes: [alert, unknown] }, at(1));
  expect(await record({ nodes: [unknown] }, at(11))).toBeNull();
  expect((await rows()).nodes).toMatchObject([{ facts: { status: 'FIRING' }, change: 2n }]);
});

test('a thousand at once, with repeats among them, is one change', async () => {
  const nodes = Array.from({ length: 2_000 }, (_, n) => ({ ...host, id: `host-${n % 1_000}`, facts: { n } }));
  expect(await record({ nodes, edges: nodes.map((node) => ({ ...raised, from: node })) })).toBe(1n);
  const standing = await rows();
  expect([standing.nodes.length, standing.edges.length]).toEqual([1_000, 1_000]);
  expect(standing.nodes[0]?.facts).toEqual({ n: 1_000 });
});

test('change numbers appear in the order of the commits', async () => {
  let releaseFirst: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (releaseFirst = resolve));
  let hasTicked: () => void = () => undefined;
  const ticked = new Promise<void>((resolve) => (hasTicked = resolve));

  const first = transact(platform, systemActor(tenant.tenantId), async ({ db }) => {
    const change = await recordLineage(db, [{ at: at(1).toISOString(), nodes: [host], edges: [] }]);
    hasTicked();
    await held;
    return change;
  });
  await ticked;
  const order: bigint[] = [];
  const second = record({ nodes: [alert] }).then((change) => order.push(change ?? 0n));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await rows()).clock).toBeUndefined();
  releaseFirst();
  order.push((await first) ?? 0n);
  await second;
  expect([...order].sort()).toEqual([1n, 2n]);
  expect((await rows()).nodes.map(({ id, change }) => [id, change])).toEqual([
    ['alert', 2n],
    ['host', 1n],
  ]);
});

test('a rolled back recording leaves no number behind', async () => {
  const failing = transact(platform, systemActor(tenant.tenantId), async ({ db }) => {
    await recordLineage(db, [{ at: at(1).toISOString(), nodes: [host], edges: [] }]);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await record({ nodes: [host] })).toBe(1n);
});

test('each tenant has a clock and a graph of its own', async () => {
  const other = await platform.createTenant();
  await record({ nodes: [host] });
  expect(await record({ nodes: [{ ...host, label: 'theirs' }] }, at(2), other.tenantId)).toBe(1n);
  expect((await rows()).nodes).toMatchObject([{ label: 'db-1' }]);
  expect((await rows(other.tenantId)).nodes).toMatchObject([{ label: 'theirs' }]);
});
