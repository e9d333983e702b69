import { uuidv7 } from 'uuidv7';
import { openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const create = (input: object, by = sender.caller) =>
  platform.ask(
    by,
    `mutation ($incident: NewIncident!) {
      createIncident(incident: $incident) { number title severity priority status labels ownerTeamId private timeline(first: 5) { edges { node { kind text } } } }
    }`,
    { incident: { title: 'Checkout is slow', severity: 'HIGH', ...input } },
  );
const resource = (tenantId: string) =>
  platform.database.inTenant(tenantId, async (db) => {
    const rows = await db.$queryRaw<{ id: string }[]>`
      INSERT INTO resource (kind, key, name, labels, first_seen_at, last_seen_at)
      VALUES ('SERVICE', 'checkout', 'checkout', '{}', now(), now()) RETURNING id`;
    return rows[0]?.id ?? '';
  });

test('everything that the form asks for becomes the incident, and its resources are told of', async () => {
  const [team, id] = [await platform.createTeam(sender), await resource(sender.tenantId)];
  const { data, errors } = await create({
    ...{ priority: 'P1', ownerTeamId: team, private: true, description: 'Since the deploy.' },
    ...{ labels: { ' service ': ' checkout ', empty: ' ' }, resourceIds: [id, id] },
  });
  expect(errors).toBeUndefined();
  expect(data.createIncident).toMatchObject({
    ...{ number: 1, title: 'Checkout is slow', severity: 'HIGH', priority: 'P1', status: 'TRIGGERED', private: true, ownerTeamId: team },
    labels: { service: 'checkout' },
  });
  expect(data.createIncident.timeline.edges.map(({ node }: { node: { kind: string } }) => node.kind)).toEqual(
    expect.arrayContaining(['opened', 'note']),
  );
  expect(await platform.jobs(sender, 'incident.described/linkDescribed')).toMatchObject([{ labels: { service: 'checkout' }, resourceIds: [id] }]);
});

test('without labels and resources nobody is told of any', async () => {
  expect((await create({})).errors).toBeUndefined();
  expect(await platform.jobs(sender, 'incident.described/linkDescribed')).toEqual([]);
});

test.each([
  ['an empty title', { title: ' ' }, '"title"'],
  ['a label without a name', { labels: { ' ': 'x' } }, '"labels"'],
  ['too long a label', { labels: { a: 'x'.repeat(1_001) } }, '"labels"'],
  ['too many labels', { labels: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`l${at}`, 'x'])) }, '50'],
  ['too many resources', { resourceIds: Array.from({ length: 51 }, () => uuidv7()) }, '"resourceIds"'],
  ['a private one without a team', { private: true }, '"ownerTeamId"'],
  ['a resource that is not there', { resourceIds: [uuidv7()] }, 'There is no resource'],
])('%s is refused', async (_, input, words) => {
  const { errors } = await create(input);
  expect(errors?.[0]?.message).toContain(words);
  expect(await platform.incidentsOf(sender)).toEqual([]);
});

test('a resource or a team of another tenant is not found', async () => {
  const stranger = await platform.createSender();
  const [team, id] = [await platform.createTeam(stranger), await resource(stranger.tenantId)];
  for (const input of [{ resourceIds: [id] }, { ownerTeamId: team }]) expect((await create(input)).errors?.[0]?.message).toContain('There is no');
});
