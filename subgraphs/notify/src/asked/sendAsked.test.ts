import type { Caller } from '#kit/caller';
import { uuidv7 } from 'uuidv7';
import { openTestNotify, type TestNotify } from '../openTestNotify.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

const ask = (caller: Caller, to: object[], key = uuidv7()) =>
  platform.run('step.noticeAsked/sendAsked', caller, {
    ...{ step: { runId: uuidv7(), path: 'tell', fence: 1, key }, at: new Date().toISOString(), incident: null, playbookName: 'Clean' },
    ...{ to, text: 'The disk has room again.', causation: [uuidv7()] },
  });
const answers = ({ tenantId }: Caller) =>
  platform.database.inTenant(
    tenantId,
    (db) => db.$queryRaw<{ outcome: string; output: object }[]>`
      SELECT data->'payload'->>'outcome' AS outcome, data->'payload'->'output' AS output FROM pgboss.job
      WHERE name = 'step.answered/takeStepAnswer' AND data->>'tenantId' = ${tenantId} ORDER BY created_on`,
  );

test('a channel is told once for the key of its step; what is not there is told back', async () => {
  const { caller, receiver } = await platform.createListener();
  const { name } = await platform.database.inTenant(caller.tenantId, (db) => db.channel.findFirstOrThrow());
  const key = uuidv7();
  const to = [
    { kind: 'channel', name },
    { kind: 'person', name: 'Nobody' },
  ];
  await ask(caller, to, key);
  await ask(caller, to, key);
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(1);
  expect(receiver.received[0]?.body).toContain('The disk has room again.');
  expect((await answers(caller))[0]).toEqual({ outcome: 'succeeded', output: { notices: 1, people: [], unknown: ['person Nobody'] } });
});

test('when nobody can be told, or all belongs to another tenant, the step hears so', async () => {
  const { caller: other } = await platform.createListener();
  const { name } = await platform.database.inTenant(other.tenantId, (db) => db.channel.findFirstOrThrow());
  const caller = await platform.createTenant();
  await ask(caller, [
    { kind: 'channel', name: `${name} of another` },
    { kind: 'team', name: 'Nobody' },
    { kind: 'schedule', name: 'None' },
  ]);
  expect(await answers(caller)).toMatchObject([{ outcome: 'nobody_to_tell' }]);
});
