import type { Caller } from '#kit/caller';
import { Client } from 'pg';
import { uuidv7 } from 'uuidv7';
import { exampleIncident, openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { saveTrigger } from './saveTrigger.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());

const decisions = (caller: Caller) =>
  platform.database.inTenant(caller.tenantId, (db) => db.triggerDecision.findMany({ orderBy: { triggerId: 'asc' } }));

async function declined(caller: Caller): Promise<unknown[]> {
  const client = new Client({ connectionString: platform.test.ownerUrl });
  await client.connect();
  const { rows } = await client.query(
    `SELECT data -> 'payload' AS payload FROM pgboss.job WHERE name = 'trigger.declined/recordTimeline' AND data ->> 'tenantId' = $1`,
    [caller.tenantId],
  );
  await client.end();
  return rows.map(({ payload }) => payload);
}

test('a match queues a run with the steps and the incident as they are now, and keeps why', async () => {
  const caller = await platform.createTenant();
  const incident = exampleIncident();
  const { triggerId, playbookId } = await platform.createTriggered(caller, [{}], [{ name: 'alertname', op: '=~', value: 'Disk.*' }]);
  await platform.open(caller, incident);
  expect(await decisions(caller)).toMatchObject([
    { triggerId, subjectId: incident.id, event: 'incident.opened', matched: true, reason: 'matched', at: new Date(incident.openedAt) },
  ]);
  expect(await platform.runs(caller)).toMatchObject([
    {
      status: 'RUNNING',
      triggerId,
      playbookId,
      incident,
      reason: 'matched',
      facts: { matchers: [{ name: 'alertname', actual: 'DiskFull' }] },
      definition: { steps: [{ kind: 'http', method: 'POST', timeoutSeconds: 60 }] },
      steps: [{ path: 'step1', status: 'QUEUED' }],
    },
  ]);

  await platform.database.inTenant(caller.tenantId, (db) => db.playbook.updateMany({ data: { definition: {} } }));
  expect(await platform.runs(caller)).toMatchObject([{ definition: { steps: [{ kind: 'http' }] } }]);
});

test('a decline starts nothing, keeps which matcher failed, and is an event', async () => {
  const caller = await platform.createTenant();
  const incident = exampleIncident();
  const matcher = { name: 'team', op: '=', value: 'storage' } as const;
  const { triggerId } = await platform.createTriggered(caller, [{}], [matcher]);
  await platform.open(caller, incident);
  expect(await platform.runs(caller)).toEqual([]);
  expect(await decisions(caller)).toMatchObject([{ matched: false, reason: 'not_matched', facts: { matcher, actual: '' } }]);
  expect(await declined(caller)).toMatchObject([
    { incidentId: incident.id, triggerId, decision: { reason: 'not_matched', facts: { matcher, actual: '' } } },
  ]);
});

test('a stored expression that cannot be read declines with that reason', async () => {
  const caller = await platform.createTenant();
  await platform.createTriggered(caller);
  await platform.database.inTenant(caller.tenantId, (db) => db.trigger.updateMany({ data: { matchers: [{ name: 'team', op: '=~', value: '[' }] } }));
  await platform.open(caller);
  expect(await decisions(caller)).toMatchObject([{ matched: false, reason: 'invalid_trigger' }]);
});

test('a trigger that is switched off is not asked', async () => {
  const caller = await platform.createTenant();
  await platform.createTriggered(caller);
  await platform.database.inTenant(caller.tenantId, (db) => db.trigger.updateMany({ data: { enabled: false } }));
  await platform.open(caller);
  expect(await decisions(caller)).toEqual([]);
});

test('the same event again, and in several workers at once, decides and runs once', async () => {
  const caller = await platform.createTenant();
  const incident = exampleIncident();
  await platform.createTriggered(caller);
  await platform.createTriggered(caller, [{}], [{ name: 'team', op: '=', value: 'storage' }]);
  await Promise.all([platform.open(caller, incident), platform.open(caller, incident), platform.open(caller, incident)]);
  await platform.open(caller, incident);
  expect(await platform.runs(caller)).toHaveLength(1);
  expect(await decisions(caller)).toHaveLength(2);
  expect(await declined(caller)).toHaveLength(1);
});

test('a condition declines with the part that was false and what it saw; what matches fills the inputs', async () => {
  const caller = await platform.createTenant();
  const { playbookId } = await platform.createTriggered(caller, [{}], [{ name: 'alertname', op: '=', value: 'none' }]);
  const draft = { kind: 'EVENT', event: 'incident.acknowledged', playbookId } as const;
  const { trigger: night } = await saveTrigger(platform, caller, null, {
    ...draft,
    name: 'Night',
    condition: 'incident.severity == "CRITICAL" && incident.number > 100',
  });
  const { trigger: loud } = await saveTrigger(platform, caller, null, {
    ...draft,
    name: 'Loud',
    condition: 'incident.severity == "CRITICAL" && event.name.startsWith("incident.")',
  });
  const { trigger: blind } = await saveTrigger(platform, caller, null, { ...draft, name: 'Blind', condition: 'event.payload.nothing == 1' });
  const incident = exampleIncident({ status: 'ACKNOWLEDGED' });
  await platform.run('incident.acknowledged/runAutomations', caller, { incident });
  const made = new Map((await decisions(caller)).map((decision) => [decision.triggerId, decision]));
  expect(made.size).toBe(3);
  expect(made.get(night.id)).toMatchObject({
    ...{ matched: false, reason: 'condition_false', event: 'incident.acknowledged', subjectId: incident.id, runId: null },
    facts: { part: 'incident.number > 100', saw: [{ name: 'incident.number', value: 7 }] },
  });
  expect(made.get(blind.id)).toMatchObject({ reason: 'condition_no_value', facts: { saw: [{ name: 'event.payload.nothing', missing: true }] } });
  expect(made.get(loud.id)).toMatchObject({ matched: true, runId: (await platform.runs(caller))[0]?.id, notStarted: null });
});

test('what an event says by the id of an incident alone is filled in, and an input without a value starts nothing', async () => {
  const caller = await platform.createTenant();
  const { playbookId } = await platform.createTriggered(caller);
  const draft = { kind: 'EVENT', name: 'Silent', event: 'shift.ended', playbookId, matchers: [], inputs: { x: 'event.payload.absent' } } as const;
  await saveTrigger(platform, caller, null, { ...draft, matchers: [] });
  await platform.run('shift.ended/runAutomations', caller, {
    scheduleId: uuidv7(),
    scheduleName: 'Night',
    at: new Date().toISOString(),
    personIds: [uuidv7()],
  });
  expect(await decisions(caller)).toMatchObject([
    { matched: true, runId: null, subjectId: null, notStarted: 'input_no_value', startFacts: { input: 'x' } },
  ]);
});

test('a run that follows out of itself is refused with the chain that led to it', async () => {
  const caller = await platform.createTenant();
  const { playbookId } = await platform.createTriggered(caller);
  const incident = exampleIncident();
  await platform.open(caller, incident);
  const [run] = await platform.runs(caller);
  await saveTrigger(platform, caller, null, { kind: 'EVENT', name: 'Again', event: 'delivery.finished', playbookId });
  await platform.run('delivery.finished/runAutomations', caller, {
    ...{ deliveryId: uuidv7(), incidentId: incident.id, at: new Date().toISOString(), event: 'automation', status: 'DELIVERED' },
    ...{ channelName: 'Room', attempts: 1, outcome: 'delivered', causation: [run?.id] },
  });
  expect(await platform.runs(caller)).toHaveLength(1);
  const [, refused] = await decisions(caller);
  expect(refused).toMatchObject({ matched: true, runId: null, notStarted: 'loop', startFacts: { chain: [{ runId: run?.id }] } });
});

test('what comes back from outside ends by how often a trigger starts for one incident', async () => {
  const caller = await platform.createTenant();
  const { playbookId } = await platform.createTriggered(caller, [{}], [{ name: 'alertname', op: '=', value: 'none' }]);
  await saveTrigger(platform, caller, null, { kind: 'EVENT', name: 'Wake', event: 'incident.woken', playbookId });
  const incident = exampleIncident();
  for (let time = 0; time < 12; time += 1) await platform.run('incident.woken/runAutomations', caller, { incident, reason: 'time_over' });
  expect(await platform.runs(caller)).toHaveLength(10);
  expect((await decisions(caller)).filter(({ notStarted }) => notStarted === 'too_often_for_incident')).toHaveLength(2);
});

test("an incident of one tenant starts no other tenant's playbook", async () => {
  const [one, other] = [await platform.createTenant(), await platform.createTenant()];
  await platform.createTriggered(one);
  await platform.open(other);
  expect(await platform.runs(one)).toEqual([]);
  expect(await decisions(one)).toEqual([]);
});
