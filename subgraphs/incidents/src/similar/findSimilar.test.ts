import { addIncidentNote } from '../incident/addIncidentNote.ts';
import { resolveIncident } from '../incident/resolveIncident.ts';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const similarTo = async (number: number, by = sender.caller) => {
  const incident = (await platform.incidentsOf(sender)).find((each) => each.number === number);
  const { data, errors } = await platform.ask(
    by,
    `{ incident(id: "${incident?.id}") { similar(first: 5) { score sharedLabels sharedWords sharedResources { kind name } secondsToResolve lastNote resolutionNote incident { number status } } } }`,
  );
  expect(errors).toBeUndefined();
  return data.incident?.similar;
};

test('past incidents are told with what is shared and how they ended', async () => {
  await platform.receive(sender, firing('DiskFull', { labels: { instance: "db-1's", env: 'prod' }, annotations: { summary: '磁碟空間不足' } }));
  await platform.receive(sender, firing('Latency', { labels: { service: 'checkout', env: 'prod' } }));
  const [first] = await platform.incidentsOf(sender);
  await addIncidentNote(platform, sender.caller, first?.id as string, 'Logs were rotated too late.');
  platform.advance(600);
  await resolveIncident(platform, sender.caller, first?.id as string, 'Cleaned /var/log.');
  platform.advance(600);
  await platform.receive(sender, firing('DiskFullSoon', { labels: { instance: "db-1's", env: 'prod' }, annotations: { summary: '磁碟空間不足' } }));

  const [best] = await similarTo(3);
  expect(best).toMatchObject({
    incident: { number: 1, status: 'RESOLVED' },
    sharedLabels: expect.arrayContaining(["instance=db-1's", 'env=prod']),
    sharedWords: expect.arrayContaining(['磁碟', '空間']),
    lastNote: 'Cleaned /var/log.',
    resolutionNote: 'Cleaned /var/log.',
    sharedResources: [],
  });
  expect(best.secondsToResolve).toBeGreaterThanOrEqual(600);
  expect(best.score).toBeGreaterThan(0.3);
  expect(await similarTo(1)).toEqual([]);
});

test('incidents about the same resource are alike, whatever they are called', async () => {
  await platform.receive(sender, firing('DiskFull', { labels: { mount: '/var' } }));
  platform.advance(60);
  await platform.receive(sender, firing('ReplicaLag', { labels: { shard: '7' } }));
  expect(await similarTo(2)).toEqual([]);
  const [one, two] = await platform.incidentsOf(sender);
  await platform.database.inTenant(sender.tenantId, async (db) => {
    const { id } = await db.resource.create({
      data: { kind: 'HOST', key: 'db-1', name: 'db-1', labels: {}, firstSeenAt: new Date(), lastSeenAt: new Date() },
    });
    await db.incidentResource.createMany({
      data: [one, two].map((incident) => ({ incidentId: incident?.id ?? '', resourceId: id, linkedAt: new Date() })),
    });
  });
  expect(await similarTo(2)).toMatchObject([{ incident: { number: 1 }, sharedLabels: [], sharedResources: [{ kind: 'HOST', name: 'db-1' }] }]);
  const blind = { ...sender.caller, permissions: sender.caller.permissions.filter((name) => name !== 'resources:read') };
  expect(await similarTo(2, blind)).toEqual([]);
});

test('nothing is alike that shares nothing, and no other tenant is asked', async () => {
  const stranger = await platform.createSender();
  await platform.receive(stranger, firing('DiskFull', { labels: { instance: 'db-1' } }));
  platform.advance(1);
  await platform.receive(sender, firing('DiskFull', { labels: { instance: 'db-1' } }));
  expect(await similarTo(1)).toEqual([]);
  expect(await similarTo(1, stranger.caller)).toBeUndefined();
});
