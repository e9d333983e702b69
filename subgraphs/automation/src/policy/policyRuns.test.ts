import type { LineageNode, LineageQuery } from '#graph/lineage';
import type { Caller } from '#kit/caller';
import { systemActor, transact } from '#kit/transact';
import { cancelRun } from '../engine/cancelRun.ts';
import { finishWaiting } from '../engine/finishWaiting.ts';
import { exampleIncident, openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';

/** What hangs on what, as a test says it: an incident's resources, and what each of them reaches. */
const reach: { subjects: string[]; reached: string[] } = { subjects: [], reached: [] };
const node = (name: string): LineageNode => ({ kind: 'RESOURCE', id: name, label: name, facts: {} });
const lineage: LineageQuery = {
  walk: async ({ root }) => ({
    nodes: (root.kind === 'INCIDENT' ? reach.subjects : [root.id, ...reach.reached]).map(node),
    ...{ edges: [], truncated: false, source: 'POSTGRES', behind: 0 },
  }),
};

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation({ lineage })));
afterAll(() => platform.close());

const waits = [{ kind: 'wait', id: 'w', name: 'W', seconds: 60 }];
const incidentOn = (instance: string) => exampleIncident({ labels: { instance } });
const statuses = async (caller: Caller) => (await platform.runs(caller)).map(({ status, outcome }) => [status, outcome]);
const decisions = (caller: Caller) =>
  platform.database.inTenant(caller.tenantId, (db) => db.runDecision.findMany({ orderBy: [{ at: 'asc' }, { id: 'asc' }] }));

async function finish(caller: Caller, runId: string, path: string) {
  return transact(platform, systemActor(caller.tenantId), (unit) =>
    finishWaiting(unit, { runId, path }, { status: 'SUCCEEDED', outcome: 'succeeded', output: null }),
  );
}

test('runs wait their turn and go in the order in which they came; what was decided is kept', async () => {
  const caller = await platform.createTenant();
  const playbook = await platform.save(caller, waits, { policies: { concurrency: { most: 1, per: 'playbook', then: 'wait' } } });
  const ids: string[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const started = await platform.start(caller, playbook);
    if (started.started) ids.push(started.runId);
    platform.advance(0.01);
  }
  await platform.wake(caller);
  expect(await statuses(caller)).toEqual([
    ['WAITING', null],
    ['QUEUED', 'concurrency_reached'],
    ['QUEUED', 'concurrency_reached'],
  ]);
  await finish(caller, ids[0] ?? '', 'w');
  await platform.wake(caller);
  expect(await statuses(caller)).toEqual([
    ['SUCCEEDED', 'succeeded'],
    ['WAITING', null],
    ['QUEUED', 'concurrency_reached'],
  ]);
  // One that is cancelled while it waits never begins.
  await cancelRun(platform, caller, ids[2] ?? '');
  expect((await statuses(caller))[2]).toEqual(['CANCELLED', 'cancelled']);
  expect((await decisions(caller)).map(({ runId, verdict }) => [ids.indexOf(runId ?? ''), verdict])).toEqual([
    [0, 'passed'],
    [1, 'held'],
    [2, 'held'],
    [1, 'passed'],
  ]);
});

test('of two that come at the same moment one goes', async () => {
  const caller = await platform.createTenant();
  const playbook = await platform.save(caller, waits, { policies: { concurrency: { most: 1, per: 'playbook', then: 'skip' } } });
  const started = await Promise.all([1, 2, 3, 4].map(() => platform.start(caller, playbook)));
  expect(started.filter((each) => each.started)).toHaveLength(1);
  expect(started.find((each) => !each.started)).toMatchObject({ reason: 'concurrency_reached', facts: { going: 1, most: 1 } });
});

test('for each resource by itself', async () => {
  const caller = await platform.createTenant();
  const policies = { concurrency: { most: 1, per: 'resource', then: 'skip' } };
  const playbook = await platform.save(caller, waits, { policies, resources: 'incident.labels.instance.split(",")' });
  const start = (instance: string) => platform.start(caller, playbook, { incident: incidentOn(instance) });
  expect(await start('db-1,db-2')).toMatchObject({ started: true });
  expect(await start('db-3')).toMatchObject({ started: true });
  expect(await start('db-2,db-4')).toMatchObject({ started: false, reason: 'concurrency_reached' });
});

