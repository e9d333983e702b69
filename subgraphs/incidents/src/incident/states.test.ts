import type { Caller } from '#kit/caller';
import type { TenantDb } from '#kit/tenant';
import type { Incident } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { flushDueIncidents } from '../tasks/flushDueIncidents.ts';
import { flushIncidents } from '../tasks/flushIncidents.ts';
import { wakeDueIncidents } from '../tasks/wakeDueIncidents.ts';
import { acknowledgeIncident, longestAcknowledgement } from './acknowledgeIncident.ts';
import { resolveIncident } from './resolveIncident.ts';
import { snoozeIncident } from './snoozeIncident.ts';
import { unacknowledgeIncident } from './unacknowledgeIncident.ts';
import { wakeIncident } from './wakeIncident.ts';

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
  incident = await now();
});

const inside = <Row>(read: (db: TenantDb) => Promise<Row>) => platform.database.inTenant(sender.tenantId, read);
const now = async () => (await platform.incidentsOf(sender))[0] as Incident;
const lastEntry = () => inside((db) => db.timelineEntry.findFirst({ where: { incidentId: incident.id }, orderBy: { id: 'desc' } }));
const lastAudit = () => inside((db) => db.auditEntry.findFirst({ where: { subjectId: incident.id }, orderBy: { id: 'desc' } }));
const inMinutes = (minutes: number) => new Date(platform.clock.now().getTime() + minutes * 60_000);
const sweep = () => wakeDueIncidents(platform, new AbortController().signal);

test('an acknowledgement with an end lapses by itself, once, and not before', async () => {
  const acknowledged = await acknowledgeIncident(platform, person, incident.id, 10);
  expect(acknowledged.acknowledgedUntil).toBeInstanceOf(Date);
  platform.advance(9 * 60);
  await sweep();
  expect(await now()).toMatchObject({ status: 'ACKNOWLEDGED' });
  platform.advance(61);
  await Promise.all([sweep(), sweep()]);
  expect(await now()).toMatchObject({ status: 'TRIGGERED', acknowledgedAt: null, acknowledgedById: null, acknowledgedUntil: null });
  expect(await platform.story(sender, incident.id)).toEqual(['opened', 'acknowledged', 'unacknowledged']);
  expect(await lastEntry()).toMatchObject({ actorId: null, facts: { reason: 'lapsed' } });
  expect(await lastAudit()).toMatchObject({ action: 'incident.unacknowledged', via: 'SYSTEM', after: { status: 'TRIGGERED' } });
});

test('one that is acknowledged again says so again', async () => {
  await acknowledgeIncident(platform, person, incident.id);
  await unacknowledgeIncident(platform, person, incident.id);
  await acknowledgeIncident(platform, person, incident.id);
  expect(await platform.story(sender, incident.id)).toEqual(['opened', 'acknowledged', 'unacknowledged', 'acknowledged']);
  platform.advance(longestAcknowledgement * 60 + 1);
  await sweep();
  expect(await now()).toMatchObject({ status: 'ACKNOWLEDGED', acknowledgedUntil: null });
});

test('one that sleeps is not announced until it wakes, and wakes triggered', async () => {
  await acknowledgeIncident(platform, person, incident.id, 30);
  const snoozed = await snoozeIncident(platform, person, incident.id, inMinutes(60));
  expect(snoozed).toMatchObject({ status: 'ACKNOWLEDGED', snoozedById: person.personId, acknowledgedUntil: null });
  platform.advance(31 * 60);
  await sweep();
  await flushIncidents(platform, sender.tenantId, [incident.id]);
  await flushDueIncidents(platform, new AbortController().signal);
  expect(await now()).toMatchObject({ flushedAt: null, snoozedUntil: snoozed.snoozedUntil });

  platform.advance(30 * 60);
  await sweep();
  expect(await now()).toMatchObject({ status: 'TRIGGERED', snoozedUntil: null, snoozedById: null, acknowledgedById: null });
  await flushDueIncidents(platform, new AbortController().signal);
  expect(await platform.story(sender, incident.id)).toEqual(['opened', 'acknowledged', 'snoozed', 'woken', 'flushed']);
});

test('a sleep is lengthened, ended early, and ended by whoever takes the incident on or closes it', async () => {
  await snoozeIncident(platform, person, incident.id, inMinutes(5));
  const later = inMinutes(50);
  await snoozeIncident(platform, person, incident.id, later);
  platform.advance(6 * 60);
  await sweep();
  expect(await now()).toMatchObject({ snoozedUntil: later });
  expect(await wakeIncident(platform, person, incident.id)).toMatchObject({ status: 'TRIGGERED', snoozedUntil: null });
  expect(await lastEntry()).toMatchObject({ kind: 'woken', actorId: person.personId, facts: { reason: 'by_hand' } });

  await snoozeIncident(platform, person, incident.id, inMinutes(5));
  expect(await acknowledgeIncident(platform, person, incident.id)).toMatchObject({ status: 'ACKNOWLEDGED', snoozedUntil: null });
  await snoozeIncident(platform, person, incident.id, inMinutes(5));
  expect(await resolveIncident(platform, person, incident.id)).toMatchObject({ status: 'RESOLVED', snoozedUntil: null });
  platform.advance(6 * 60);
  await sweep();
  expect(await now()).toMatchObject({ status: 'RESOLVED' });
});

test('times out of range are refused', async () => {
  for (const minutes of [0, -1, longestAcknowledgement + 1]) {
    await expect(acknowledgeIncident(platform, person, incident.id, minutes)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  }
  for (const until of [inMinutes(-1), inMinutes(31 * 24 * 60), new Date(Number.NaN)]) {
    await expect(snoozeIncident(platform, person, incident.id, until)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  }
  expect(await platform.story(sender, incident.id)).toEqual(['opened']);
});

const verbs = [
  ['unacknowledge', 'incidents:acknowledge', unacknowledgeIncident, 'not_acknowledged'],
  ['wake', 'incidents:snooze', wakeIncident, 'not_snoozed'],
  [
    'snooze',
    'incidents:snooze',
    (on: TestIncidents, caller: Caller, id: string) => snoozeIncident(on, caller, id, new Date(on.clock.now().getTime() + 60_000)),
    null,
  ],
] as const;

test.each(verbs)('%s: what cannot be done says why; strangers find nothing; the permission is needed', async (_, permission, act, refusal) => {
  if (refusal) {
    await expect(act(platform, person, incident.id)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(refusal) });
  }
  for (const [caller, id] of [
    [await platform.createTenant(), incident.id],
    [person, uuidv7()],
    [person, 'no id'],
  ] as const) {
    await expect(act(platform, caller, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  const reader = { ...person, permissions: person.permissions.filter((name) => name !== permission) };
  await expect(act(platform, reader, incident.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await resolveIncident(platform, person, incident.id);
  await expect(act(platform, person, incident.id)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('already_resolved'),
  });
});
