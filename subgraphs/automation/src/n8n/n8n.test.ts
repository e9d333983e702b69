import type { Caller } from '#kit/caller';
import { type Served, serve } from '#kit/serve';
import { exampleIncident, openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { createCallbackToken, readCallbackToken } from './callbackToken.ts';
import { type FakeN8n, startFakeN8n } from './fake.ts';
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

test('a token is of one step and one time, and of nobody else', async () => {
  const key = new Uint8Array(32);
  const right = {
    tenantId: '018f0000-0000-7000-8000-000000000000',
    runId: '018f0000-0000-7000-8000-000000000001',
    path: 'a',
    fence: 1,
    until: 1_000,
  };
  const token = createCallbackToken(right, key);
  expect(readCallbackToken(token, key, new Date(999_000))).toEqual(right);
  expect(readCallbackToken(token, key, new Date(1_001_000))).toBeNull();
  expect(readCallbackToken(token, new Uint8Array(32).fill(1), new Date(0))).toBeNull();
  expect(readCallbackToken('x', key, new Date(0))).toBeNull();
  expect((await fetch(`http://127.0.0.1:${served.port}/n8n/callback?token=${token}`, { method: 'POST' })).status).toBe(404);
});
