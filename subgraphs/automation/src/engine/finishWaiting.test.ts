import { systemActor, transact } from '#kit/transact';
import type { Caller } from '#kit/caller';
import { openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { startRun } from '../run/startRun.ts';
import { finishWaiting } from './finishWaiting.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());

async function begin(caller: Caller, steps: Record<string, unknown>[]): Promise<string> {
  const playbook = await platform.save(caller, steps);
  const started = await transact(platform, systemActor(caller.tenantId), (unit) =>
    startRun(unit, {
      ...{ playbook: { id: playbook.id }, inputs: {}, incident: null, event: null, causation: [] },
      cause: { kind: 'person', label: 'Ada', reason: 'by_hand', facts: {} },
    }),
  );
  if (!started.started) throw new Error(started.reason);
  return started.runId;
}

const answer = (caller: Caller, runId: string, outcome: 'succeeded' | 'rejected', fence?: number) =>
  transact(platform, systemActor(caller.tenantId), (unit) =>
    finishWaiting(
      unit,
      { runId, path: 'ask', ...(fence !== undefined && { fence }) },
      { status: outcome === 'succeeded' ? 'SUCCEEDED' : 'FAILED', outcome, output: { answers: [] } },
    ),
  );

const ask = { kind: 'approval', id: 'ask', message: 'May I?' };

test('a step that waits is ended from outside, once, and the run goes on', async () => {
  const caller = await platform.createTenant();
  const runId = await begin(caller, [ask, {}]);
  await platform.wake(caller);
  expect(await platform.runs(caller)).toMatchObject([{ status: 'WAITING_FOR_APPROVAL', steps: [{ path: 'ask', status: 'WAITING' }] }]);
  expect(await answer(caller, runId, 'succeeded')).toEqual({ finished: true });
  expect(await answer(caller, runId, 'rejected')).toEqual({ finished: false, reason: 'not_waiting' });
  await platform.wake(caller);
  expect(await platform.runs(caller)).toMatchObject([{ status: 'SUCCEEDED', steps: [{ outcome: 'succeeded' }, { status: 'SUCCEEDED' }] }]);
  expect(await answer(caller, runId, 'rejected')).toEqual({ finished: false, reason: 'run_over' });
});

test('what is rejected, or nobody answers in time, fails the run', async () => {
  const caller = await platform.createTenant();
  const runId = await begin(caller, [ask, {}]);
  await answer(caller, runId, 'rejected');
  expect(await platform.runs(caller)).toMatchObject([{ status: 'FAILED', outcome: 'rejected' }]);
  const other = await platform.createTenant();
  await begin(other, [{ ...ask, expiresMinutes: 1 }]);
  platform.advance(61);
  await platform.wake(other);
  expect(await platform.runs(other)).toMatchObject([{ status: 'FAILED', outcome: 'expired' }]);
});

test('an answer under another fence is late, and one of another tenant finds nothing', async () => {
  const caller = await platform.createTenant();
  const runId = await begin(caller, [ask]);
  expect(await answer(caller, runId, 'succeeded', 7)).toEqual({ finished: false, reason: 'overtaken' });
  expect(await answer(await platform.createTenant(), runId, 'succeeded')).toEqual({ finished: false, reason: 'run_over' });
  expect(await platform.runs(caller)).toMatchObject([{ status: 'WAITING_FOR_APPROVAL' }]);
});
