import type { Caller } from '#kit/caller';
import { systemActor, transact } from '#kit/transact';
import { lockDispatch } from '../notice/heldNotices.ts';
import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { savePolicy } from '../policy/savePolicy.ts';
import { saveChain } from './saveChain.ts';
import { wakeSteps } from './wakeSteps.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

/** So many incidents whose chain waits a minute and then tells a channel, or Ann by her rules. */
async function waiting(count: number, tells: 'channel' | 'Ann' = 'channel') {
  const { caller, channelId } = await platform.createListener();
  const actor = systemActor(caller.tenantId);
  const personId = await platform.createPerson(caller, 'Ann');
  const steps = [
    { kind: 'wait' as const, seconds: 60 },
    tells === 'channel' ? { kind: 'channel' as const, channelId } : { kind: 'persons' as const, personIds: [personId] },
    { kind: 'wait' as const, seconds: 60 },
    { kind: 'channel' as const, channelId },
  ];
  const chain = await saveChain(platform, actor, { id: null, chain: { name: 'primary', steps }, expectedVersion: 0 });
  await savePolicy(platform, actor, { tree: { name: 'all', tells: 'CHAIN', chainId: chain.id }, expectedVersion: 0 });
  const incidents = [];
  for (let made = 0; made < count; made += 1) {
    const incident = await platform.openIncident(caller);
    await platform.run('incident.flushed/dispatchNotices', caller, { incident, reason: 'first_notification' });
    incidents.push(incident);
  }
  return { caller, incidents };
}

const readRuns = ({ tenantId }: Caller) =>
  platform.database.inTenant(tenantId, (db) => db.escalationRun.findMany({ orderBy: [{ startedAt: 'asc' }, { id: 'asc' }] }));
const wake = async (caller: Caller) =>
  wakeSteps(
    platform,
    'run',
    caller.tenantId,
    (await readRuns(caller)).map(({ id }) => id),
  );
const decisionsOf = async ({ tenantId }: Caller, runId: string) => {
  const rows = await platform.database.inTenant(tenantId, (db) => db.escalationDecision.findMany({ where: { runId }, orderBy: { number: 'asc' } }));
  return rows.map(({ number, kind, reason }) => `${number} ${kind} ${reason}`);
};

test('what is due together is done together: each run tells its own incident once, and goes on to its next step', async () => {
  const { caller, incidents } = await waiting(5);
  await wake(caller);
  expect(await platform.deliveries(caller)).toEqual([]);
  platform.advance(60);
  await Promise.all([wake(caller), wake(caller), wake(caller)]);
  const told = await platform.deliveries(caller);
  expect(told.map(({ incidentId, event }) => `${event} ${incidentId}`).sort()).toEqual(incidents.map(({ id }) => `opened ${id}`).sort());
  const runs = await readRuns(caller);
  expect(runs.map(({ state, cursor, fence, decisions }) => ({ state, cursor, fence, decisions }))).toEqual(
    incidents.map(() => ({ state: 'RUNNING', cursor: 3, fence: 2, decisions: 4 })),
  );
  expect(await decisionsOf(caller, runs[0]?.id ?? '')).toEqual(['1 started first_notification', '2 wait waits', '3 channel told', '4 wait waits']);
});

test('of what is due together, what somebody has by now is stopped, and the others are told', async () => {
  const { caller, incidents } = await waiting(3);
  platform.advance(60);
  await platform.changeIncident(caller, incidents[1]?.id ?? '', { status: 'ACKNOWLEDGED', acknowledgedAt: platform.clock.now() });
  await wake(caller);
  expect((await readRuns(caller)).map(({ state, reason }) => `${state} ${reason}`)).toEqual([
    'RUNNING waits',
    'STOPPED acknowledged',
    'RUNNING waits',
  ]);
  expect((await platform.deliveries(caller)).map(({ incidentId }) => incidentId).sort()).toEqual([incidents[0]?.id, incidents[2]?.id].sort());
});

test('one that cannot be done holds up no other, fails for itself, and is still due', async () => {
  const { caller } = await waiting(5);
  const broken = (await readRuns(caller))[2];
  await platform.database.inTenant(caller.tenantId, (db) =>
    db.escalationRun.updateMany({ where: { id: broken?.id ?? '' }, data: { snapshot: { steps: 'none' } } }),
  );
  platform.advance(60);
  await expect(wake(caller)).rejects.toThrow();
  const runs = await readRuns(caller);
  expect(runs.map(({ cursor }) => cursor)).toEqual([3, 3, 1, 3, 3]);
  expect(runs[2]?.nextAt?.getTime()).toBe(broken?.nextAt?.getTime());
  expect(await platform.deliveries(caller)).toHaveLength(4);
});

test('the incident about which something else is being decided is waited for, after the others', async () => {
  const { caller, incidents } = await waiting(3);
  platform.advance(60);
  let waking: Promise<void> | undefined;
  await transact(platform, systemActor(caller.tenantId), async ({ db }) => {
    await lockDispatch(db, incidents[0]?.id ?? '');
    waking = wake(caller);
    while ((await platform.deliveries(caller)).length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await db.$executeRaw`UPDATE incident SET status = 'ACKNOWLEDGED', acknowledged_at = now() WHERE id = ${incidents[0]?.id ?? ''}::uuid`;
  });
  await waking;
  expect((await readRuns(caller)).map(({ state }) => state)).toEqual(['STOPPED', 'RUNNING', 'RUNNING']);
  expect(await platform.deliveries(caller)).toHaveLength(2);
});

test('people are told by their rules for each run, and what is said of it stands before the step', async () => {
  const { caller } = await waiting(3, 'Ann');
  platform.advance(60);
  await wake(caller);
  const pages = await platform.database.inTenant(caller.tenantId, (db) => db.page.findMany());
  expect(pages.map(({ state, reason }) => `${state} ${reason}`)).toEqual(pages.map(() => 'DONE no_way_to_reach'));
  expect(pages).toHaveLength(3);
  for (const { id } of await readRuns(caller)) {
    expect((await decisionsOf(caller, id)).slice(2)).toEqual([
      '3 persons nobody_reachable',
      '4 wait nobody_was_told',
      '5 channel told',
      '6 end chain_exhausted',
    ]);
  }
});

test("another tenant's runs are not done", async () => {
  const one = await waiting(2);
  const other = await waiting(1);
  platform.advance(60);
  await wakeSteps(
    platform,
    'run',
    other.caller.tenantId,
    (await readRuns(one.caller)).map(({ id }) => id),
  );
  expect((await readRuns(one.caller)).map(({ cursor }) => cursor)).toEqual([1, 1]);
});

test('two steps of one moment that tell the same channel open one conversation, and remind in it', async () => {
  const { caller, channelId } = await platform.createListener();
  const actor = systemActor(caller.tenantId);
  const steps = [1, 2].map(() => ({ kind: 'channel' as const, channelId }));
  const chain = await saveChain(platform, actor, { id: null, chain: { name: 'twice', steps }, expectedVersion: 0 });
  await savePolicy(platform, actor, { tree: { name: 'all', tells: 'CHAIN', chainId: chain.id }, expectedVersion: 0 });
  await platform.run('incident.flushed/dispatchNotices', caller, { incident: await platform.openIncident(caller), reason: 'first_notification' });
  expect((await platform.deliveries(caller)).map(({ event }) => event)).toEqual(['opened', 'reminder']);
});
