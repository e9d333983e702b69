import type { Caller } from '#kit/caller';
import { type Served, serve } from '#kit/serve';
import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { uuidv7 } from 'uuidv7';
import { openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { deleteTrigger } from './deleteTrigger.ts';
import { renewHookKeys } from './renewHookKeys.ts';
import { saveTrigger } from './saveTrigger.ts';
import { setTriggerEnabled } from './setTriggerEnabled.ts';

let platform: TestAutomation;
let served: Served;
beforeAll(async () => {
  platform = await openTestAutomation();
  served = await serve({ routes: platform.automation.routes, host: '127.0.0.1', port: 0, log: platform.log });
});
afterAll(async () => {
  await served.close();
  await platform.close();
});

async function createHook(change: { signing?: 'GITHUB'; condition?: string } = {}) {
  const caller = await platform.createTenant();
  const { playbookId } = await platform.createTriggered(caller);
  const saved = await saveTrigger(platform, caller, null, { kind: 'WEBHOOK', name: 'Deploys', playbookId, ...change });
  return { caller, id: saved.trigger.id, version: saved.trigger.version, token: saved.token ?? '', secret: saved.secret ?? '', playbookId };
}

async function call(token: string, secret: string, body: string, { id = uuidv7(), at = platform.clock.now(), extra = {} } = {}) {
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
    ...extra,
  };
  const response = await fetch(`http://127.0.0.1:${served.port}/hooks/${token}`, { method: 'POST', headers, body });
  return { status: response.status, answer: (await response.json()) as { status?: string; eventId?: string; code?: string } };
}

const log = (caller: Caller) =>
  platform.database.inTenant(caller.tenantId, async (db) => ({
    events: await db.triggerEvent.findMany(),
    decisions: await db.triggerDecision.findMany(),
  }));

test('a signed call is stored before it is answered, and then shown to its trigger', async () => {
  const { caller, id, token, secret } = await createHook({
    condition: 'event.payload.body.ref == "main" && event.payload.headers["x-kind"] == "push"',
  });
  const { status, answer } = await call(token, secret, '{"ref":"main"}', { extra: { 'x-kind': 'push', 'x-api-key': 'hush' } });
  expect([status, answer.status]).toEqual([202, 'accepted']);
  const before = await log(caller);
  expect(before.events).toMatchObject([{ id: answer.eventId, name: 'webhook.received', triggerId: id, payload: { body: { ref: 'main' } } }]);
  expect(JSON.stringify(before.events)).not.toMatch(/hush|signature/);
  expect(before.decisions).toEqual([]);

  await platform.run('showCall', caller, { eventId: answer.eventId, at: new Date().toISOString() });
  await platform.run('showCall', caller, { eventId: answer.eventId, at: new Date().toISOString() });
  expect((await log(caller)).decisions).toMatchObject([{ triggerId: id, eventId: answer.eventId, matched: true }]);
});

test('what is sent again is answered alike and changes nothing, also at once', async () => {
  const { caller, token, secret } = await createHook();
  const answers = await Promise.all([1, 2, 3].map(() => call(token, secret, '{}', { id: 'msg_7' })));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(new Set(answers.map(({ answer }) => answer.eventId)).size).toBe(1);
  expect(answers.map(({ answer }) => answer.status).sort()).toEqual(['accepted', 'repeated', 'repeated']);
  expect((await log(caller)).events).toHaveLength(1);
});

test('what is not signed, too old, not JSON or for nobody is refused and leaves nothing', async () => {
  const { caller, token, secret } = await createHook();
  const other = await createHook();
  expect((await call(token, other.secret, '{}')).answer.code).toBe('SIGNATURE_REFUSED');
  expect((await call(token, secret, '{}', { at: new Date(platform.clock.now().getTime() - 400_000) })).answer.code).toBe('SIGNATURE_REFUSED');
  expect((await call(token, secret, '{')).answer.code).toBe('MALFORMED_BODY');
  expect((await call('sre_hook_nothing', secret, '{}')).status).toBe(404);
  expect((await call(token, secret, `"${'x'.repeat(300_000)}"`)).status).toBe(413);
  expect((await log(caller)).events).toEqual([]);
});

test("GitHub's own signature and delivery id", async () => {
  const { caller, token, secret } = await createHook({ signing: 'GITHUB' });
  const send = () =>
    fetch(`http://127.0.0.1:${served.port}/hooks/${token}`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'x-github-event': 'push', 'x-github-delivery': '72d3162e' },
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update('{"ref":"x"}').digest('hex')}`,
      },
      body: '{"ref":"x"}',
    });
  expect([(await send()).status, (await send()).status]).toEqual([202, 202]);
  expect((await log(caller)).events).toMatchObject([{ payload: { headers: { 'x-github-event': 'push' }, body: { ref: 'x' } } }]);
});

test('a hook that is off keeps what it was called for, and why nothing came of it; one that is gone is not there', async () => {
  const { caller, id, token, secret } = await createHook();
  await setTriggerEnabled(platform, caller, id, false);
  const { answer } = await call(token, secret, '{}');
  await platform.run('showCall', caller, { eventId: answer.eventId, at: new Date().toISOString() });
  expect((await log(caller)).decisions).toMatchObject([{ matched: false, reason: 'trigger_disabled' }]);
  await deleteTrigger(platform, caller, id);
  expect((await call(token, secret, '{}')).status).toBe(404);
});

test('new keys put those before out of use', async () => {
  const { caller, id, token, secret } = await createHook();
  const renewed = await renewHookKeys(platform, caller, id);
  expect((await call(token, secret, '{}')).status).toBe(404);
  expect((await call(renewed.token ?? '', secret, '{}')).status).toBe(401);
  expect((await call(renewed.token ?? '', renewed.secret ?? '', '{}')).status).toBe(202);
});

test('a call made by a step of a run follows out of that run', async () => {
  const { caller, id, token, secret } = await createHook();
  await platform.open(caller);
  const [run] = await platform.runs(caller);
  const { answer } = await call(token, secret, '{}', { extra: { 'idempotency-key': `${run?.id}:step1` } });
  await platform.run('showCall', caller, { eventId: answer.eventId, at: new Date().toISOString() });
  const { decisions } = await log(caller);
  expect(decisions.find(({ triggerId }) => triggerId === id)).toMatchObject({ notStarted: 'loop', startFacts: { chain: [{ runId: run?.id }] } });
});
