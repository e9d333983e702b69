import type { IncidentFacts } from '#contracts/events';
import type { Caller } from '#kit/caller';
import { systemActor } from '#kit/transact';
import { uuidv7 } from 'uuidv7';
import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import type { PolicyDraftInput } from '../policy/policyDraft.ts';
import { savePolicy } from '../policy/savePolicy.ts';
import type { ChainDraftInput } from './chainDraft.ts';
import { restartEscalation } from './restartEscalation.ts';
import { saveChain } from './saveChain.ts';
import { stopEscalation } from './stopEscalation.ts';
import { sweepEscalations } from './sweepEscalations.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

type Listener = Awaited<ReturnType<TestNotify['createListener']>>;

/** A tenant whose policy tells everything by one chain. */
async function escalating(steps: (listener: Listener) => ChainDraftInput['steps'], more: Partial<ChainDraftInput> = {}) {
  const listener = await platform.createListener();
  const actor = systemActor(listener.caller.tenantId);
  const chain = await saveChain(platform, actor, { id: null, chain: { name: 'primary', steps: steps(listener), ...more }, expectedVersion: 0 });
  const tree: PolicyDraftInput = { name: 'all', tells: 'CHAIN', chainId: chain.id };
  await savePolicy(platform, actor, { tree, expectedVersion: 0 });
  return { ...listener, actor, chain };
}

const announce = (caller: Caller, incident: IncidentFacts, reason = 'first_notification') =>
  platform.run('incident.flushed/dispatchNotices', caller, { incident, reason });
const steer = (caller: Caller, incident: IncidentFacts, event: string, more = {}) =>
  platform.run(`incident.${event}/steerEscalations`, caller, { incident, ...more });
const runs = ({ tenantId }: Caller) =>
  platform.database.inTenant(tenantId, (db) => db.escalationRun.findMany({ orderBy: [{ startedAt: 'asc' }, { id: 'asc' }] }));
const story = ({ tenantId }: Caller) =>
  platform.database.inTenant(tenantId, async (db) => {
    const decisions = await db.escalationDecision.findMany({ orderBy: [{ at: 'asc' }, { number: 'asc' }] });
    return decisions.map(({ round, step, kind, reason }) => `${round}.${step ?? '-'} ${kind} ${reason}`);
  });
const told = async (caller: Caller) =>
  (await platform.deliveries(caller)).map(({ event, status, outcome }) => [event, status, outcome].join(' ').trim());

test('a chain goes from step to step by time, tells each once, and ends', async () => {
  const { caller, receiver } = await escalating(({ channelId }) => [
    { kind: 'channel', channelId },
    { kind: 'wait', seconds: 300 },
    { kind: 'channel', channelId },
  ]);
  const incident = await platform.openIncident(caller);
  await announce(caller, incident);
  await announce(caller, incident);
  await platform.escalate(caller);
  expect(receiver.received).toHaveLength(1);
  expect(await runs(caller)).toMatchObject([
    { state: 'RUNNING', reason: 'waits', cursor: 2, start: 1, cause: 'first_notification', policyPath: ['all'] },
  ]);

  platform.advance(240);
  await platform.escalate(caller);
  expect(receiver.received).toHaveLength(1);
  platform.advance(60);
  await platform.escalate(caller);
  await platform.escalate(caller);
  expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(['sre-platform.incident.opened', 'sre-platform.incident.reminder']);
  expect(await runs(caller)).toMatchObject([{ state: 'DONE', reason: 'chain_exhausted', nextAt: null }]);
  expect(await story(caller)).toEqual([
    '1.- started first_notification',
    '1.0 channel told',
    '1.1 wait waits',
    '1.2 channel told',
    '1.- end chain_exhausted',
  ]);
});

test('several workers take one step: it is done once', async () => {
  const { caller, receiver } = await escalating(({ channelId }) => [
    { kind: 'wait', seconds: 60 },
    { kind: 'channel', channelId },
  ]);
  const incident = await platform.openIncident(caller);
  await Promise.all([announce(caller, incident), announce(caller, incident)]);
  const [run] = await runs(caller);
  platform.advance(60);
  await Promise.all([1, 2, 3].map(() => platform.run('wakeRun', caller, { runId: run?.id })));
  await platform.escalate(caller);
  expect(await runs(caller)).toHaveLength(1);
  expect(receiver.received).toHaveLength(1);
});