test('a rate, and a rest after a run for the same resource; what was refused is kept and told', async () => {
  const caller = await platform.createTenant();
  const often = await platform.save(caller, waits, { policies: { rate: { most: 2, minutes: 10 } } });
  for (const expected of [true, true, false]) expect(await platform.start(caller, often)).toMatchObject({ started: expected });
  platform.advance(601);
  expect(await platform.start(caller, often)).toMatchObject({ started: true });

  const resting = await platform.save(caller, [{ kind: 'wait', id: 'w', name: 'W', seconds: 1 }], { policies: { cooldownMinutes: 5 } });
  const start = (instance: string) => platform.start(caller, resting, { incident: incidentOn(instance) });
  await start('db-1:9100');
  platform.advance(2);
  await platform.wake(caller);
  expect(await start('db-1:9200')).toMatchObject({ started: false, reason: 'cooling_down', facts: { resources: ['db-1'] } });
  expect(await start('db-2')).toMatchObject({ started: true });
  platform.advance(301);
  expect(await start('db-1')).toMatchObject({ started: true });
  const refused = (await decisions(caller)).filter(({ verdict }) => verdict === 'refused');
  expect(refused.map(({ policy, runId, incidentId }) => [policy, runId, incidentId === null])).toEqual([
    ['rate', null, true],
    ['cooldown', null, false],
  ]);
});

test('people must agree first where a rule says so; the time of the run begins when they have', async () => {
  const caller = await platform.createTenant();
  const policies = { approvals: [{ when: 'incident.severity == "CRITICAL"', count: 2, expiresMinutes: 600 }] };
  const playbook = await platform.save(caller, [{}], { policies, timeoutMinutes: 1 });
  const started = await platform.start(caller, playbook, { incident: exampleIncident() });
  const runId = started.started ? started.runId : '';
  platform.advance(3_600);
  await platform.wake(caller);
  expect(await platform.runs(caller)).toMatchObject([
    { status: 'WAITING_FOR_APPROVAL', deadlineAt: null, approval: { count: 2 }, steps: [{ path: '~approval' }] },
  ]);
  await finish(caller, runId, '~approval');
  await platform.wake(caller);
  expect(await statuses(caller)).toEqual([['SUCCEEDED', 'succeeded']]);
  expect(await platform.start(caller, playbook, { incident: exampleIncident({ severity: 'LOW' }) })).toMatchObject({ started: true });
  expect((await decisions(caller)).map(({ reason }) => reason)).toEqual(['approval_needed', 'no_approval_needed']);
  // A rule that cannot be answered asks people.
  expect(await platform.start(caller, playbook)).toMatchObject({ started: true });
  expect((await decisions(caller)).at(-1)).toMatchObject({ verdict: 'held', reason: 'approval_rule_unreadable' });
});

test('a run that reaches too far by lineage ends before its first step', async () => {
  const caller = await platform.createTenant();
  const playbook = await platform.save(caller, [{}], { policies: { mostTargets: 3 } });
  platform.service.received.length = 0;
  Object.assign(reach, { subjects: ['db-1'], reached: ['app-1', 'app-2'] });
  await platform.start(caller, playbook, { incident: incidentOn('db-1') });
  expect(await statuses(caller)).toEqual([['QUEUED', 'judging_targets']]);
  await platform.wake(caller);
  Object.assign(reach, { reached: ['app-1', 'app-2', 'app-3'] });
  await platform.start(caller, playbook, { incident: incidentOn('db-1') });
  await platform.wake(caller);
  expect(await statuses(caller)).toEqual([
    ['SUCCEEDED', 'succeeded'],
    ['FAILED', 'too_many_targets'],
  ]);
  expect((await decisions(caller)).map(({ verdict, facts }) => [verdict, (facts as { count: number }).count])).toEqual([
    ['passed', 3],
    ['refused', 4],
  ]);
  expect(platform.service.received).toHaveLength(1);
});

test('one that is switched off, or asked for twice, is not started', async () => {
  const caller = await platform.createTenant();
  const playbook = await platform.save(caller, waits);
  const first = await platform.start(caller, playbook, { idempotencyKey: 'k' });
  expect(await platform.start(caller, playbook, { idempotencyKey: 'k' })).toMatchObject({
    ...{ started: false, reason: 'already_started' },
    facts: { runId: first.started && first.runId },
  });
  await platform.database.inTenant(caller.tenantId, (db) => db.playbook.updateMany({ data: { enabled: false } }));
  expect(await platform.start(caller, playbook)).toMatchObject({ started: false, reason: 'playbook_disabled' });
  expect(await platform.start(await platform.createTenant(), playbook)).toMatchObject({ started: false, reason: 'playbook_unknown' });
});
