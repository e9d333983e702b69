import type { Caller } from '#kit/caller';
import { openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { systemActor, transact } from '#kit/transact';
import { lockRun } from './lockRun.ts';
import { takeStep } from './takeStep.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());

const sweep = () => platform.automation.crons.find(({ name }) => name === 'sweepAutomations')?.run(new AbortController().signal);

test('the queue carries a run by itself, and the sweep finds what a killed worker held', async () => {
  const [killed, whole] = [await platform.createTenant(), await platform.createTenant()];
  for (const caller of [killed, whole]) {
    await platform.createTriggered(caller, [{ method: 'GET' }]);
    await platform.open(caller);
  }
  const [held] = await platform.runs(killed);
  await transact(platform, systemActor(killed.tenantId), async (unit) => {
    const run = await lockRun(unit.db, held?.id ?? '');
    if (run) await takeStep(unit, run, 'step1');
  });
  await platform.queue.work(platform.automation.handlers);
  await untilSucceeded(whole);
  expect(await platform.runs(killed)).toMatchObject([{ status: 'RUNNING', steps: [{ status: 'RUNNING' }] }]);

  platform.advance(15);
  await Promise.all([sweep(), sweep()]);
  await untilSucceeded(killed);
  expect(platform.service.received).toHaveLength(2);
});

async function untilSucceeded(caller: Caller): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if ((await platform.runs(caller))[0]?.status === 'SUCCEEDED') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('not succeeded within 10 s');
}
