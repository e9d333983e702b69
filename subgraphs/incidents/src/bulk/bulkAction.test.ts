import type { Caller } from '#kit/caller';
import { uuidv7 } from 'uuidv7';
import { acknowledgeIncident } from '../incident/acknowledgeIncident.ts';
import { resolveIncident } from '../incident/resolveIncident.ts';
import { setIncidentPriority } from '../incident/setIncidentPriority.ts';
import { setIncidentSeverity } from '../incident/setIncidentSeverity.ts';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { resumeBulkActions } from '../tasks/resumeBulkActions.ts';
import { cancelBulkAction } from './cancelBulkAction.ts';
import { mostTargets } from './mostTargets.ts';
import { runBulkAction } from './runBulkAction.ts';
import { startBulkAction } from './startBulkAction.ts';
import { undoBulkAction } from './undoBulkAction.ts';

let platform: TestIncidents;
let sender: TestSender;
let person: Caller;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  sender = await platform.createSender();
  person = { ...sender.caller, personId: uuidv7(), via: 'GRAFANA' };
});

const signal = new AbortController().signal;
const open = async (count: number): Promise<string[]> => {
  await platform.receive(sender, ...Array.from({ length: count }, (_, at) => firing(`Alert ${at}`, { labels: { n: String(at) } })));
  return (await platform.incidentsOf(sender)).map(({ id }) => id);
};
const run = (id: string, tenantId = sender.tenantId) => runBulkAction(platform, tenantId, id, signal);
const seen = async (id: string, caller: Caller = person) => {
  const { data, errors } = await platform.ask(
    caller,
    `{ bulkAction(id: "${id}") { verb state total canUndo finishedAt undoOfId requestedBy { id } progress { done skipped failed waiting reasons { outcome reason count incidentIds } } } }`,
  );
  expect(errors).toBeUndefined();
  return data.bulkAction;
};
const statuses = async () => (await platform.incidentsOf(sender)).map(({ status }) => status);

test('a verb is done to each incident of a filter as if it were done alone', async () => {
  const ids = await open(3);
  await resolveIncident(platform, person, ids[2] as string);
  const action = await startBulkAction(platform, person, { verb: 'ACKNOWLEDGE', filter: { severities: ['MEDIUM'] } });
  expect(await seen(action.id)).toMatchObject({ state: 'RUNNING', total: 3, progress: { waiting: 3, done: 0 }, finishedAt: null });
  expect(await platform.jobs(sender, 'runBulkAction')).toEqual([{ bulkActionId: action.id }]);

  await run(action.id);
  expect(await statuses()).toEqual(['ACKNOWLEDGED', 'ACKNOWLEDGED', 'RESOLVED']);
  expect(await seen(action.id)).toMatchObject({
    ...{ state: 'DONE', verb: 'ACKNOWLEDGE', requestedBy: { id: person.personId }, finishedAt: expect.any(String) },
    progress: {
      ...{ done: 2, skipped: 1, failed: 0, waiting: 0 },
      reasons: [{ outcome: 'SKIPPED', reason: 'Cannot acknowledge: already_resolved.', count: 1, incidentIds: [ids[2]] }],
    },
  });
  expect(await platform.story(sender, ids[0] as string)).toContain('acknowledged');
  const audits = await platform.database.inTenant(sender.tenantId, (db) => db.auditEntry.findMany({ where: { action: 'incident.acknowledged' } }));
  expect(audits.map(({ actorId, via }) => [actorId, via])).toEqual(Array(2).fill([person.personId, 'GRAFANA']));
});

test('a note goes with each of them', async () => {
  const ids = await open(2);
  const action = await startBulkAction(platform, person, { verb: 'RESOLVE', ids: [...ids, uuidv7(), 'no id'], note: 'Deploy rolled back.' });
  await run(action.id);
  const notes = await platform.database.inTenant(sender.tenantId, (db) => db.timelineEntry.findMany({ where: { kind: 'resolved' } }));
  expect(notes.map(({ text }) => text)).toEqual(['Deploy rolled back.', 'Deploy rolled back.']);
  expect(await seen(action.id)).toMatchObject({ total: 2, canUndo: false, progress: { done: 2 } });
});

test('a worker that died between the deed and its note: the next one goes on and counts the deed once', async () => {
  const ids = await open(3);
  const action = await startBulkAction(platform, person, { verb: 'ACKNOWLEDGE', ids });
  // What a worker leaves that is killed in its first batch: a lease, attempts, one deed done, nothing noted.
  await platform.database.inTenant(sender.tenantId, async (db) => {
    await db.bulkAction.updateMany({ where: { id: action.id }, data: { leaseUntil: new Date(platform.clock.now().getTime() + 60_000) } });
    await db.bulkItem.updateMany({ where: { bulkActionId: action.id }, data: { attemptedAt: platform.clock.now() } });
  });
  await acknowledgeIncident(platform, person, ids[0] as string);
  const [second] = [ids[1] as string];
  await acknowledgeIncident(platform, sender.caller, second);

  await run(action.id);
  expect(await seen(action.id)).toMatchObject({ state: 'RUNNING', progress: { waiting: 3 } });
  platform.advance(61);
  await resumeBulkActions(platform, signal);
  expect(await seen(action.id)).toMatchObject({ state: 'DONE', progress: { done: 2, skipped: 1, waiting: 0 } });
  expect((await platform.story(sender, ids[0] as string)).filter((kind) => kind === 'acknowledged')).toHaveLength(1);
});

