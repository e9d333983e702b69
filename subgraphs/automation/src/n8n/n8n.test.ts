import type { Caller } from '#kit/caller';
import { type Served, serve } from '#kit/serve';
import { exampleIncident, openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { createCallbackToken, readCallbackToken } from './callbackToken.ts';
import { type FakeN8n, startFakeN8n } from './fake.ts';
import { begun, readExecution } from './readExecution.ts';
import { cancelRun } from '../engine/cancelRun.ts';
import { createLoaders } from '../run/loadRuns.ts';
import { listWorkflows } from './listWorkflows.ts';
import { deleteN8nConnection, saveN8nConnection } from './saveN8nConnection.ts';

let platform: TestAutomation;
let served: Served;
let n8n: FakeN8n;
beforeAll(async () => {
  platform = await openTestAutomation();
  served = await serve({ routes: platform.automation.routes, host: '127.0.0.1', port: 0, log: platform.log });
  n8n = await startFakeN8n();
  n8n.has({ id: 'w1', name: 'Clean the disk', active: true, path: 'clean-disk' });
  n8n.has({ id: 'w3', name: 'Told', active: true, path: 'told', tells: true });
  n8n.has({ id: 'w2', name: 'Asleep', active: false, path: 'asleep' });
});
afterAll(async () => {
  await n8n.close();
  await served.close();
  await platform.close();
});

const connect = (caller: Caller) => saveN8nConnection(platform, caller, { name: 'Hands', url: `${n8n.url}/`, apiKey: n8n.apiKey });
async function begin(workflow: string) {
  const caller = await platform.createTenant();
  await connect(caller);
  await platform.createTriggered(caller, [{ kind: 'n8n', connection: 'Hands', workflow, payload: '{"host": incident.labels.instance}' }, {}]);
  await platform.open(caller, exampleIncident());
  await platform.wake(caller);
  return caller;
}
async function callBack(body: object) {
  const { pathname, search } = new URL(n8n.started.at(-1)?.body.callbackUrl ?? '');
  const response = await fetch(`http://127.0.0.1:${served.port}${pathname}${search}`, { method: 'POST', body: JSON.stringify(body) });
  return response.status;
}

test('the key is sealed, workflows are listed, and a key goes to its own server only', async () => {
  const caller = await platform.createTenant();
  const connection = await connect(caller);
  expect(JSON.stringify(connection)).not.toContain(n8n.apiKey);
  expect(await listWorkflows(platform, connection)).toEqual([
    { id: 'w1', name: 'Clean the disk', active: true, path: 'clean-disk' },
    { id: 'w3', name: 'Told', active: true, path: 'told' },
    { id: 'w2', name: 'Asleep', active: false, path: 'asleep' },
  ]);
  await expect(saveN8nConnection(platform, caller, { id: connection.id, name: 'Hands', url: platform.service.origin })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  await expect(connect(caller)).rejects.toMatchObject({ code: 'CONFLICT' });
  const wrong = await saveN8nConnection(platform, caller, { id: connection.id, name: 'Hands', url: n8n.url, apiKey: 'another key' });
  await expect(listWorkflows(platform, wrong)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(deleteN8nConnection(platform, await platform.createTenant(), connection.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a workflow is started with the incident, and the step ends as it calls back, once', async () => {
  const caller = await begin('Clean the disk');
  expect((await platform.runs(caller))[0]).toMatchObject({ status: 'WAITING' });
  expect(n8n.started.at(-1)).toMatchObject({ path: 'clean-disk', body: { incident: { number: 7 }, payload: { host: 'db-1:9100' } } });
  expect(await callBack({ status: 'success', executionId: 41, output: { freed: 4 } })).toBe(202);
  expect(await callBack({ status: 'success' })).toBe(409);
  await platform.wake(caller);
  const [run] = await platform.runs(caller);
  expect(run).toMatchObject({ status: 'SUCCEEDED' });
  expect(JSON.stringify(run)).toContain('"freed":4');
});

test('what fails there fails here, and what cannot be started says why', async () => {
  const caller = await begin('w1');
  expect(await callBack({ status: 'error', error: 'no room' })).toBe(202);
  expect((await platform.runs(caller))[0]).toMatchObject({ status: 'FAILED', outcome: 'workflow_failed' });
  expect((await platform.runs(await begin('Asleep')))[0]).toMatchObject({ status: 'FAILED', outcome: 'workflow_inactive' });
  expect((await platform.runs(await begin('Nothing')))[0]).toMatchObject({ status: 'FAILED', outcome: 'workflow_unknown' });
});

/** The step of the tenant's only run, as the page reads it. */
async function stepOf(caller: Caller) {
  const run = await platform.database.inTenant(caller.tenantId, async (db) => {
    const found = await db.run.findFirstOrThrow({});
    return (await createLoaders(db).steps.load(found))[0];
  });
  if (!run) throw new Error('The run has no step.');
  return run;
}

test('an execution that fails without calling back fails its step, and the node is named', async () => {
  const caller = await begin('Told');
  const id = String((await stepOf(caller)).execution?.id);
  expect(await stepOf(caller)).toMatchObject({ status: 'WAITING', execution: { status: 'running', nodes: [{ name: 'Webhook', type: 'webhook' }] } });
  n8n.stands(id, 'error', 'no room');
  platform.advance(30);
  await platform.wake(caller);
  expect(await stepOf(caller)).toMatchObject({
    ...{ status: 'FAILED', outcome: 'workflow_failed', error: 'Sleep: no room' },
    execution: { id, status: 'error', nodes: [{ name: 'Webhook' }, { name: 'Sleep', type: 'wait', status: 'error', error: 'no room', tookMs: 68 }] },
  });
});

test('one that ends well without calling back has done its step', async () => {
  const caller = await begin('Told');
  n8n.stands(String((await stepOf(caller)).execution?.id), 'success');
  platform.advance(30);
  await platform.wake(caller);
  expect(await stepOf(caller)).toMatchObject({ status: 'SUCCEEDED', execution: { status: 'success' } });
});

test('one that only its call names is followed from there', async () => {
  const caller = await begin('w1');
  const id = String(n8n.started.length);
  expect(await callBack({ status: 'success', executionId: id })).toBe(202);
  n8n.stands(id, 'success');
  platform.advance(5);
  await platform.wake(caller);
  expect(await stepOf(caller)).toMatchObject({ status: 'SUCCEEDED', execution: { id, status: 'success', nodes: [{}, {}] } });
});

test('the execution of a run that is cancelled is told to stop', async () => {
  const caller = await begin('Told');
  const { runId, execution } = await stepOf(caller);
  await cancelRun(platform, caller, runId);
  await platform.wake(caller);
  expect(n8n.stopped).toContain(execution?.id);
  expect(await stepOf(caller)).toMatchObject({ status: 'CANCELLED' });
});

test('what n8n answers is read as far as it is understood', () => {
  expect(readExecution({ message: 'Not Found' }, 'https://n8n')).toBeNull();
  expect(readExecution({ id: 7, status: 'new' }, 'https://n8n')).toEqual({ ...begun('7'), url: 'https://n8n' });
});

test('a token is of one step and one time, and of nobody else', async () => {
  const key = new Uint8Array(32);
  const right = {
    tenantId: '018f0000-0000-7000-8000-000000000000',
    runId: '018f0000-0000-7000-8000-000000000001',
    path: 'a',
    fence: 1,
    until: 1_000,
    connectionId: '018f0000-0000-7000-8000-000000000002',
  };
  const token = createCallbackToken(right, key);
  expect(readCallbackToken(token, key, new Date(999_000))).toEqual(right);
  expect(readCallbackToken(token, key, new Date(1_001_000))).toBeNull();
  expect(readCallbackToken(token, new Uint8Array(32).fill(1), new Date(0))).toBeNull();
  expect(readCallbackToken('x', key, new Date(0))).toBeNull();
  expect((await fetch(`http://127.0.0.1:${served.port}/n8n/callback?token=${token}`, { method: 'POST' })).status).toBe(404);
});
