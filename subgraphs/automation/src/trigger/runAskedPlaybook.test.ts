import type { Caller } from '#kit/caller';
import { uuidv7 } from 'uuidv7';
import { exampleIncident, openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());

const ask = (caller: Caller, playbookId: string, dedupKey = uuidv7()) =>
  platform.run('escalation.playbookAsked/runAskedPlaybook', caller, {
    ...{ incident: exampleIncident(), at: '2026-11-27T10:00:00.000Z', playbookId, chainName: 'night', dedupKey },
  });

test('a chain starts a playbook, once for its key, and it runs to its end', async () => {
  const caller = await platform.createTenant();
  const { playbookId } = await platform.createTriggered(caller);
  await ask(caller, playbookId, 'step');
  await ask(caller, playbookId, 'step');
  await platform.wake(caller);
  expect(await platform.runs(caller)).toMatchObject([
    { status: 'SUCCEEDED', reason: 'escalation_step', causeLabel: 'night', causeKind: 'escalation', triggerId: null },
  ]);
});

test('one that is not there, or another tenant has, is left out', async () => {
  const caller = await platform.createTenant();
  const { playbookId } = await platform.createTriggered(await platform.createTenant());
  await ask(caller, playbookId);
  await ask(caller, uuidv7());
  expect(await platform.runs(caller)).toEqual([]);
});
