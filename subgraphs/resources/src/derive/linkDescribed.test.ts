import type { EventPayload } from '#contracts/events';
import type { Queue } from '#kit/queue';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { uuidv7 } from 'uuidv7';
import { linkDescribed } from './linkDescribed.ts';

let platform: TestPlatform;
beforeAll(async () => void (platform = await openTestPlatform()));
afterAll(() => platform.close());

const at = '2026-11-27T06:00:00.000Z';
const describeIncident = (tenantId: string, incidentId: string, labels: Record<string, string>, resourceIds: string[] = []) =>
  linkDescribed(platform, { tenantId, payload: { at, incidentId, labels, resourceIds }, signal: new AbortController().signal });
const linksOf = (tenantId: string, incidentId: string) =>
  platform.database.inTenant(tenantId, async (db) => {
    const links = await db.incidentResource.findMany({ where: { incidentId }, include: { resource: true } });
    return links.map(({ resource }) => `${resource.kind} ${resource.key}`).sort();
  });

test('an incident by hand is linked to what its labels name and to what was chosen, once', async () => {
  const { tenantId } = await platform.createTenant();
  const [first, second] = [uuidv7(), uuidv7()];
  await describeIncident(tenantId, first, { instance: 'web-1:9100', team: 'core' });
  await describeIncident(tenantId, first, { instance: 'web-1:9100', team: 'core' });
  expect(await linksOf(tenantId, first)).toEqual(['HOST web-1', 'INSTANCE web-1:9100']);
  const host = await platform.database.inTenant(tenantId, (db) => db.resource.findFirstOrThrow({ where: { kind: 'HOST' } }));
  await describeIncident(tenantId, second, {}, [host.id, uuidv7()]);
  expect(await linksOf(tenantId, second)).toEqual(['HOST web-1']);
});

test('what it was opened about is told to the lineage, by the name it is shown with', async () => {
  const { tenantId } = await platform.createTenant();
  await describeIncident(tenantId, uuidv7(), { namespace: 'shop', pod: 'cart-1' });
  const namespace = await platform.database.inTenant(tenantId, (db) => db.resource.findFirstOrThrow({ where: { kind: 'NAMESPACE' } }));
  const told: EventPayload<'resources.linked'>[] = [];
  const insertIn: Queue['insertIn'] = async (_, jobs) => {
    for (const { task, payload } of jobs) if (task.name === 'resources.linked/recordResourceLineage') told.push(payload as (typeof told)[number]);
  };
  const incidentId = uuidv7();
  const payload = { at, incidentId, labels: { namespace: 'shop', pod: 'cart-1' }, resourceIds: [namespace.id, uuidv7()] };
  const watched = { ...platform, queue: { ...platform.queue, insertIn } };
  await linkDescribed(watched, { tenantId, payload, signal: new AbortController().signal });
  expect(told.flatMap(({ subjects }) => subjects.map((subject) => [subject.incidentId, subject.resource.label]))).toEqual(
    expect.arrayContaining([
      [incidentId, 'shop'],
      [incidentId, 'shop/cart-1'],
    ]),
  );
  expect(told[0]?.subjects.filter(({ resource }) => resource.id === namespace.id)).toHaveLength(1);
});

test('a resource of another tenant is not linked', async () => {
  const [one, other] = [await platform.createTenant(), await platform.createTenant()];
  await describeIncident(one.tenantId, uuidv7(), { instance: 'web-1:9100' });
  const host = await platform.database.inTenant(one.tenantId, (db) => db.resource.findFirstOrThrow({ where: { kind: 'HOST' } }));
  const incident = uuidv7();
  await describeIncident(other.tenantId, incident, {}, [host.id]);
  expect(await linksOf(other.tenantId, incident)).toEqual([]);
});
