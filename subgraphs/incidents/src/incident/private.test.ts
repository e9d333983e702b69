import type { Caller } from '#kit/caller';
import type { Alert, Incident } from '#prisma/generated/client';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { giveIncidentRole } from '../role/giveIncidentRole.ts';
import { relateIncidents } from '../relation/relateIncidents.ts';
import { addIncidentNote } from './addIncidentNote.ts';
import { createIncident } from './createIncident.ts';
import { setIncidentOwner } from './setIncidentOwner.ts';
import { setIncidentPrivate } from './setIncidentPrivate.ts';

let platform: TestIncidents;
let sender: TestSender;
let team: string;
let admin: Caller & { personId: string };
let member: Caller;
let outsider: Caller & { personId: string };
let hidden: Incident;
let shown: Incident;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  sender = await platform.createSender();
  team = await platform.createTeam(sender);
  admin = await platform.createPerson(sender, 'Admin');
  const lesser = (caller: Caller & { personId: string }) => ({ ...caller, permissions: caller.permissions.filter((name) => name !== 'private:see') });
  member = { ...lesser(await platform.createPerson(sender, 'Member')), teamIds: [team] };
  outsider = lesser(await platform.createPerson(sender, 'Outsider'));
  await platform.receive(sender, firing('Secret'));
  await platform.receive(sender, firing('Open'));
  [hidden, shown] = (await platform.incidentsOf(sender)) as [Incident, Incident];
  await setIncidentOwner(platform, admin, hidden.id, team);
  await setIncidentPrivate(platform, admin, hidden.id, true);
});

const everything = `{
  incidents { totalCount edges { node { title } } }
  incidentFacets { statuses { count } }
  alerts { totalCount edges { node { name } } }
}`;
const sees = async (caller: Caller) => {
  const { data, errors } = await platform.ask(caller, everything);
  expect(errors).toBeUndefined();
  const facets = data.incidentFacets.statuses.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
  expect([data.incidents.edges.length, data.incidents.totalCount, facets]).toEqual(Array(3).fill(data.alerts.edges.length));
  return data.incidents.edges.map(({ node }: { node: { title: string } }) => node.title).sort();
};

test('a private incident and its alerts are in no list and no count of those who have no part in it', async () => {
  expect(await sees(outsider)).toEqual(['Open']);
  expect(await sees(member)).toEqual(['Open', 'Secret']);
  expect(await sees(admin)).toEqual(['Open', 'Secret']);
  expect(await sees({ ...sender.caller, permissions: outsider.permissions })).toEqual(['Open']);

  const [alert] = (await platform.alerts(sender)).filter(({ name }) => name === 'Secret') as [Alert];
  const { data } = await platform.ask(outsider, `{ incident(id: "${hidden.id}") { id } alert(id: "${alert.id}") { id } }`);
  expect(data).toEqual({ incident: null, alert: null });
});

test('whoever is given a part in it sees it', async () => {
  await giveIncidentRole(platform, admin, hidden.id, 'scribe', outsider.personId);
  expect(await sees(outsider)).toEqual(['Open', 'Secret']);
  await giveIncidentRole(platform, admin, hidden.id, 'scribe', null);
  expect(await sees(outsider)).toEqual(['Open']);
});

test('what is hidden cannot be acted on, nor is it named beside what is shown', async () => {
  await expect(addIncidentNote(platform, outsider, hidden.id, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(relateIncidents(platform, outsider, shown.id, hidden.id, 'RELATED')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await addIncidentNote(platform, member, hidden.id, 'x');
  await relateIncidents(platform, admin, shown.id, hidden.id, 'RELATED');
  const { data, errors } = await platform.ask(outsider, `{ incident(id: "${shown.id}") { relations { incident { id } } } }`);
  expect(errors).toBeUndefined();
  expect(data.incident.relations).toEqual([]);
});

test('it goes on for the platform: alerts join and close it', async () => {
  await platform.receive(sender, firing('Secret', { labels: { pod: 'b' } }));
  expect(await platform.story(sender, hidden.id)).toEqual(['opened', 'owner_set', 'privacy_set', 'alert_joined']);
});

test('only what a team owns is private, and it becomes public again', async () => {
  await expect(setIncidentPrivate(platform, admin, shown.id, true)).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(setIncidentOwner(platform, admin, hidden.id, null)).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(createIncident(platform, admin, { title: 'x', severity: 'LOW', private: true })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await createIncident(platform, admin, { title: 'By hand', severity: 'LOW', private: true, ownerTeamId: team });
  await setIncidentPrivate(platform, member, hidden.id, false);
  const { data } = await platform.ask(outsider, '{ incidents { edges { node { title private } } } }');
  expect(data.incidents.edges.map(({ node }: { node: object }) => node)).toEqual([
    { title: 'Open', private: false },
    { title: 'Secret', private: false },
  ]);
});