test('an acknowledgement stops it, also when its event is still under way; those who were told hear of it', async () => {
  const { caller, receiver } = await escalating(({ channelId }) => [
    { kind: 'channel', channelId },
    { kind: 'wait', seconds: 60 },
    { kind: 'channel', channelId },
  ]);
  const incident = await platform.openIncident(caller);
  await announce(caller, incident);
  await platform.escalate(caller);
  const acknowledged = await platform.changeIncident(caller, incident.id, { status: 'ACKNOWLEDGED', acknowledgedAt: new Date() });
  platform.advance(60);
  await platform.escalate(caller);
  expect(await runs(caller)).toMatchObject([{ state: 'STOPPED', reason: 'acknowledged' }]);
  await steer(caller, acknowledged, 'acknowledged');
  await steer(caller, acknowledged, 'acknowledged');
  await platform.escalate(caller);
  expect(receiver.received.map(({ body }) => JSON.parse(body).type.split('.').at(-1))).toEqual(['opened', 'acknowledged']);

  const back = await platform.changeIncident(caller, incident.id, { status: 'TRIGGERED', acknowledgedAt: null });
  await steer(caller, back, 'unacknowledged', { reason: 'lapsed' });
  expect(await runs(caller)).toMatchObject([{ start: 1 }, { start: 2, cause: 'unacknowledged', state: 'RUNNING' }]);
});

test('what waits for an attempt when somebody acknowledges is called off', async () => {
  const { caller, receiver } = await escalating(({ channelId }) => [{ kind: 'channel', channelId }]);
  receiver.answer({ status: 503 });
  const incident = await platform.openIncident(caller);
  await announce(caller, incident);
  await platform.escalate(caller);
  const acknowledged = await platform.changeIncident(caller, incident.id, { status: 'ACKNOWLEDGED', acknowledgedAt: new Date() });
  await steer(caller, acknowledged, 'acknowledged');
  platform.advance(60);
  await platform.escalate(caller);
  expect(receiver.received).toHaveLength(1);
  expect(await told(caller)).toEqual(['opened CANCELLED acknowledged_first']);
});

test.each([
  ['snoozed', () => ({ snoozedUntil: new Date(Date.now() + 86_400_000) }), { until: '2027-01-01T00:00:00.000Z' }, 'snoozed'],
  ['resolved', () => ({ status: 'RESOLVED' as const, resolvedAt: new Date() }), {}, 'resolved'],
  ['merged', () => ({ status: 'MERGED' as const }), { mergeId: uuidv7(), intoId: uuidv7() }, 'merged'],
])('%s stops it', async (event, change, more, reason) => {
  const { caller } = await escalating(({ channelId }) => [
    { kind: 'wait', seconds: 60 },
    { kind: 'channel', channelId },
  ]);
  const incident = await platform.openIncident(caller);
  await announce(caller, incident);
  await steer(caller, await platform.changeIncident(caller, incident.id, change()), event, more);
  platform.advance(60);
  await platform.escalate(caller);
  expect(await runs(caller)).toMatchObject([{ state: 'STOPPED', reason, nextAt: null }]);
  expect(await told(caller)).toEqual([]);
});

test('a merge that is undone lets the run go on where it was', async () => {
  const { caller } = await escalating(({ channelId }) => [
    { kind: 'wait', seconds: 60 },
    { kind: 'channel', channelId },
  ]);
  const incident = await platform.openIncident(caller);
  await announce(caller, incident);
  const merge = { mergeId: uuidv7(), intoId: uuidv7() };
  await steer(caller, await platform.changeIncident(caller, incident.id, { status: 'MERGED' }), 'merged', merge);
  await steer(caller, await platform.changeIncident(caller, incident.id, { status: 'TRIGGERED' }), 'unmerged', { ...merge, fromId: uuidv7() });
  await platform.escalate(caller);
  expect(await runs(caller)).toMatchObject([{ state: 'DONE', start: 1 }]);
  expect(await told(caller)).toEqual(['opened DELIVERED delivered']);
});

test('quiet when it is announced: the run is there, stopped, and its end begins one', async () => {
  const { caller } = await escalating(({ channelId }) => [{ kind: 'channel', channelId }]);
  const incident = await platform.openIncident(caller, { quiet: { reason: 'silenced' } });
  await announce(caller, incident);
  expect(await runs(caller)).toMatchObject([{ state: 'STOPPED', reason: 'quiet' }]);
  platform.advance(5);
  await platform.changeIncident(caller, incident.id, { quiet: null, flushedAt: platform.clock.now() });
  await announce(caller, incident, 'quiet_ended');
  await platform.escalate(caller);
  expect(await runs(caller)).toMatchObject([{ reason: 'quiet' }, { state: 'DONE', cause: 'quiet_ended' }]);
  expect(await told(caller)).toEqual(['opened DELIVERED delivered']);
});

test('it begins again as often as it says, and reminds while nobody answers', async () => {
  const { caller, receiver } = await escalating(
    ({ channelId }) => [
      { kind: 'channel', channelId },
      { kind: 'wait', seconds: 60 },
      { kind: 'repeat', times: 1 },
    ],
    { remindMinutes: 60 },
  );
  const incident = await platform.openIncident(caller);
  await announce(caller, incident);
  for (const seconds of [0, 60, 60, 3_600]) {
    platform.advance(seconds);
    await platform.escalate(caller);
  }
  expect(receiver.received).toHaveLength(3);
  expect(await runs(caller)).toMatchObject([{ state: 'RUNNING', reason: 'waits', round: 3 }]);
});

