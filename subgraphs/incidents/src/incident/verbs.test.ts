import type { Caller } from '#kit/caller';
import type { TenantDb } from '#kit/tenant';
import type { Incident } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { acknowledgeIncident } from './acknowledgeIncident.ts';
import { addIncidentNote } from './addIncidentNote.ts';
import { longestNote } from './readNote.ts';
import { resolveIncident } from './resolveIncident.ts';

let platform: TestIncidents;
let sender: TestSender;
let person: Caller;
let incident: Incident;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  sender = await platform.createSender();
  person = { ...sender.caller, personId: uuidv7(), via: 'GRAFANA' };
  await platform.receive(sender, firing('Up'));
  [incident] = (await platform.incidentsOf(sender)) as [Incident];
});

const inside = <Row>(read: (db: TenantDb) => Promise<Row>) => platform.database.inTenant(sender.tenantId, read);
const audits = () => inside((db) => db.auditEntry.findMany({ where: { subjectId: incident.id }, orderBy: { id: 'asc' } }));
const lastEntry = () => inside((db) => db.timelineEntry.findFirst({ where: { incidentId: incident.id }, orderBy: { id: 'desc' } }));

test('acknowledging leaves its mark everywhere', async () => {
  const heard: unknown[] = [];
  const stop = platform.live.listen((signal) => heard.push(signal));
  const acknowledged = await acknowledgeIncident(platform, person, incident.id);
  stop();
  expect(acknowledged).toMatchObject({ status: 'ACKNOWLEDGED', acknowledgedById: person.personId, acknowledgedAt: expect.any(Date) });
  expect(await lastEntry()).toMatchObject({ kind: 'acknowledged', actorId: person.personId, at: acknowledged.acknowledgedAt });
  expect(await audits()).toMatchObject([
    { action: 'incident.acknowledged', actorId: person.personId, via: 'GRAFANA', before: { status: 'TRIGGERED' }, after: { status: 'ACKNOWLEDGED' } },
  ]);
  expect(heard).toMatchObject([{ tenantId: sender.tenantId, type: 'incident', ids: [incident.id] }]);
});

test('resolving takes a note, and tells those who follow', async () => {
  await acknowledgeIncident(platform, person, incident.id);
  const resolved = await resolveIncident(platform, person, incident.id, '  It was the cache.\0  ');
  expect(resolved).toMatchObject({ status: 'RESOLVED', resolvedById: person.personId, acknowledgedById: person.personId });
  expect(await lastEntry()).toMatchObject({ kind: 'resolved', text: 'It was the cache.\u{FFFD}', actorId: person.personId });
  expect((await audits()).at(-1)).toMatchObject({ action: 'incident.resolved', before: { status: 'ACKNOWLEDGED' }, after: { status: 'RESOLVED' } });
  expect(await platform.jobs(sender, 'incident.resolved/dispatchNotices')).toMatchObject([{ incident: { id: incident.id, status: 'RESOLVED' } }]);
});

test('an API key without a person acts without a name', async () => {
  await acknowledgeIncident(platform, sender.caller, incident.id);
  const resolved = await resolveIncident(platform, sender.caller, incident.id, ' ');
  expect(resolved).toMatchObject({ acknowledgedById: null, resolvedById: null, status: 'RESOLVED' });
  expect(await lastEntry()).toMatchObject({ kind: 'resolved', actorId: null, text: null, facts: { reason: 'resolved_by_caller', via: 'API_KEY' } });
});

test('what cannot be done is refused with its reason, and leaves no mark', async () => {
  await acknowledgeIncident(platform, person, incident.id);
  await expect(acknowledgeIncident(platform, person, incident.id)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('already_acknowledged'),
  });
  await resolveIncident(platform, person, incident.id);
  await expect(acknowledgeIncident(platform, person, incident.id)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('already_resolved'),
  });
  await expect(resolveIncident(platform, person, incident.id)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await audits()).toHaveLength(2);
});

test('of two people who acknowledge at once, one does', async () => {
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => acknowledgeIncident(platform, person, incident.id)));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
});

test('a note may be added at any time, within its limits', async () => {
  await resolveIncident(platform, person, incident.id);
  await addIncidentNote(platform, person, incident.id, ' Postmortem follows. ');
  expect(await lastEntry()).toMatchObject({ kind: 'note', text: 'Postmortem follows.', actorId: person.personId });
  expect((await audits()).at(-1)).toMatchObject({ action: 'incident.noted', after: { note: 'Postmortem follows.' } });
  await addIncidentNote(platform, person, incident.id, 'x'.repeat(longestNote));
  for (const text of ['', ' \n ', 'x'.repeat(longestNote + 1)]) {
    await expect(addIncidentNote(platform, person, incident.id, text)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  }
  await expect(resolveIncident(platform, person, incident.id, 'x'.repeat(longestNote + 1))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

const verbs = [
  ['acknowledge', 'incidents:acknowledge', (caller: Caller, id: string) => acknowledgeIncident(platform, caller, id)],
  ['resolve', 'incidents:resolve', (caller: Caller, id: string) => resolveIncident(platform, caller, id)],
  ['note', 'incidents:note', (caller: Caller, id: string) => addIncidentNote(platform, caller, id, 'Hello')],
] as const;

test.each(verbs)('%s: another tenant, an unknown id and a malformed id find nothing', async (_, __, act) => {
  const stranger = await platform.createTenant();
  await expect(act(stranger, incident.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(act(person, uuidv7())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(act(person, "' OR 1=1")).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await platform.incidentsOf(sender)).toEqual([incident]);
});

test.each(verbs)('%s needs the permission %s', async (_, permission, act) => {
  const reader = { ...person, permissions: person.permissions.filter((name) => name !== permission) };
  await expect(act(reader, incident.id)).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining(permission) });
});
