import type { Scope } from '#contracts/scope';
import type { Caller } from '#kit/caller';
import type { Alert, Incident } from '#prisma/generated/client';
import { startBulkAction } from '../bulk/startBulkAction.ts';
import { mergeIncidents } from '../merge/mergeIncidents.ts';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { relateIncidents } from '../relation/relateIncidents.ts';
import { giveIncidentRole } from '../role/giveIncidentRole.ts';
import { addIncidentNote } from './addIncidentNote.ts';
import { assignIncident } from './assignIncident.ts';
import { createIncident } from './createIncident.ts';
import { setIncidentOwner } from './setIncidentOwner.ts';
import { setIncidentPrivate } from './setIncidentPrivate.ts';

let platform: TestIncidents;
let sender: TestSender;
let team: string;
let admin: Caller & { personId: string };
let scoped: Caller & { personId: string };
let [east, west, owned]: [Incident, Incident, Incident] = [] as never;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  sender = await platform.createSender();
  team = await platform.createTeam(sender);
  admin = await platform.createPerson(sender, 'Admin');
  scoped = { ...(await platform.createPerson(sender, 'Scoped')), teamIds: [team] };
  await platform.receive(sender, firing('East', { labels: { cluster: 'east', tier: 'one' } }));
  await platform.receive(sender, firing('West', { labels: { cluster: 'west' } }));
  await platform.receive(sender, firing('Owned'));
  [east, west, owned] = (await platform.incidentsOf(sender)) as [Incident, Incident, Incident];
  await setIncidentOwner(platform, admin, owned.id, team);
  await platform.index(sender);
});

const own: Scope = { ownTeams: true, labels: [] };
const of = (...labels: Record<string, string>[]): Scope => ({ ownTeams: false, labels });
const within = (scope: Scope | null, caller: Caller = scoped): Caller => ({ ...caller, scope });

const everything = `{
  incidents { totalCount edges { node { title } } }
  incidentFacets { statuses { count } labels { name values { value } } }
  alerts { totalCount edges { node { name } } }
  alertFacets { statuses { count } }
}`;
const sees = async (caller: Caller) => {
  const { data, errors } = await platform.ask(caller, everything);
  expect(errors).toBeUndefined();
  const sum = (facets: { statuses: { count: number }[] }) => facets.statuses.reduce((total, { count }) => total + count, 0);
  const titles = data.incidents.edges.map(({ node }: { node: { title: string } }) => node.title).sort();
  const names = data.alerts.edges.map(({ node }: { node: { name: string } }) => node.name).sort();
  expect(names).toEqual(titles);
  expect([data.incidents.totalCount, data.alerts.totalCount, sum(data.incidentFacets), sum(data.alertFacets)]).toEqual(Array(4).fill(titles.length));
  return titles;
};

test('lists, counts and facets hold what is in scope: all, own teams, labels, and the union of them', async () => {
  expect(await sees(within(null))).toEqual(['East', 'Owned', 'West']);
  expect(await sees(within(own))).toEqual(['Owned']);
  expect(await sees(within(of({ cluster: 'east' })))).toEqual(['East']);
  expect(await sees(within(of({ cluster: 'east', tier: 'one' }, { cluster: 'west' })))).toEqual(['East', 'West']);
  expect(await sees(within(of({ cluster: 'east', tier: 'two' })))).toEqual([]);
  expect(await sees(within({ ownTeams: true, labels: [{ cluster: 'west' }] }))).toEqual(['Owned', 'West']);
  expect(await sees(within({ ownTeams: false, labels: [] }))).toEqual([]);
  expect(await sees(within(own, sender.caller))).toEqual([]);
});

test('no word and no label of what is outside is found or offered', async () => {
  const { data } = await platform.ask(
    within(of({ cluster: 'east' })),
    '{ incidents(filter: { search: "West" }) { totalCount } alerts(filter: { search: "West" }) { totalCount } incidentFacets { labels { name values { value } } } }',
  );
  expect([data.incidents.totalCount, data.alerts.totalCount]).toEqual([0, 0]);
  expect(JSON.stringify(data.incidentFacets)).not.toContain('west');
  expect(JSON.stringify(data.incidentFacets)).toContain('east');
});

test('whoever is assigned or has a role sees it as their own; labels alone do not give that', async () => {
  await assignIncident(platform, admin, west.id, scoped.personId);
  await giveIncidentRole(platform, admin, east.id, 'scribe', scoped.personId);
  expect(await sees(within(own))).toEqual(['East', 'Owned', 'West']);
  expect(await sees(within(of({ cluster: 'east' })))).toEqual(['East']);
});

test('what leaves the scope is gone, and what enters it is there', async () => {
  await setIncidentOwner(platform, within(own), owned.id, null);
  await setIncidentOwner(platform, admin, west.id, team);
  expect(await sees(within(own))).toEqual(['West']);
  const { data } = await platform.ask(within(own), `{ incident(id: "${owned.id}") { id } }`);
  expect(data.incident).toBeNull();
});

test('a scope does not open what is private, nor does an alert that bears its labels', async () => {
  await setIncidentOwner(platform, admin, east.id, await platform.createTeam(sender, 'Others'));
  await setIncidentPrivate(platform, admin, east.id, true);
  const lesser = { ...scoped, permissions: scoped.permissions.filter((name) => name !== 'private:see') };
  expect(await sees(within(of({ cluster: 'east' }), lesser))).toEqual([]);
  expect(await sees(within(of({ cluster: 'east' })))).toEqual(['East']);
});