test('two workers at once do each incident once', async () => {
  const ids = await open(10);
  const action = await startBulkAction(platform, person, { verb: 'ACKNOWLEDGE', ids });
  await Promise.all([run(action.id), run(action.id), run(action.id)]);
  expect(await seen(action.id)).toMatchObject({ state: 'DONE', progress: { done: 10, skipped: 0 } });
});

test('a worker that is told to stop leaves the rest to the sweep', async () => {
  const action = await startBulkAction(platform, person, { verb: 'ACKNOWLEDGE', ids: await open(2) });
  await runBulkAction(platform, sender.tenantId, action.id, AbortSignal.abort());
  expect(await seen(action.id)).toMatchObject({ state: 'RUNNING', progress: { waiting: 2 } });
  await resumeBulkActions(platform, signal);
  expect(await seen(action.id)).toMatchObject({ state: 'DONE', progress: { done: 2 } });
});

test('what is cancelled stops, and says what was not done', async () => {
  const action = await startBulkAction(platform, person, { verb: 'ACKNOWLEDGE', ids: await open(2) });
  expect(await cancelBulkAction(platform, person, action.id)).toMatchObject({ state: 'CANCELLED' });
  await run(action.id);
  expect(await statuses()).toEqual(['TRIGGERED', 'TRIGGERED']);
  expect(await seen(action.id)).toMatchObject({ state: 'CANCELLED', progress: { waiting: 2, done: 0 } });
  await expect(cancelBulkAction(platform, person, action.id)).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('what can be taken back is taken back from those that were changed, once', async () => {
  const ids = await open(3);
  await acknowledgeIncident(platform, sender.caller, ids[0] as string);
  const action = await startBulkAction(platform, person, { verb: 'ACKNOWLEDGE', ids });
  await expect(undoBulkAction(platform, person, action.id)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('still runs'),
  });
  await run(action.id);
  expect(await seen(action.id)).toMatchObject({ canUndo: true });
  const undo = await undoBulkAction(platform, person, action.id);
  await run(undo.id);
  expect(await statuses()).toEqual(['ACKNOWLEDGED', 'TRIGGERED', 'TRIGGERED']);
  expect(await seen(undo.id)).toMatchObject({ verb: 'UNACKNOWLEDGE', undoOfId: action.id, total: 2, canUndo: false, progress: { done: 2 } });
  await expect(undoBulkAction(platform, person, action.id)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('already') });
});

