import type { Caller } from '#kit/caller';
import type { TenantDb } from '#kit/tenant';
import type { Incident } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { addIncidentLink } from '../link/addIncidentLink.ts';
import { removeIncidentLink } from '../link/removeIncidentLink.ts';
import { mergeIncidents } from '../merge/mergeIncidents.ts';
import { splitIncident } from '../merge/splitIncident.ts';
import { unmergeIncident } from '../merge/unmergeIncident.ts';
import { relateIncidents } from '../relation/relateIncidents.ts';
import { unrelateIncidents } from '../relation/unrelateIncidents.ts';
import { giveIncidentRole } from '../role/giveIncidentRole.ts';
import { addIncidentTask } from '../task/addIncidentTask.ts';
import { changeIncidentTask } from '../task/changeIncidentTask.ts';
import { addIncidentNote } from './addIncidentNote.ts';
import { assignIncident } from './assignIncident.ts';
import { postIncidentUpdate } from './postIncidentUpdate.ts';
import { setIncidentOwner } from './setIncidentOwner.ts';
import { setIncidentPriority } from './setIncidentPriority.ts';
import { setIncidentSeverity } from './setIncidentSeverity.ts';
import { setIncidentTitle } from './setIncidentTitle.ts';

let platform: TestIncidents;
let sender: TestSender;
let ada: Caller & { personId: string };
let incident: Incident;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  sender = await platform.createSender();
  ada = await platform.createPerson(sender);
  await platform.receive(sender, firing('Up', { labels: { severity: 'high' } }));
  [incident] = (await platform.incidentsOf(sender)) as [Incident];
});

const inside = <Row>(read: (db: TenantDb) => Promise<Row>) => platform.database.inTenant(sender.tenantId, read);
const now = async () => (await platform.incidentsOf(sender))[0] as Incident;
const lastEntry = () => inside((db) => db.timelineEntry.findFirst({ where: { incidentId: incident.id }, orderBy: { id: 'desc' } }));
const lastAudit = () => inside((db) => db.auditEntry.findFirst({ where: { subjectId: incident.id }, orderBy: { id: 'desc' } }));

