import { viewerOf, type Caller } from '#kit/caller';
import { uuidv7 } from 'uuidv7';
import { exampleIncident, openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { deleteTrigger } from './deleteTrigger.ts';
import { renewHookKeys } from './renewHookKeys.ts';
import { replayEvent } from './replayEvent.ts';
import { saveTrigger } from './saveTrigger.ts';
import { setTriggerEnabled } from './setTriggerEnabled.ts';
import type { TriggerDraftInput } from './triggerDraft.ts';
import { tryTrigger } from './tryTrigger.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());

async function prepare() {
  const caller = await platform.createTenant();
  const { playbookId, triggerId } = await platform.createTriggered(caller, [{}], [{ name: 'alertname', op: '=', value: 'none' }]);
  const draft = { kind: 'EVENT', name: 'Disks', event: 'incident.opened', playbookId } satisfies TriggerDraftInput;
  return { caller, playbookId, triggerId, draft };
}
const read = <T>({ tenantId }: Caller, work: Parameters<typeof platform.database.inTenant<T>>[1]) => platform.database.inTenant(tenantId, work);

test('what is saved is audited without its secrets, and counted', async () => {
  const { caller, playbookId } = await prepare();
  const hook = { kind: 'WEBHOOK', name: 'Deploys', playbookId } satisfies TriggerDraftInput;
  const first = await saveTrigger(platform, caller, null, hook);
  expect(first).toMatchObject({ token: expect.stringMatching(/^sre_hook_/), secret: expect.stringMatching(/^whsec_/), trigger: { version: 1 } });
  const second = await saveTrigger(platform, caller, { id: first.trigger.id, expectedVersion: 1 }, { ...hook, description: 'From CI' });
  expect(second).toMatchObject({ token: null, secret: null, trigger: { version: 2, description: 'From CI', secret: first.trigger.secret } });
  const audits = await read(caller, (db) => db.auditEntry.findMany({ where: { subjectId: first.trigger.id }, orderBy: { at: 'asc' } }));
  expect(audits.map(({ action }) => action).sort()).toEqual(['trigger.created', 'trigger.updated']);
  for (const told of [first.token, first.secret]) expect(JSON.stringify([audits, first.trigger])).not.toContain(told);
});

test.each<[string, object, string]>([
  ['a condition that cannot be read', { condition: 'incident.' }, 'BAD_USER_INPUT'],
  ['a name that conditions do not know', { condition: 'alert.name == "x"' }, 'BAD_USER_INPUT'],
  ['an event that is not offered', { event: 'alerts.changed' }, 'BAD_USER_INPUT'],
  ['a regular expression of another kind', { matchers: [{ name: 'a', op: '=~', value: '(?=x)' }] }, 'BAD_USER_INPUT'],
  ['an input that cannot be read', { inputs: { host: '1 +' } }, 'BAD_USER_INPUT'],
  ['a playbook that is not there', { playbookId: uuidv7() }, 'NOT_FOUND'],
])('%s is refused', async (_, change, code) => {
  const { caller, draft } = await prepare();
  await expect(saveTrigger(platform, caller, null, { ...draft, ...change })).rejects.toMatchObject({ code });
});

test.each([
  { cron: '* * *', timeZone: 'UTC' },
  { cron: '0 9 * * *', timeZone: 'Mars/Olympus' },
])('%j is refused', async (times) => {
  const { caller, playbookId } = await prepare();
  await expect(saveTrigger(platform, caller, null, { kind: 'SCHEDULE', name: 'x', playbookId, ...times })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
});

test('a name is taken once and free again after; a version that is gone by, and another kind, are refused', async () => {
  const { caller, draft, playbookId } = await prepare();
  const { trigger } = await saveTrigger(platform, caller, null, draft);
  await expect(saveTrigger(platform, caller, null, draft)).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(saveTrigger(platform, caller, { id: trigger.id, expectedVersion: 7 }, draft)).rejects.toMatchObject({ code: 'CONFLICT' });
  const target = { id: trigger.id, expectedVersion: 1 };
  await expect(saveTrigger(platform, caller, target, { kind: 'WEBHOOK', name: 'Disks', playbookId })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  await deleteTrigger(platform, caller, trigger.id);
  await saveTrigger(platform, caller, null, draft);
});

test('a trigger of another tenant is not found by any verb', async () => {
  const [{ caller: stranger, draft: foreign }, { caller, draft }] = [await prepare(), await prepare()];
  const { trigger } = await saveTrigger(platform, caller, null, draft);
  const target = { id: trigger.id, expectedVersion: 1 };
  const verbs = [
    () => saveTrigger(platform, stranger, target, foreign),
    () => saveTrigger(platform, stranger, null, { ...foreign, playbookId: draft.playbookId }),
    () => setTriggerEnabled(platform, stranger, trigger.id, false),
    () => deleteTrigger(platform, stranger, trigger.id),
    () => renewHookKeys(platform, stranger, trigger.id),
  ];
  for (const verb of verbs) await expect(verb()).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a stored event is replayed dry, which changes nothing, and for real, which is kept beside the first time', async () => {
  const { caller, draft } = await prepare();
  const incident = exampleIncident();
  await platform.open(caller, incident);
  expect(await platform.runs(caller)).toEqual([]);
  const { trigger } = await saveTrigger(platform, caller, null, {
    ...draft,
    condition: 'incident.title.contains("Disk")',
    inputs: { host: 'incident.labels.instance' },
  });

  const dry = await replayEvent(platform, caller, null, { eventId: incident.id, triggerId: null, dry: true });
  expect(dry.map(({ judgement, inputs }) => [judgement.reason, inputs])).toEqual([
    ['not_matched', null],
    ['matched', { host: 'db-1:9100' }],
  ]);
  expect(await platform.runs(caller)).toEqual([]);

  await replayEvent(platform, caller, null, { eventId: incident.id, triggerId: trigger.id, dry: false });
  expect(await platform.runs(caller)).toMatchObject([{ triggerId: trigger.id }]);
  const decisions = await read(caller, (db) => db.triggerDecision.findMany({ where: { triggerId: trigger.id } }));
  expect(decisions).toMatchObject([{ replay: true, matched: true, eventId: incident.id, eventAt: new Date(incident.openedAt) }]);
});

test('an event of another tenant, or of an incident that the reader does not see, cannot be replayed', async () => {
  const [{ caller }, stranger] = [await prepare(), await platform.createTenant()];
  const incident = exampleIncident();
  await platform.open(caller, incident);
  const replay = (actor: Caller) => replayEvent(platform, actor, viewerOf(actor), { eventId: incident.id, triggerId: null, dry: true });
  await expect(replay(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(replay({ ...caller, scope: { ownTeams: false, labels: [{ team: 'other' }] } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a draft is tried on what happened, and says of each why', async () => {
  const { caller, draft } = await prepare();
  for (const severity of ['CRITICAL', 'LOW', 'CRITICAL'] as const)
    await platform.open(caller, exampleIncident({ severity, openedAt: platform.clock.now().toISOString() }));
  const trial = await read(caller, (db) =>
    tryTrigger(
      db,
      { ...draft, condition: 'incident.severity == "CRITICAL"', inputs: { title: 'incident.title' } },
      { days: 1, triggerId: null, now: platform.clock.now() },
    ),
  );
  expect(trial).toMatchObject({ seen: 3, matched: 2, isCut: false });
  expect(trial.verdicts.map(({ judgement, inputs }) => [judgement.reason, inputs])).toEqual(
    expect.arrayContaining([
      ['matched', { inputs: { title: 'Disk of "db-1" is full' } }],
      ['condition_false', null],
    ]),
  );
});
