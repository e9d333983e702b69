import type { AlertFacts, EventPayload } from '#contracts/events';
import type { Labels } from '#contracts/words';
import type { Queue } from '#kit/queue';
import type { Platform } from '#kit/transact';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { uuidv7 } from 'uuidv7';
import { deriveResources } from './deriveResources.ts';

let platform: TestPlatform;
let linked: EventPayload<'resources.linked'>[];
let watched: Platform;
beforeAll(async () => void (platform = await openTestPlatform()));
afterAll(() => platform.close());
beforeEach(() => {
  linked = [];
  const queue: Queue = {
    ...platform.queue,
    insertIn: async (db, jobs) => {
      for (const { task, payload } of jobs)
        if (task.name === 'resources.linked/recordResourceLineage') linked.push(payload as EventPayload<'resources.linked'>);
      await platform.queue.insertIn(db, jobs);
    },
  };
  watched = { ...platform, queue };
});

function alert(labels: Labels, facts: Partial<AlertFacts> = {}): AlertFacts {
  return {
    id: uuidv7(),
    incidentId: uuidv7(),
    fingerprint: 'f',
    name: 'Down',
    status: 'FIRING',
    severity: 'HIGH',
    labels,
    startsAt: '2026-01-01T00:00:00.000Z',
    generatorUrl: null,
    expression: 'up == 0',
    ...facts,
  };
}
const derive = (tenantId: string, alerts: AlertFacts[], at = '2026-01-01T00:00:00.000Z') =>
  deriveResources(watched, { tenantId, payloads: [{ at, alerts }] });
const rowsOf = (tenantId: string) =>
  platform.database.inTenant(tenantId, async (db) => ({
    resources: await db.resource.findMany({ orderBy: [{ kind: 'asc' }, { key: 'asc' }] }),
    relations: await db.resourceRelation.findMany(),
    incidents: await db.incidentResource.findMany(),
  }));

test('batches that wait are done and told as one; one alert in two incidents is linked to both', async () => {
  const { tenantId } = await platform.createTenant();
  const first = alert({ instance: 'web-1:9100' });
  const again = { ...first, incidentId: uuidv7() };
  const other = alert({ instance: 'web-2:9100' });
  const [at, later] = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:05.000Z'];
  await deriveResources(watched, {
    tenantId,
    payloads: [
      { at: later, alerts: [first] },
      { at, alerts: [again, other] },
    ],
  });
  expect(linked).toMatchObject([{ at: later, incidentIds: [first.incidentId, again.incidentId, other.incidentId], alertIds: [first.id, other.id] }]);
  const { incidents, resources } = await rowsOf(tenantId);
  expect(new Set(incidents.map(({ incidentId }) => incidentId))).toEqual(new Set([first, again, other].map(({ incidentId }) => incidentId)));
  expect(resources).toHaveLength(4);
});

test('more than a thousand alerts are more than one batch', async () => {
  const { tenantId } = await platform.createTenant();
  const batch = (from: number) => Array.from({ length: 400 }, (_, at) => alert({ instance: `web-${from + at}:9100` }));
  const at = '2026-01-01T00:00:00.000Z';
  await deriveResources(watched, { tenantId, payloads: [0, 400, 800].map((from) => ({ at, alerts: batch(from) })) });
  expect(linked.map(({ alertIds }) => alertIds.length)).toEqual([800, 400]);
});

test('resources, relations and links to incidents are kept, and told with what the lineage needs', async () => {
  const { tenantId } = await platform.createTenant();
  const [one, two] = [alert({ instance: 'web-1:9100' }), alert({ instance: 'web-1:8080', service: 'shop' }, { expression: null })];
  await derive(tenantId, [one, two]);

  const { resources, relations, incidents } = await rowsOf(tenantId);
  expect(resources.map(({ kind, key }) => `${kind} ${key}`)).toEqual(['HOST web-1', 'SERVICE shop', 'INSTANCE web-1:8080', 'INSTANCE web-1:9100']);
  const [host, service, second, first] = resources.map(({ id }) => id);
  expect(relations.map(({ fromId, kind, toId }) => [fromId, kind, toId])).toEqual(
    expect.arrayContaining([
      [first, 'runs_on', host],
      [second, 'runs_on', host],
      [service, 'exposes', second],
    ]),
  );
  expect(relations).toHaveLength(3);
  expect(new Set(incidents.map(({ incidentId, resourceId }) => `${incidentId} ${resourceId}`))).toEqual(
    new Set([
      `${one.incidentId} ${host}`,
      `${one.incidentId} ${first}`,
      `${two.incidentId} ${host}`,
      `${two.incidentId} ${service}`,
      `${two.incidentId} ${second}`,
    ]),
  );

  expect(linked).toHaveLength(1);
  expect(linked[0]?.incidentIds).toEqual([one.incidentId, two.incidentId]);
  expect(linked[0]?.links).toContainEqual({
    alertId: one.id,
    incidentId: one.incidentId,
    expression: 'up == 0',
    resource: { id: host, label: 'web-1' },
  });
  expect(linked[0]?.links).toContainEqual({
    alertId: two.id,
    incidentId: two.incidentId,
    expression: null,
    resource: { id: service, label: 'shop' },
  });
  expect(linked[0]?.links).toHaveLength(5);
  expect(linked[0]?.relations).toContainEqual({ from: first, to: host, kind: 'runs_on' });
});