test('a title that a person gave stands, whatever joins', async () => {
  await setIncidentTitle(platform, ada, incident.id, '  Checkout\n is down ');
  expect(await lastEntry()).toMatchObject({ kind: 'title_set', actorId: ada.personId, facts: { from: 'Up', to: 'Checkout is down' } });
  await platform.receive(sender, firing('Up', { labels: { pod: 'b' }, annotations: { summary: 'other' } }));
  expect(await now()).toMatchObject({ title: 'Checkout is down' });
  await expect(setIncidentTitle(platform, ada, incident.id, ' ')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(setIncidentTitle(platform, ada, incident.id, 'x'.repeat(301))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a severity that a person set stands, and its SLA follows', async () => {
  await setIncidentSeverity(platform, ada, incident.id, 'LOW');
  await platform.receive(sender, firing('Up', { labels: { pod: 'b', severity: 'critical' } }));
  expect(await now()).toMatchObject({ severity: 'LOW', facts: { sla: expect.objectContaining({}) } });
  expect(await lastAudit()).toMatchObject({ action: 'incident.severitySet', before: { severity: 'HIGH' }, after: { severity: 'LOW' } });
  const story = await platform.story(sender, incident.id);
  await setIncidentSeverity(platform, ada, incident.id, 'LOW');
  expect(await platform.story(sender, incident.id)).toEqual(story);
});

test('priority, assignee and owner are set and taken away, and unknown people and teams are refused', async () => {
  const team = await platform.createTeam(sender);
  await setIncidentPriority(platform, ada, incident.id, 'P1');
  await assignIncident(platform, ada, incident.id, ada.personId);
  expect(await lastEntry()).toMatchObject({ kind: 'assigned', facts: { personIds: [ada.personId] } });
  await setIncidentOwner(platform, ada, incident.id, team);
  expect(await now()).toMatchObject({ priority: 'P1', assigneeId: ada.personId, ownerTeamId: team });
  await setIncidentPriority(platform, ada, incident.id, null);
  await assignIncident(platform, ada, incident.id, null);
  await setIncidentOwner(platform, ada, incident.id, null);
  expect(await now()).toMatchObject({ priority: null, assigneeId: null, ownerTeamId: null });
  expect(await platform.story(sender, incident.id)).toEqual([
    ...['opened', 'priority_set', 'assigned', 'owner_set', 'priority_set', 'unassigned', 'owner_set'],
  ]);

  const foreign = await platform.createPerson(await platform.createSender());
  for (const id of [foreign.personId, uuidv7(), 'nobody']) {
    await expect(assignIncident(platform, ada, incident.id, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(setIncidentOwner(platform, ada, incident.id, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('a note calls people, who are kept as references', async () => {
  const bob = await platform.createPerson(sender, 'Bob');
  const text = `@[Bob](person:${bob.personId}) can you look?`;
  await addIncidentNote(platform, ada, incident.id, text);
  expect(await lastEntry()).toMatchObject({ kind: 'note', text, facts: { personIds: [bob.personId] } });
  const { data, errors } = await platform.ask(ada, `{ incident(id: "${incident.id}") { timeline { edges { node { kind people { id } } } } } }`);
  expect(errors).toBeUndefined();
  expect(data.incident.timeline.edges.at(-1).node).toEqual({ kind: 'note', people: [{ id: bob.personId }] });
  await expect(addIncidentNote(platform, ada, incident.id, `@[X](person:${uuidv7()})`)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('an update says for whom it is', async () => {
  await postIncidentUpdate(platform, ada, incident.id, 'We are looking.', 'STAKEHOLDERS');
  expect(await lastEntry()).toMatchObject({ kind: 'update', text: 'We are looking.', facts: { audience: 'STAKEHOLDERS' } });
});

test('a role has one holder, and goes from one to the other', async () => {
  const bob = await platform.createPerson(sender, 'Bob');
  await giveIncidentRole(platform, ada, incident.id, ' Commander ', ada.personId);
  await giveIncidentRole(platform, ada, incident.id, 'commander', bob.personId);
  await giveIncidentRole(platform, ada, incident.id, 'scribe', ada.personId);
  await giveIncidentRole(platform, ada, incident.id, 'scribe', null);
  const { data } = await platform.ask(ada, `{ incident(id: "${incident.id}") { roles { name person { id } } } }`);
  expect(data.incident.roles).toEqual([{ name: 'commander', person: { id: bob.personId } }]);
  expect(await lastEntry()).toMatchObject({ kind: 'role_taken', facts: { role: 'scribe' } });
  for (const role of ['', 'x'.repeat(41)]) {
    await expect(giveIncidentRole(platform, ada, incident.id, role, ada.personId)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  }
});

test('tasks are added, changed in part, done and opened again', async () => {
  const dueAt = new Date('2026-12-01T00:00:00Z');
  await addIncidentTask(platform, ada, incident.id, { title: ' Fail over ', ownerId: ada.personId, dueAt });
  const read = async () =>
    (
      await platform.ask(
        ada,
        `{ incident(id: "${incident.id}") { tasks { totalCount edges { node {
    id title state dueAt owner { id } } } } } }`,
      )
    ).data.incident.tasks;
  const [{ node }] = (await read()).edges;
  expect(node).toMatchObject({ title: 'Fail over', state: 'OPEN', owner: { id: ada.personId }, dueAt: dueAt.toISOString() });

  await changeIncidentTask(platform, ada, incident.id, node.id, { state: 'DONE' });
  expect(await lastEntry()).toMatchObject({ kind: 'task_changed', facts: { title: 'Fail over', state: 'DONE' } });
  await changeIncidentTask(platform, ada, incident.id, node.id, { ownerId: null, dueAt: null });
  await changeIncidentTask(platform, ada, incident.id, node.id, { state: 'OPEN', title: 'Fail over to b' });
  await changeIncidentTask(platform, ada, incident.id, node.id, {});
  expect((await read()).edges[0].node).toMatchObject({ title: 'Fail over to b', state: 'OPEN', owner: null, dueAt: null });
  expect(await platform.story(sender, incident.id)).toEqual(['opened', 'task_added', 'task_changed', 'task_changed', 'task_changed']);
  await expect(changeIncidentTask(platform, ada, incident.id, uuidv7(), { state: 'DONE' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(changeIncidentTask(platform, ada, incident.id, node.id, { title: ' ' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('links are added and taken away, and only web addresses are', async () => {
  await addIncidentLink(platform, ada, incident.id, { url: 'https://wiki.example/runbook' });
  const [link] = await inside((db) => db.incidentLink.findMany({ where: { incidentId: incident.id } }));
  expect(link).toMatchObject({ title: 'https://wiki.example/runbook', createdById: ada.personId });
  await expect(addIncidentLink(platform, ada, incident.id, { url: 'javascript:alert(1)' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await removeIncidentLink(platform, ada, incident.id, link?.id ?? '');
  await expect(removeIncidentLink(platform, ada, incident.id, link?.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await platform.story(sender, incident.id)).toEqual(['opened', 'link_added', 'link_removed']);
});

test('what two incidents are to each other is said once, and reads from both', async () => {
  await platform.receive(sender, firing('Disk'));
  const other = (await platform.incidentsOf(sender))[1] as Incident;
  const read = async (id: string) =>
    (await platform.ask(ada, `{ incident(id: "${id}") { relations { relationship incident { number } } } }`)).data.incident.relations;
  await relateIncidents(platform, ada, incident.id, other.id, 'RELATED');
  await relateIncidents(platform, ada, other.id, incident.id, 'CAUSES');
  expect(await read(incident.id)).toEqual([{ relationship: 'CAUSED_BY', incident: { number: 2 } }]);
  expect(await read(other.id)).toEqual([{ relationship: 'CAUSES', incident: { number: 1 } }]);
  expect(await platform.story(sender, incident.id)).toEqual(['opened', 'related', 'related']);
  await unrelateIncidents(platform, ada, incident.id, other.id);
  expect(await read(incident.id)).toEqual([]);
  await expect(unrelateIncidents(platform, ada, incident.id, other.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(relateIncidents(platform, ada, incident.id, incident.id, 'RELATED')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

const verbs: [string, string, (on: TestIncidents, caller: Caller, id: string) => Promise<unknown>][] = [
  ['title', 'incidents:edit', (on, caller, id) => setIncidentTitle(on, caller, id, 'x')],
  ['severity', 'incidents:edit', (on, caller, id) => setIncidentSeverity(on, caller, id, 'INFO')],
  ['priority', 'incidents:edit', (on, caller, id) => setIncidentPriority(on, caller, id, 'P5')],
  ['assign', 'incidents:edit', (on, caller, id) => assignIncident(on, caller, id, ada.personId)],
  ['owner', 'incidents:edit', (on, caller, id) => setIncidentOwner(on, caller, id, uuidv7())],
  ['note', 'incidents:note', (on, caller, id) => addIncidentNote(on, caller, id, 'x')],
  ['update', 'incidents:edit', (on, caller, id) => postIncidentUpdate(on, caller, id, 'x', 'TEAM')],
  ['role', 'incidents:edit', (on, caller, id) => giveIncidentRole(on, caller, id, 'scribe', ada.personId)],
  ['task', 'incidents:edit', (on, caller, id) => addIncidentTask(on, caller, id, { title: 'x' })],
  ['task change', 'incidents:edit', (on, caller, id) => changeIncidentTask(on, caller, id, uuidv7(), {})],
  ['link', 'incidents:edit', (on, caller, id) => addIncidentLink(on, caller, id, { url: 'https://x.example' })],
  ['link removal', 'incidents:edit', (on, caller, id) => removeIncidentLink(on, caller, id, uuidv7())],
  ['relate', 'incidents:edit', (on, caller, id) => relateIncidents(on, caller, id, id, 'RELATED')],
  ['unrelate', 'incidents:edit', (on, caller, id) => unrelateIncidents(on, caller, id, id)],
  ['merge', 'incidents:merge', (on, caller, id) => mergeIncidents(on, caller, [id], uuidv7())],
  ['merge into', 'incidents:merge', (on, caller, id) => mergeIncidents(on, caller, [incident.id], id)],
  ['unmerge', 'incidents:merge', (on, caller, id) => unmergeIncident(on, caller, id)],
  ['split', 'incidents:merge', (on, caller, id) => splitIncident(on, caller, id, [uuidv7()])],
];

test.each(verbs)('%s: strangers and unknown ids find nothing, and %s is needed', async (name, permission, act) => {
  const stranger = await platform.createTenant();
  if (name !== 'merge into') await expect(act(platform, stranger, incident.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(act(platform, ada, uuidv7())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(act(platform, ada, "' OR 1=1")).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const reader = { ...ada, permissions: ada.permissions.filter((each) => each !== permission) };
  await expect(act(platform, reader, incident.id)).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining(permission) });
  expect(await now()).toEqual(incident);
});