test('an alert is in scope by its own labels also where its incident is not', async () => {
  await platform.receive(sender, firing('East', { labels: { cluster: 'north' } }));
  const { data } = await platform.ask(
    within(of({ cluster: 'east' })),
    '{ incidents { totalCount } alerts { edges { node { labels incident { id } } } } }',
  );
  expect(data).toEqual({
    incidents: { totalCount: 0 },
    alerts: { edges: [{ node: { labels: { alertname: 'East', cluster: 'east', tier: 'one' }, incident: null } }] },
  });
});

test('verbs reach nothing outside: one, two, many and those on alerts', async () => {
  const caller = within(of({ cluster: 'east' }));
  const missing = { code: 'NOT_FOUND' };
  await expect(addIncidentNote(platform, caller, west.id, 'x')).rejects.toMatchObject(missing);
  await expect(relateIncidents(platform, caller, east.id, west.id, 'RELATED')).rejects.toMatchObject(missing);
  await expect(mergeIncidents(platform, caller, [west.id], east.id)).rejects.toMatchObject(missing);
  await expect(startBulkAction(platform, caller, { verb: 'ACKNOWLEDGE', ids: [west.id] })).rejects.toMatchObject(missing);
  const [alert] = (await platform.alerts(sender)).filter(({ name }) => name === 'West') as [Alert];
  await expect(createIncident(platform, caller, { title: 'x', severity: 'LOW', alertIds: [alert.id] })).rejects.toMatchObject(missing);
  await addIncidentNote(platform, caller, east.id, 'Mine.');
  expect(await platform.story(sender, west.id)).toEqual(['opened']);
  expect(await startBulkAction(platform, caller, { verb: 'ACKNOWLEDGE', filter: {} })).toMatchObject({ total: 1 });
});

test('the transaction of a verb is the platform’s again after its caller was asked about', async () => {
  await assignIncident(platform, within(own), owned.id, scoped.personId);
  await setIncidentOwner(platform, within(own), owned.id, null);
  expect(await platform.story(sender, owned.id)).toEqual(['opened', 'owner_set', 'assigned', 'owner_set']);
});

test('an incident that its opener would not see is refused with what to do; one inside is opened', async () => {
  const wanted = { title: 'By hand', severity: 'LOW' } as const;
  await expect(createIncident(platform, within(own), wanted)).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message:
      'This incident would be outside your scope, so you would not see it. Give it to one of your teams ("ownerTeamId"), or assign it to yourself ("assigneeId").',
  });
  await createIncident(platform, within(own), { ...wanted, ownerTeamId: team });
  await createIncident(platform, within(own), { ...wanted, assigneeId: scoped.personId });
  await expect(createIncident(platform, within(of({ cluster: 'east' })), wanted)).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringContaining('all bear cluster="east"'),
  });
  await platform.receive(sender, firing('East', { labels: { cluster: 'east', pod: 'b' } }));
  const [alert] = (await platform.alerts(sender)).filter(({ name }) => name === 'East') as [Alert];
  await createIncident(platform, within(of({ cluster: 'east' })), { ...wanted, alertIds: [alert.id] });
  expect(await platform.incidentsOf(sender)).toHaveLength(6);
});

test('what is told beside an incident in scope names none outside', async () => {
  await relateIncidents(platform, admin, east.id, west.id, 'RELATED');
  const past = await createIncident(platform, admin, { title: 'Disk of the database is full', severity: 'LOW' });
  const now = await createIncident(platform, admin, { title: 'Disk of the database is full', severity: 'LOW', ownerTeamId: team });
  const query = `{ incident(id: "${east.id}") { relations { incident { id } } } later: incident(id: "${now.id}") { similar { incident { id } } } }`;
  const all = await platform.ask(admin, query);
  expect(all.errors).toBeUndefined();
  expect(all.data.incident.relations).toHaveLength(1);
  expect(JSON.stringify(all.data.later.similar)).toContain(past.id);
  const { data, errors } = await platform.ask(within({ ownTeams: true, labels: [{ cluster: 'east' }] }), query);
  expect(errors).toBeUndefined();
  expect(data).toEqual({ incident: { relations: [] }, later: { similar: [] } });
});

test('the platform’s own work has no scope: alerts join what nobody in scope sees', async () => {
  await platform.receive(sender, firing('West', { labels: { cluster: 'west', pod: 'b' } }));
  expect(await platform.story(sender, west.id)).toEqual(['opened', 'alert_joined']);
});

test('every policy that hides rows from viewers asks for their scope too', async () => {
  const policies = await platform.database.inTenant(
    sender.tenantId,
    (db) => db.$queryRaw<{ tablename: string; qual: string }[]>`SELECT tablename::text, qual FROM pg_policies WHERE policyname = 'seen_by_viewer'`,
  );
  expect(policies.length).toBeGreaterThan(12);
  expect(policies.filter(({ qual }) => !/scope\(\)|restricted\(\)/.test(qual)).map(({ tablename }) => tablename)).toEqual([]);
});