test('a batch done twice, at once or later, changes nothing', async () => {
  const { tenantId } = await platform.createTenant();
  const alerts = [alert({ namespace: 'shop', pod: 'mysql-0', node: 'worker-1' }), alert({ namespace: 'shop', pod: 'mysql-1', node: 'worker-1' })];
  await Promise.all([derive(tenantId, alerts), derive(tenantId, [...alerts].reverse()), derive(tenantId, alerts)]);
  const before = await rowsOf(tenantId);
  await derive(tenantId, alerts);
  expect(await rowsOf(tenantId)).toEqual(before);
  expect(before.resources).toHaveLength(4);
  expect(before.relations).toHaveLength(4);
  expect(before.incidents).toHaveLength(6);
});

test('an alert that names nothing, or belongs to no incident, is told all the same', async () => {
  const { tenantId } = await platform.createTenant();
  const [nothing, loose] = [alert({ alertname: 'Watchdog' }), alert({ host: 'web-1' }, { incidentId: null })];
  await derive(tenantId, [nothing]);
  await derive(tenantId, [loose]);
  expect(linked).toMatchObject([
    { incidentIds: [nothing.incidentId], links: [], relations: [] },
    { incidentIds: [], links: [{ alertId: loose.id, incidentId: null }] },
  ]);
  expect((await rowsOf(tenantId)).incidents).toEqual([]);
});

test('batches that arrive out of order keep the first and the last time', async () => {
  const { tenantId } = await platform.createTenant();
  for (const at of ['2026-01-02', '2026-01-01', '2026-01-03', '2026-01-02'])
    await derive(tenantId, [alert({ host: 'web-1' })], `${at}T00:00:00.000Z`);
  const { resources } = await rowsOf(tenantId);
  expect(resources).toMatchObject([{ firstSeenAt: new Date('2026-01-01T00:00:00Z'), lastSeenAt: new Date('2026-01-03T00:00:00Z') }]);
});

test('a pod is told with its namespace, since two may share a name', async () => {
  const { tenantId } = await platform.createTenant();
  await derive(tenantId, [alert({ namespace: 'shop', pod: 'mysql-0' })]);
  expect(linked[0]?.links.map(({ resource }) => resource.label).sort()).toEqual(['shop', 'shop/mysql-0']);
});

test('the same labels in two tenants are two resources, and neither tenant sees the other', async () => {
  const [one, two] = [await platform.createTenant(), await platform.createTenant()];
  await derive(one.tenantId, [alert({ host: 'web-1' })]);
  await derive(two.tenantId, [alert({ host: 'web-1' })]);
  const [here, there] = [await rowsOf(one.tenantId), await rowsOf(two.tenantId)];
  expect(here.resources).toHaveLength(1);
  expect(there.resources).toHaveLength(1);
  expect(here.resources[0]?.id).not.toBe(there.resources[0]?.id);
  expect(here.incidents[0]?.resourceId).toBe(here.resources[0]?.id);
});

test('five hundred alerts are one batch', async () => {
  const { tenantId } = await platform.createTenant();
  await derive(
    tenantId,
    Array.from({ length: 500 }, (_, at) => alert({ instance: `web-${at % 100}:${9000 + at}`, namespace: `n${at % 7}`, service: `s${at % 20}` })),
  );
  const { resources } = await rowsOf(tenantId);
  expect(resources.filter(({ kind }) => kind === 'HOST')).toHaveLength(100);
  expect(linked[0]?.links).toHaveLength(500 * 4);
});