test('a step that reaches nobody says why, and the wait after it is not waited', async () => {
  const { caller, actor } = await escalating(({ channelId }) => [{ kind: 'channel', channelId }]);
  const personId = await platform.createPerson(caller, 'Ann', { timeZone: 'Asia/Taipei' });
  const { channelId } = { channelId: (await platform.database.inTenant(caller.tenantId, (db) => db.channel.findFirstOrThrow())).id };
  const chain = await saveChain(platform, actor, {
    ...{ id: null, expectedVersion: 0 },
    chain: {
      name: 'people first',
      steps: [
        { kind: 'persons', personIds: [personId] },
        { kind: 'wait', seconds: 900 },
        { kind: 'channel', channelId, only: { severities: ['LOW'] } },
        { kind: 'channel', channelId, only: { alerts: { count: 3, minutes: 5 } } },
        { kind: 'everyChannel' },
      ],
    },
  });
  await savePolicy(platform, actor, { tree: { name: 'all', tells: 'CHAIN', chainId: chain.id }, expectedVersion: 1 });
  const incident = await platform.openIncident(caller);
  await announce(caller, incident);
  expect(await story(caller)).toEqual([
    '1.- started first_notification',
    '1.0 persons nobody_reachable',
    '1.1 wait nobody_was_told',
    '1.2 channel other_severity',
    '1.3 channel too_few_alerts',
    '1.4 everyChannel told',
    '1.- end chain_exhausted',
  ]);
});

test('a run keeps the steps that it began with; asked for, it begins anew with those of now', async () => {
  const { caller, actor, chain, channelId } = await escalating(({ channelId }) => [
    { kind: 'wait', seconds: 60 },
    { kind: 'channel', channelId },
  ]);
  const incident = await platform.openIncident(caller);
  await announce(caller, incident);
  await saveChain(platform, actor, { id: chain.id, chain: { name: 'primary', steps: [{ kind: 'channel', channelId }] }, expectedVersion: 1 });
  await platform.escalate(caller);
  expect(await runs(caller)).toMatchObject([{ state: 'RUNNING', snapshot: { version: 1 } }]);
  await restartEscalation(platform, caller, incident.id);
  expect(await runs(caller)).toMatchObject([
    { state: 'STOPPED', reason: 'restarted' },
    { state: 'DONE', cause: 'asked', snapshot: { version: 2 } },
  ]);
  await expect(stopEscalation(platform, caller, incident.id)).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('the sweep does what is due, and nothing that is not', async () => {
  const { caller } = await escalating(({ channelId }) => [
    { kind: 'wait', seconds: 60 },
    { kind: 'channel', channelId },
  ]);
  await announce(caller, await platform.openIncident(caller));
  await sweepEscalations(platform);
  expect(await told(caller)).toEqual([]);
  platform.advance(60);
  await sweepEscalations(platform);
  expect(await told(caller)).toEqual(['opened PENDING']);
  await sweepEscalations(platform);
  expect(await told(caller)).toHaveLength(1);
});

test("another tenant's incident is not stopped, not begun anew, and not told", async () => {
  const one = await escalating(({ channelId }) => [
    { kind: 'wait', seconds: 60 },
    { kind: 'channel', channelId },
  ]);
  const other = await escalating(({ channelId }) => [{ kind: 'channel', channelId }]);
  const incident = await platform.openIncident(one.caller);
  await announce(one.caller, incident);
  await expect(stopEscalation(platform, other.caller, incident.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(restartEscalation(platform, other.caller, incident.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const [run] = await runs(one.caller);
  platform.advance(60);
  await platform.run('wakeRun', other.caller, { runId: run?.id });
  expect(await runs(one.caller)).toMatchObject([{ state: 'RUNNING' }]);
  expect(other.receiver.received).toHaveLength(0);
});

test('an attempt that is not in hand when somebody acknowledges is not made, though the event has not come', async () => {
  const { caller, receiver } = await escalating(({ channelId }) => [{ kind: 'channel', channelId }]);
  const incident = await platform.openIncident(caller);
  await announce(caller, incident);
  await platform.changeIncident(caller, incident.id, { status: 'ACKNOWLEDGED', acknowledgedAt: new Date() });
  await platform.escalate(caller);
  expect(receiver.received).toHaveLength(0);
  expect(await told(caller)).toEqual(['opened CANCELLED acknowledged_first']);
});

test('an announcement whose job runs again after the chain is through begins nothing; a later announcement does', async () => {
  const { caller } = await escalating(({ channelId }) => [{ kind: 'channel', channelId }]);
  const incident = await platform.openIncident(caller);
  await announce(caller, incident);
  await announce(caller, incident, 'new_alerts_in_group');
  expect(await runs(caller)).toHaveLength(1);
  platform.advance(5);
  await platform.changeIncident(caller, incident.id, { flushedAt: platform.clock.now() });
  await announce(caller, incident, 'new_alerts_in_group');
  expect(await runs(caller)).toMatchObject([{ state: 'DONE' }, { cause: 'new_alerts_in_group', start: 2 }]);
});