test('many are snoozed, and woken by the undoing', async () => {
  const until = new Date(platform.clock.now().getTime() + 3_600_000);
  const action = await startBulkAction(platform, person, { verb: 'SNOOZE', ids: await open(2), until });
  await run(action.id);
  expect((await platform.incidentsOf(sender)).map(({ snoozedUntil }) => snoozedUntil)).toEqual([until, until]);
  await run((await undoBulkAction(platform, person, action.id)).id);
  expect((await platform.incidentsOf(sender)).map(({ snoozedUntil }) => snoozedUntil)).toEqual([null, null]);
  await expect(startBulkAction(platform, person, { verb: 'SNOOZE', filter: {} })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

const column = async (name: 'severity' | 'severityPinned' | 'priority' | 'assigneeId' | 'ownerTeamId') =>
  (await platform.incidentsOf(sender)).map((incident) => incident[name]);

test('a severity is set on many, and each is given back its own, unpinned as it was', async () => {
  const ids = await open(3);
  await setIncidentSeverity(platform, person, ids[0] as string, 'CRITICAL');
  await setIncidentSeverity(platform, person, ids[1] as string, 'LOW');
  const action = await startBulkAction(platform, person, { verb: 'SET_SEVERITY', ids, severity: 'CRITICAL' });
  await run(action.id);
  expect(await column('severity')).toEqual(['CRITICAL', 'CRITICAL', 'CRITICAL']);
  expect(await seen(action.id)).toMatchObject({
    canUndo: true,
    progress: { done: 2, skipped: 1, reasons: [{ reason: 'Cannot set the severity: already_so.', count: 1 }] },
  });
  await run((await undoBulkAction(platform, person, action.id)).id);
  expect(await column('severity')).toEqual(['CRITICAL', 'LOW', 'MEDIUM']);
  expect(await column('severityPinned')).toEqual([true, true, false]);
});

test('priority, assignee and owner team are set on many and taken back', async () => {
  const ids = await open(2);
  const [ada, team] = [await platform.createPerson(sender), await platform.createTeam(sender)];
  for (const [name, input, wanted] of [
    ['priority', { verb: 'SET_PRIORITY', priority: 'P1' }, 'P1'],
    ['assigneeId', { verb: 'ASSIGN', personId: ada.personId }, ada.personId],
    ['ownerTeamId', { verb: 'SET_OWNER', teamId: team }, team],
  ] as const) {
    const before = await column(name);
    const action = await startBulkAction(platform, person, { ...input, ids });
    await run(action.id);
    expect(await column(name)).toEqual([wanted, wanted]);
    const undo = await undoBulkAction(platform, person, action.id);
    await run(undo.id);
    expect(await column(name)).toEqual(before);
    expect(await seen(undo.id)).toMatchObject({ verb: input.verb, undoOfId: action.id, progress: { done: 2 } });
  }
});

test('what somebody changed since is not taken back', async () => {
  const ids = await open(2);
  const action = await startBulkAction(platform, person, { verb: 'SET_PRIORITY', ids, priority: 'P2' });
  await run(action.id);
  await setIncidentPriority(platform, sender.caller, ids[0] as string, 'P1');
  const undo = await undoBulkAction(platform, person, action.id);
  await run(undo.id);
  expect((await column('priority'))[0]).toBe('P1');
  expect(await seen(undo.id)).toMatchObject({ progress: { done: 1, skipped: 1, reasons: [{ reason: 'Cannot set the priority: changed_since.' }] } });
});

test('a worker that died after setting a value: the value from before is still known', async () => {
  const ids = await open(1);
  const action = await startBulkAction(platform, person, { verb: 'SET_SEVERITY', ids, severity: 'HIGH' });
  const item = { bulkActionId: action.id };
  await platform.database.inTenant(sender.tenantId, (db) =>
    db.bulkItem.updateMany({
      where: item,
      data: { attemptedAt: platform.clock.now(), before: { severity: 'MEDIUM', pinned: false, expected: 'HIGH' } },
    }),
  );
  await setIncidentSeverity(platform, person, ids[0] as string, 'HIGH');
  await run(action.id);
  expect(await seen(action.id)).toMatchObject({ progress: { done: 1, skipped: 0 } });
  await run((await undoBulkAction(platform, person, action.id)).id);
  expect(await column('severity')).toEqual(['MEDIUM']);
});

test("nobody is given to a person or a team of another tenant, and none without the verb's permission", async () => {
  const ids = await open(1);
  const stranger = await platform.createSender();
  const [ada, team] = [await platform.createPerson(stranger), await platform.createTeam(stranger)];
  const start = (input: object, by = person) => startBulkAction(platform, by, { verb: 'ASSIGN', ids, ...input });
  await expect(start({ personId: ada.personId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(start({ verb: 'SET_OWNER', teamId: team })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(start({ verb: 'SET_SEVERITY' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  const reader = { ...person, permissions: person.permissions.filter((name) => name !== 'incidents:edit') };
  await expect(start({ verb: 'SET_PRIORITY', priority: 'P1' }, reader)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('what nothing takes back is refused by name', async () => {
  const action = await startBulkAction(platform, person, { verb: 'RESOLVE', ids: await open(1) });
  await run(action.id);
  await expect(undoBulkAction(platform, person, action.id)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('RESOLVE') });
});

test.each([
  ['no targets given', { verb: 'ACKNOWLEDGE' }, 'BAD_USER_INPUT'],
  ['both kinds of targets', { verb: 'ACKNOWLEDGE', ids: [], filter: {} }, 'BAD_USER_INPUT'],
  ['an argument that the verb does not take', { verb: 'ACKNOWLEDGE', filter: {}, note: 'x' }, 'BAD_USER_INPUT'],
  ['too many', { verb: 'ACKNOWLEDGE', ids: Array<string>(mostTargets + 1).fill('x') }, 'BAD_USER_INPUT'],
  ['nothing that matches', { verb: 'ACKNOWLEDGE', filter: { search: 'nowhere' } }, 'NOT_FOUND'],
])('%s: refused', async (_, input, code) => {
  await open(1);
  await expect(startBulkAction(platform, person, input)).rejects.toMatchObject({ code });
});

test('another tenant can neither see, start, cancel nor undo it', async () => {
  const ids = await open(1);
  const action = await startBulkAction(platform, person, { verb: 'ACKNOWLEDGE', ids });
  const stranger = await platform.createTenant();
  expect(await seen(action.id, stranger)).toBeNull();
  await expect(startBulkAction(platform, stranger, { verb: 'ACKNOWLEDGE', ids })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const act of [cancelBulkAction, undoBulkAction]) {
    await expect(act(platform, stranger, action.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(act(platform, person, 'no id')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  await run(action.id, stranger.tenantId);
  expect(await statuses()).toEqual(['TRIGGERED']);
});

test.each(['incidents:bulk', 'incidents:acknowledge'] as const)('%s is needed', async (permission) => {
  const ids = await open(1);
  const reader = { ...person, permissions: person.permissions.filter((name) => name !== permission) };
  await expect(startBulkAction(platform, reader, { verb: 'ACKNOWLEDGE', ids })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
