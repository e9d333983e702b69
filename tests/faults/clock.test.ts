import { setTimeout as pause } from 'node:timers/promises';
import { saveChain } from '#notify/escalation/saveChain';
import { sweepEscalations } from '#notify/escalation/sweepEscalations';
import { openTestNotify, type TestNotify } from '#notify/openTestNotify';
import { savePolicy } from '#notify/policy/savePolicy';
import { createNotify } from '#notify/subgraph';

/** F17: a worker's clock jumps. Steps and deliveries go by the database's, so they are neither early nor late. */

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

test.each([
  ['five minutes ahead', 300_000],
  ['five minutes behind', -300_000],
])('a worker whose clock is %s', async (_, ahead) => {
  const worker = { ...platform, clock: { now: () => new Date(Date.now() + ahead), followsDatabase: true } };
  const { handlers } = createNotify(worker);
  const { caller, channelId, receiver } = await platform.createListener();
  const run = async (task: string, payload: unknown): Promise<void> =>
    handlers.find((handler) => handler.task.name === task)?.run({ tenantId: caller.tenantId, payload, signal: new AbortController().signal });
  const read = () => platform.database.inTenant(caller.tenantId, (db) => db.escalationRun.findFirstOrThrow());
  const deliver = async () => {
    const deliveries = await platform.deliveries(caller);
    for (const { id } of deliveries) await run('sendDelivery', { deliveryId: id });
  };

  const steps = [
    { kind: 'channel' as const, channelId },
    { kind: 'wait' as const, seconds: 2 },
    { kind: 'channel' as const, channelId },
  ];
  const chain = await saveChain(worker, caller, { id: null, chain: { name: 'two', steps }, expectedVersion: 0 });
  await savePolicy(worker, caller, { tree: { name: 'all', tells: 'CHAIN', chainId: chain.id }, expectedVersion: 0 });
  const incident = await platform.openIncident(caller);
  await run('incident.flushed/dispatchNotices', { incident, reason: 'first_notification' });
  const begun = Date.now();
  await deliver();
  expect(receiver.received).toHaveLength(1);

  const { id, nextAt } = await read();
  expect(Math.abs((nextAt?.getTime() ?? 0) - begun - 2_000)).toBeLessThan(1_900);
  // Not early: neither a job nor the sweep finds it due.
  await run('wakeRun', { runId: id });
  await sweepEscalations(worker);
  await deliver();
  expect(receiver.received).toHaveLength(1);
  // Not late.
  await pause(2_100);
  await sweepEscalations(worker);
  await deliver();
  expect(receiver.received).toHaveLength(2);
  expect(await read()).toMatchObject({ state: 'DONE', reason: 'chain_exhausted' });
});
