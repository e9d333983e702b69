import { setTimeout as pause } from 'node:timers/promises';
import { systemActor } from '#kit/transact';
import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { savePolicy } from '../policy/savePolicy.ts';
import { saveChain } from './saveChain.ts';
import { createWaker } from './wakeSoon.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

async function waiting(seconds: number) {
  const { caller, channelId } = await platform.createListener();
  const actor = systemActor(caller.tenantId);
  const steps = [
    { kind: 'wait', seconds },
    { kind: 'channel', channelId },
  ] as const;
  const chain = await saveChain(platform, actor, { id: null, chain: { name: 'primary', steps: [...steps] }, expectedVersion: 0 });
  await savePolicy(platform, actor, { tree: { name: 'all', tells: 'CHAIN', chainId: chain.id }, expectedVersion: 0 });
  const incident = await platform.openIncident(caller);
  await platform.run('incident.flushed/dispatchNotices', caller, { incident, reason: 'first_notification' });
  const state = () => platform.database.inTenant(caller.tenantId, async (db) => (await db.escalationRun.findFirstOrThrow()).state);
  return { caller, state };
}

test('a step that is due within a few seconds is done when it is due, and not before; one that is due later is left alone', async () => {
  const later = await waiting(120);
  const soon = await waiting(3);
  const look = createWaker(platform);
  const stopping = new AbortController();
  await look(stopping.signal);
  await look(stopping.signal);
  for (let tries = 0; (await soon.state()) === 'RUNNING' && tries < 100; tries += 1) await pause(200);
  const decisions = await platform.database.inTenant(soon.caller.tenantId, (db) => db.escalationDecision.findMany({ orderBy: { number: 'asc' } }));
  const until = (decisions.find(({ kind }) => kind === 'wait')?.facts as { until: string }).until;
  expect(decisions.find(({ kind }) => kind === 'channel')?.at.getTime()).toBeGreaterThanOrEqual(Date.parse(until));
  stopping.abort();
  expect(await later.state()).toBe('RUNNING');
  expect((await platform.deliveries(soon.caller)).map(({ event }) => event)).toEqual(['opened']);
});

test('a process that drains begins no step', async () => {
  const { state } = await waiting(1);
  const stopping = new AbortController();
  await createWaker(platform)(stopping.signal);
  stopping.abort();
  await pause(1_500);
  expect(await state()).toBe('RUNNING');
});
