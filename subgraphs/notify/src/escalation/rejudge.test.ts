import type { Caller } from '#kit/caller';
import { systemActor } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { savePolicy } from '../policy/savePolicy.ts';
import { saveChain } from './saveChain.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

/** What is critical is told by a chain of its own, all else by another that goes on after an hour; the team of databases has one as well. */
async function moveIn() {
  const listener = await platform.createListener();
  const { caller, channelId } = listener;
  const actor = systemActor(caller.tenantId);
  const save = (name: string) =>
    saveChain(platform, actor, {
      id: null,
      chain: {
        name,
        steps: [
          { kind: 'channel', channelId },
          { kind: 'wait', seconds: 3_600 },
          { kind: 'channel', channelId },
        ],
        importantSteps: [
          { kind: 'channel', channelId },
          { kind: 'wait', seconds: 60 },
          { kind: 'channel', channelId },
        ],
      },
      expectedVersion: 0,
    });
  const [usual, urgent, databases] = [await save('usual'), await save('urgent'), await save('databases')];
  const teamId = await platform.database.inTenant(caller.tenantId, async (db) => (await db.team.create({ data: { name: 'Databases' } })).id);
  await savePolicy(platform, actor, {
    tree: {
      ...{ name: 'all', tells: 'CHAIN', chainId: usual.id },
      children: [
        { name: 'critical', severities: ['CRITICAL'], tells: 'CHAIN', chainId: urgent.id },
        { name: 'databases', ownerTeamIds: [teamId], tells: 'CHAIN', chainId: databases.id },
        { name: 'first', priorities: ['P1'], importance: 'IMPORTANT' },
      ],
    },
    expectedVersion: 0,
  });
  const incident = await platform.openIncident(caller, { severity: 'LOW' });
  await platform.run('incident.flushed/dispatchNotices', caller, { incident, reason: 'first_notification' });
  await platform.wake(caller);
  const change = async (event: string, columns: Partial<Incident>, more: object) => {
    const changed = await platform.changeIncident(caller, incident.id, columns);
    await platform.run(`incident.${event}/rejudgeEscalations`, caller, { incident: changed, ...more });
    await platform.wake(caller);
  };
  return { ...listener, incident, teamId, change };
}

const runs = ({ tenantId }: Caller) =>
  platform.database.inTenant(tenantId, async (db) => {
    const found = await db.escalationRun.findMany({ orderBy: [{ startedAt: 'asc' }, { id: 'asc' }] });
    return found.map(({ snapshot, state, reason, cause }) => `${(snapshot as { name: string }).name} ${state} ${reason} ${cause}`);
  });

test('an incident that is critical now is told by the chain of what is critical, and no more by the other', async () => {
  const { caller, receiver, change } = await moveIn();
  expect(await runs(caller)).toEqual(['usual RUNNING waits first_notification']);
  await change('severitySet', { severity: 'CRITICAL' }, { from: 'LOW' });
  expect(await runs(caller)).toEqual(['usual STOPPED superseded first_notification', 'urgent RUNNING waits severity_set']);
  expect(receiver.received).toHaveLength(2);
  // Done twice, it is done once.
  await change('severitySet', { severity: 'CRITICAL' }, { from: 'LOW' });
  expect(await runs(caller)).toHaveLength(2);
  expect(receiver.received).toHaveLength(2);
});

test('taken back, the usual chain goes on being told', async () => {
  const { caller, change } = await moveIn();
  await change('severitySet', { severity: 'CRITICAL' }, { from: 'LOW' });
  await change('severitySet', { severity: 'LOW' }, { from: 'CRITICAL' });
  expect(await runs(caller)).toEqual([
    'usual STOPPED superseded first_notification',
    'urgent STOPPED superseded severity_set',
    'usual RUNNING waits severity_set',
  ]);
});

test('a new owner is told by its own chain', async () => {
  const { caller, change, teamId } = await moveIn();
  await change('ownerSet', { ownerTeamId: teamId }, { teamId });
  expect(await runs(caller)).toEqual(['usual STOPPED superseded first_notification', 'databases RUNNING waits owner_set']);
});

test('a chain that becomes important begins as such', async () => {
  const { caller, change, receiver } = await moveIn();
  await change('prioritySet', { priority: 'P1' }, { from: null });
  expect(await runs(caller)).toEqual(['usual STOPPED superseded first_notification', 'usual RUNNING waits priority_set']);
  platform.advance(61);
  await platform.escalate(caller);
  expect(receiver.received).toHaveLength(3);
});

test('a change that the policy does not look at is kept as a decision, and changes nothing', async () => {
  const { caller, change } = await moveIn();
  await change('severitySet', { severity: 'MEDIUM' }, { from: 'LOW' });
  expect(await runs(caller)).toEqual(['usual RUNNING waits first_notification']);
  const decisions = await platform.database.inTenant(caller.tenantId, (db) => db.escalationDecision.findMany({ where: { kind: 'rejudged' } }));
  expect(decisions).toMatchObject([{ reason: 'severity_set', facts: { because: 'still_named' } }]);
});

test('while somebody has it nobody is told; given back, it is told as the policy says then', async () => {
  const { caller, change, incident } = await moveIn();
  const taken = await platform.changeIncident(caller, incident.id, { status: 'ACKNOWLEDGED', acknowledgedAt: new Date() });
  await platform.run('incident.acknowledged/steerEscalations', caller, { incident: taken });
  await change('severitySet', { severity: 'CRITICAL' }, { from: 'LOW' });
  expect(await runs(caller)).toEqual(['usual STOPPED acknowledged first_notification']);
  const free = await platform.changeIncident(caller, incident.id, { status: 'TRIGGERED', acknowledgedAt: null });
  await platform.run('incident.unacknowledged/steerEscalations', caller, { incident: free, reason: 'by_hand' });
  expect((await runs(caller)).at(-1)).toBe('urgent RUNNING waits unacknowledged');
});

test('that somebody has it is not told any more when it was given back meanwhile', async () => {
  const { caller, incident, receiver } = await moveIn();
  const taken = await platform.changeIncident(caller, incident.id, { status: 'ACKNOWLEDGED', acknowledgedAt: new Date() });
  await platform.run('incident.acknowledged/steerEscalations', caller, { incident: taken });
  await platform.changeIncident(caller, incident.id, { status: 'TRIGGERED', acknowledgedAt: null });
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(1);
  expect((await platform.deliveries(caller)).map(({ event, status, outcome }) => `${event} ${status} ${outcome}`)).toContain(
    'acknowledged CANCELLED unacknowledged_first',
  );
});
