import type { Caller } from '#kit/caller';
import { Client } from 'pg';
import { exampleIncident, openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { systemActor, transact } from '#kit/transact';
import { startPlaybook } from '../run/startPlaybook.ts';
import { lockRun } from './lockRun.ts';
import { takeStep } from './takeStep.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());
beforeEach(() => {
  platform.service.received.length = 0;
  platform.service.reply({ status: 200, body: 'ok' });
});

async function finished(caller: Caller): Promise<unknown[]> {
  const client = new Client({ connectionString: platform.test.ownerUrl });
  await client.connect();
  const { rows } = await client.query(
    `SELECT data -> 'payload' AS payload FROM pgboss.job WHERE name = 'run.finished/recordTimeline' AND data ->> 'tenantId' = $1`,
    [caller.tenantId],
  );
  await client.end();
  return rows.map(({ payload }) => payload);
}

/** Takes a step of the tenant's run, as a worker does that is killed right after. */
async function takeAndDie(caller: Caller, path = 'step1') {
  const [first] = await platform.runs(caller);
  const taken = await transact(platform, systemActor(caller.tenantId), async (unit) => {
    const run = await lockRun(unit.db, first?.id ?? '');
    return run && takeStep(unit, run, path);
  });
  if (!taken) throw new Error('The step was not due.');
  return taken;
}

test('a step sends what its templates say, and input, output and outcome are kept', async () => {
  const caller = await platform.createTenant();
  const incident = exampleIncident();
  await platform.createTriggered(caller, [
    {
      url: `${platform.service.origin}/hosts/{{ incident.labels.instance }}`,
      headers: { 'X-Run': '{{ run.id }}', Authorization: 'Bearer hunter22' },
      body: '{"title":"{{ incident.title }}"}',
    },
  ]);
  platform.service.reply(({ headers }) => ({ status: 201, body: `restarted by ${headers.authorization}` }));
  await platform.open(caller, incident);
  await platform.wake(caller);

  const [run] = await platform.runs(caller);
  const [request] = platform.service.received;
  expect(request).toMatchObject({
    method: 'POST',
    path: '/hosts/db-1%3A9100',
    headers: { 'idempotency-key': `${run?.id}:step1`, 'x-run': run?.id, authorization: 'Bearer hunter22', 'content-type': 'application/json' },
  });
  expect(JSON.parse(request?.body ?? '')).toEqual({ title: incident.title });
  expect(run).toMatchObject({
    status: 'SUCCEEDED',
    nextAt: null,
    steps: [{ path: 'step1', status: 'SUCCEEDED', outcome: 'succeeded' }],
  });
  expect(run?.outputs).toMatchObject([
    { input: { method: 'POST', headers: { authorization: '***' } }, output: { status: 201, body: 'restarted by ***', bodyCut: null } },
  ]);
  expect(JSON.stringify(run)).not.toContain('hunter22');
  expect(await finished(caller)).toMatchObject([{ runId: run?.id, incidentId: incident.id, status: 'SUCCEEDED', outcome: 'succeeded' }]);
});

test('a step that fails ends its run; the steps after it are not begun', async () => {
  const caller = await platform.createTenant();
  await platform.createTriggered(caller, [
    { method: 'GET' },
    { url: `${platform.service.origin}/fails` },
    { url: `${platform.service.origin}/never` },
  ]);
  platform.service.reply(({ path }) => ({ status: path === '/fails' ? 503 : 200 }));
  await platform.open(caller);
  await platform.wake(caller);
  expect(await platform.runs(caller)).toMatchObject([
    {
      status: 'FAILED',
      steps: [{ status: 'SUCCEEDED' }, { status: 'FAILED', outcome: 'unexpected_status' }],
      outputs: [{}, { output: { status: 503 } }],
    },
  ]);
  expect(platform.service.received.map(({ path }) => path)).toEqual(['/act', '/fails']);
});

test('no answer in time, a template with a gap, a redirect', async () => {
  const ends: unknown[] = [];
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  platform.service.reply(({ path }) => (path === '/slow' ? { status: 200, after: held } : { status: 302, headers: { location: '/elsewhere' } }));
  for (const step of [{ url: `${platform.service.origin}/slow`, timeoutSeconds: 1 }, { body: '{{ incident.labels.team }}' }, {}]) {
    const caller = await platform.createTenant();
    await platform.createTriggered(caller, [step]);
    await platform.open(caller);
    await platform.wake(caller);
    const [run] = await platform.runs(caller);
    ends.push([run?.status, run?.steps[0]?.outcome]);
  }
  letGo();
  expect(ends).toEqual([
    ['TIMED_OUT', 'timeout'],
    ['FAILED', 'template_failed'],
    ['FAILED', 'unexpected_status'],
  ]);
  expect(platform.service.received.map(({ path }) => path)).toEqual(['/slow', '/act']);
});

test('two workers, one execution', async () => {
  const caller = await platform.createTenant();
  await platform.createTriggered(caller);
  await platform.open(caller);
  const [run] = await platform.runs(caller);
  await Promise.all([1, 2, 3, 4].map(() => platform.run('performStep', caller, { runId: run?.id, path: 'step1' })));
  expect(platform.service.received).toHaveLength(1);
});

test.each([
  ['GET', undefined],
  ['PUT', undefined],
  ['DELETE', undefined],
  ['POST', true],
] as const)('a worker that dies in a step: %s (idempotent: %s) is done again once the lease is over', async (method, idempotent) => {
  const caller = await platform.createTenant();
  await platform.createTriggered(caller, [{ method, idempotent }]);
  await platform.open(caller);
  await takeAndDie(caller);
  await platform.wake(caller);
  expect(platform.service.received).toHaveLength(0);
  platform.advance(15);
  await platform.wake(caller);
  expect(await platform.runs(caller)).toMatchObject([{ status: 'SUCCEEDED', steps: [{ fence: 2, attempt: 2 }] }]);
  expect(platform.service.received).toHaveLength(1);
});

test.each([['POST'], ['PATCH']] as const)('a worker that dies in a step: %s is abandoned, never silently done twice', async (method) => {
  const caller = await platform.createTenant();
  await platform.createTriggered(caller, [{ method }]);
  await platform.open(caller);
  await takeAndDie(caller);
  platform.advance(15);
  await platform.wake(caller);
  expect(await platform.runs(caller)).toMatchObject([
    {
      status: 'ABANDONED',
      steps: [{ status: 'ABANDONED', outcome: 'worker_lost' }],
    },
  ]);
  expect(platform.service.received).toHaveLength(0);
  expect(await finished(caller)).toMatchObject([{ status: 'ABANDONED', outcome: 'worker_lost' }]);
});

test('a worker that was overtaken changes nothing when it comes back', async () => {
  const caller = await platform.createTenant();
  await platform.createTriggered(caller, [{ method: 'PUT' }]);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let count = 0;
  platform.service.reply(() => ((count += 1) === 1 ? { status: 500, after: held } : { status: 200 }));
  await platform.open(caller);
  const slow = platform.wake(caller);
  while (count === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  platform.advance(15);
  await platform.wake(caller);
  letGo();
  await slow;
  const [run] = await platform.runs(caller);
  expect(run).toMatchObject({ status: 'SUCCEEDED', steps: [{ status: 'SUCCEEDED' }] });
  expect(run?.outputs).toHaveLength(1);
});

test('a run that takes every worker down with it is given up', async () => {
  const caller = await platform.createTenant();
  await platform.createTriggered(caller, [{ method: 'GET' }]);
  await platform.open(caller);
  for (let turn = 0; turn < 5; turn += 1) {
    await takeAndDie(caller);
    platform.advance(15);
    await platform.run('wakeAutomation', caller, { runId: (await platform.runs(caller))[0]?.id });
  }
  expect(await platform.runs(caller)).toMatchObject([{ status: 'ABANDONED', steps: [{ fence: 5 }] }]);
  expect(await finished(caller)).toMatchObject([{ outcome: 'attempts_exhausted' }]);
});

test('a process that drains ends the step in hand and leaves the rest to another', async () => {
  const caller = await platform.createTenant();
  await platform.createTriggered(caller, [{}, { url: `${platform.service.origin}/second` }]);
  await platform.open(caller);
  const [run] = await platform.runs(caller);
  const drain = new AbortController();
  platform.service.reply(() => {
    drain.abort();
    return { status: 200 };
  });
  await platform.run('performStep', caller, { runId: run?.id, path: 'step1' }, drain.signal);
  expect(await platform.runs(caller)).toMatchObject([{ status: 'RUNNING', steps: [{ status: 'SUCCEEDED' }, { status: 'QUEUED' }] }]);
  await platform.run('performStep', caller, { runId: run?.id, path: 'step2' }, drain.signal);
  expect(platform.service.received).toHaveLength(1);
  await platform.wake(caller);
  expect(await platform.runs(caller)).toMatchObject([{ status: 'SUCCEEDED' }]);
  expect(platform.service.received.map(({ path }) => path)).toEqual(['/act', '/second']);
});

test('a run whose playbook calls people when it fails says so at its end', async () => {
  const caller = await platform.createTenant();
  const { id } = await platform.save(caller, [{ method: 'GET', url: `${platform.service.origin}/x` }], { onFailure: 'escalate' });
  platform.service.reply({ status: 500 });
  await startPlaybook(platform, caller, { id });
  await platform.wake(caller);
  expect(await finished(caller)).toMatchObject([{ status: 'FAILED', outcome: 'unexpected_status', escalates: true }]);
});

test('a stored playbook of unknown shape fails its run with that reason', async () => {
  const caller = await platform.createTenant();
  await platform.createTriggered(caller);
  await platform.open(caller);
  await platform.database.inTenant(caller.tenantId, (db) => db.run.updateMany({ data: { definition: { steps: [{ kind: 'unknown' }] } } }));
  await platform.wake(caller);
  expect(await finished(caller)).toMatchObject([{ status: 'FAILED', outcome: 'invalid_playbook' }]);
});

test("another tenant can neither wake nor stop a tenant's run", async () => {
  const caller = await platform.createTenant();
  await platform.createTriggered(caller);
  await platform.open(caller);
  const [run] = await platform.runs(caller);
  const stranger = await platform.createTenant();
  await platform.run('performStep', stranger, { runId: run?.id, path: 'step1' });
  await platform.run('wakeAutomation', stranger, { runId: run?.id });
  await platform.run('cancelSubRun', stranger, { runId: run?.id, path: 'step1' });
  expect(await platform.runs(caller)).toMatchObject([{ status: 'RUNNING', cancelledAt: null, steps: [{ status: 'QUEUED', fence: 0 }] }]);
  expect(platform.service.received).toHaveLength(0);
});

test('a private target that hides behind a template or a name is refused when it is sent to', async () => {
  const strict = await openTestAutomation({ allowedNetworks: [] });
  try {
    for (const url of [`${strict.service.origin.replace('127.0.0.1', 'localhost')}/`, 'http://{{ incident.labels.metadata | raw }}/latest']) {
      const caller = await strict.createTenant();
      await strict.createTriggered(caller, [{ url }]);
      await strict.open(caller, exampleIncident({ labels: { metadata: '169.254.169.254' } }));
      await strict.wake(caller);
      expect(await strict.runs(caller)).toMatchObject([{ status: 'FAILED', steps: [{ outcome: 'target_refused' }] }]);
    }
    expect(strict.service.received).toHaveLength(0);
  } finally {
    await strict.close();
  }
});
