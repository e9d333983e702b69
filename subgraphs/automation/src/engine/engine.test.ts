import type { Caller } from '#kit/caller';
import { exampleIncident, openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { savePlaybook } from '../playbook/savePlaybook.ts';
import { cancelRun } from './cancelRun.ts';

/* Runs of playbooks with steps of every kind, on a database, with a service that is acted upon. */

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());
beforeEach(() => {
  platform.service.received.length = 0;
  platform.service.reply({ status: 200, body: 'ok' });
});

const at = (path: string) => ({ url: `${platform.service.origin}${path}` });
const asked = () => platform.service.received.map(({ path }) => path);

/** Starts a playbook of these steps, does all that is due, and gives the run. */
async function go(caller: Caller, steps: Record<string, unknown>[], more: Record<string, unknown> = {}, change = {}) {
  const playbook = await platform.save(caller, steps, more);
  const started = await platform.start(caller, playbook, change);
  if (!started.started) throw new Error(started.reason);
  await platform.wake(caller);
  const run = (await platform.runs(caller)).find(({ id }) => id === started.runId);
  if (!run) throw new Error('The run is gone.');
  return run;
}
const again = async (caller: Caller, id: string) => (await platform.runs(caller)).find((run) => run.id === id);
const shown = (run: { steps: { path: string; status: string; outcome: string | null }[] } | undefined) =>
  run?.steps.map(({ path, status, outcome }) => [path, status, outcome]);

test('outputs flow into the steps after them, by expression and by template', async () => {
  const caller = await platform.createTenant();
  platform.service.reply(({ path }) => ({ status: path === '/count' ? 201 : 200, body: 'disk' }));
  const run = await go(
    caller,
    [
      { id: 'count', ...at('/count') },
      {
        ...{ kind: 'condition', id: 'full', name: 'Full?', when: 'steps.count.output.status == 201 && inputs.host == "db-1"' },
        then: [{ id: 'clean', kind: 'http', name: 'Clean', method: 'POST', ...at('/clean'), body: '{"was":"{{ steps.count.output.body }}"}' }],
        else: [{ id: 'nothing', kind: 'wait', name: 'Nothing', seconds: 1 }],
      },
      { id: 'after', ...at('/after/{{ steps.full.output.went }}'), if: 'steps.clean.status == "SUCCEEDED"' },
      { id: 'never', ...at('/never'), if: 'has(steps.nothing)' },
    ],
    { inputs: { host: { type: 'string', default: 'db-1' } } },
  );
  expect(shown(run)).toEqual([
    ['count', 'SUCCEEDED', 'succeeded'],
    ['full', 'SUCCEEDED', 'succeeded'],
    ['clean', 'SUCCEEDED', 'succeeded'],
    ['after', 'SUCCEEDED', 'succeeded'],
    ['never', 'SKIPPED', 'condition_false'],
  ]);
  expect(asked()).toEqual(['/count', '/clean', '/after/then']);
  expect(platform.service.received[1]?.body).toBe('{"was":"disk"}');
  expect(run).toMatchObject({ status: 'SUCCEEDED', outcome: 'succeeded' });
});

test('branches go at once and a for-each goes through its list, so many at a time; too long a list is refused', async () => {
  const caller = await platform.createTenant();
  const each = { kind: 'forEach', id: 'each', name: 'Each', items: 'incident.labels.hosts.split(",")', atOnce: 2 };
  const run = await go(
    caller,
    [
      {
        ...{ kind: 'parallel', id: 'both', name: 'Both' },
        branches: [
          [{ kind: 'http', id: 'a', name: 'A', method: 'GET', ...at('/a') }],
          [{ kind: 'http', id: 'b', name: 'B', method: 'GET', ...at('/b') }],
        ],
      },
      { ...each, steps: [{ kind: 'http', id: 'host', name: 'Host', method: 'PUT', ...at('/{{ index }}/{{ item }}') }] },
    ],
    {},
    { incident: exampleIncident({ labels: { hosts: 'x,y,z' } }) },
  );
  expect(asked().sort()).toEqual(['/0/x', '/1/y', '/2/z', '/a', '/b']);
  expect(run).toMatchObject({ status: 'SUCCEEDED' });
  expect(run.outputs.find(({ path }) => path === 'each')?.output).toEqual({ count: 3, succeeded: 3, failed: 0 });

  const refused = await go(caller, [{ ...each, items: '[1, 2, 3]', most: 2, steps: [{ kind: 'wait', id: 'w', name: 'W', seconds: 1 }] }]);
  expect(refused).toMatchObject({ status: 'FAILED', outcome: 'too_many_items', steps: [{ error: 'There are 3; 2 is the most.' }] });
});

test('what fails is tried again after a while, and no more often than it may be', async () => {
  const caller = await platform.createTenant();
  let count = 0;
  platform.service.reply(() => ({ status: (count += 1) < 3 ? 503 : 200 }));
  const run = await go(caller, [{ ...at('/flaky'), retry: { attempts: 3, delaySeconds: 10 } }]);
  expect(run).toMatchObject({ status: 'RUNNING', steps: [{ status: 'QUEUED', outcome: 'unexpected_status', attempt: 1 }] });
  platform.advance(11);
  await platform.wake(caller);
  expect(await again(caller, run.id)).toMatchObject({ steps: [{ status: 'QUEUED', attempt: 2 }] });
  platform.advance(11);
  await platform.wake(caller);
  expect(asked()).toHaveLength(2);
  platform.advance(10);
  await platform.wake(caller);
  expect(await again(caller, run.id)).toMatchObject({ status: 'SUCCEEDED', steps: [{ attempt: 3 }] });
  expect((await again(caller, run.id))?.outputs).toMatchObject([{ attempt: 1 }, { attempt: 2 }, { attempt: 3, output: { status: 200 } }]);
});

test('a failing check undoes what was done, the latest first, and the run fails by it', async () => {
  const caller = await platform.createTenant();
  platform.service.reply(({ path }) => ({ status: path === '/health' ? 500 : 200 }));
  const undo = (id: string) => [{ kind: 'http', id, name: id, method: 'DELETE', ...at(`/undo/${id}`) }];
  const run = await go(caller, [
    { id: 'one', ...at('/one'), rollBack: undo('undoOne') },
    { id: 'two', ...at('/two'), rollBack: undo('undoTwo') },
    { kind: 'verify', id: 'well', name: 'Well?', check: { by: 'http', method: 'GET', ...at('/health') }, withinSeconds: 20, everySeconds: 10 },
    { id: 'three', ...at('/three') },
  ]);
  expect(run).toMatchObject({ status: 'VERIFYING' });
  for (let turn = 0; turn < 3; turn += 1) {
    platform.advance(10);
    await platform.wake(caller);
  }
  const ended = await again(caller, run.id);
  expect(ended).toMatchObject({ status: 'FAILED', outcome: 'not_held' });
  expect(shown(ended)?.slice(2)).toEqual([
    ['well', 'FAILED', 'not_held'],
    ['two~undo.undoTwo', 'SUCCEEDED', 'succeeded'],
    ['one~undo.undoOne', 'SUCCEEDED', 'succeeded'],
  ]);
  expect(asked().filter((path) => path !== '/health')).toEqual(['/one', '/two', '/undo/undoTwo', '/undo/undoOne']);
});

test('a check by a query of Prometheus holds once there is something in its result', async () => {
  const caller = await platform.createTenant();
  await platform.database.inTenant(caller.tenantId, (db) =>
    db.credential.create({
      data: { name: 'prom', kind: 'HTTP', config: { url: platform.service.origin }, secrets: {}, createdAt: new Date(), updatedAt: new Date() },
    }),
  );
  let result: unknown[] = [];
  platform.service.reply(() => ({ status: 200, body: JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }) }));
  const check = { by: 'promql', credential: 'prom', query: 'node_filesystem_avail_bytes{instance="{{ inputs.host }}"} > 10' };
  const run = await go(caller, [{ kind: 'verify', id: 'free', name: 'Free again', check, withinSeconds: 60, everySeconds: 5 }], {
    inputs: { host: { type: 'string', default: 'db "1"' } },
  });
  expect(run).toMatchObject({ status: 'VERIFYING', steps: [{ status: 'QUEUED', state: { looks: 1 } }] });
  expect(decodeURIComponent(asked()[0] ?? '')).toBe('/api/v1/query?query=node_filesystem_avail_bytes{instance="db "1""} > 10');
  result = [{ metric: { instance: 'db-1' }, value: [1, '11'] }];
  platform.advance(6);
  await platform.wake(caller);
  expect(await again(caller, run.id)).toMatchObject({ status: 'SUCCEEDED', outputs: [{ output: { holds: true, looks: 2 } }] });
});

test('a wait ends by itself; the whole run is cut off when its time is over, and what was done is undone', async () => {
  const caller = await platform.createTenant();
  const run = await go(caller, [{ kind: 'wait', id: 'w', name: 'W', seconds: 30 }, {}]);
  expect(run).toMatchObject({ status: 'WAITING' });
  platform.advance(31);
  await platform.wake(caller);
  expect(await again(caller, run.id)).toMatchObject({ status: 'SUCCEEDED' });

  const rollBack = [{ kind: 'http', id: 'undo', name: 'Undo', method: 'DELETE', ...at('/undo') }];
  const late = await go(
    caller,
    [
      { id: 'done', ...at('/done'), rollBack },
      { ...at('/x'), id: 'x', retry: { attempts: 9, delaySeconds: 80 }, expectStatus: [404] },
    ],
    { timeoutMinutes: 1 },
  );
  platform.advance(61);
  await platform.wake(caller);
  expect(await again(caller, late.id)).toMatchObject({ status: 'TIMED_OUT', outcome: 'run_timed_out' });
  expect(shown(await again(caller, late.id))).toEqual([
    ['done', 'SUCCEEDED', 'succeeded'],
    ['x', 'CANCELLED', 'run_timed_out'],
    ['done~undo.undo', 'SUCCEEDED', 'succeeded'],
  ]);
});

test('a cancelled run begins nothing any more and undoes nothing; what a worker does is told to end', async () => {
  const caller = await platform.createTenant();
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  platform.service.reply(({ path }) => (path === '/slow' ? { status: 200, after: held } : { status: 200 }));
  const rollBack = [{ kind: 'http', id: 'undo', name: 'Undo', method: 'DELETE', ...at('/undo') }];
  const playbook = await platform.save(caller, [
    { id: 'first', rollBack },
    { id: 'slow', ...at('/slow') },
    { id: 'last', ...at('/last') },
  ]);
  const started = await platform.start(caller, playbook);
  const id = started.started ? started.runId : '';
  const working = platform.wake(caller);
  while (!asked().includes('/slow')) await new Promise((later) => setTimeout(later, 10));
  await cancelRun(platform, caller, id);
  // Told twice it is cancelled once.
  await cancelRun(platform, caller, id);
  // The worker hears of it by its next sign of life, well before the step's own time is over.
  await working;
  letGo();
  expect(await again(caller, id)).toMatchObject({ status: 'CANCELLED', outcome: 'cancelled' });
  expect(shown(await again(caller, id))).toEqual([
    ['first', 'SUCCEEDED', 'succeeded'],
    ['slow', 'CANCELLED', 'run_cancelled'],
  ]);
  expect(asked()).toEqual(['/act', '/slow']);
  await expect(cancelRun(platform, caller, id)).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(cancelRun(platform, await platform.createTenant(), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
}, 20_000);

test('another playbook is a run of its own; its end is the end of the step, and it is cancelled with the whole', async () => {
  const caller = await platform.createTenant();
  const inner = await platform.save(caller, [{ ...at('/inner/{{ inputs.x }}') }], { inputs: { x: { type: 'number', required: true } } });
  const step = { kind: 'playbook', id: 'sub', name: 'Sub', playbook: inner.name, inputs: { x: '1 + 1' } };
  const run = await go(caller, [step, { id: 'after', ...at('/after') }]);
  expect(run).toMatchObject({ status: 'SUCCEEDED' });
  expect(asked()).toEqual(['/inner/2', '/after']);
  const part = (await platform.runs(caller)).find(({ parentId }) => parentId === run.id);
  expect(part).toMatchObject({ causeKind: 'playbook', causation: [run.id], parentPath: 'sub', inputs: { x: 2 } });

  const refused = await go(caller, [{ ...step, inputs: {} }]);
  expect(refused).toMatchObject({ status: 'FAILED', outcome: 'invalid_inputs' });

  const waiting = await platform.save(caller, [{ kind: 'wait', id: 'w', name: 'W', seconds: 600 }]);
  const whole = await go(caller, [{ ...step, playbook: waiting.name, inputs: {} }]);
  expect(whole).toMatchObject({ status: 'WAITING' });
  await cancelRun(platform, caller, whole.id);
  await platform.wake(caller);
  expect((await platform.runs(caller)).filter(({ id, parentId }) => id === whole.id || parentId === whole.id).map(({ status }) => status)).toEqual([
    'CANCELLED',
    'CANCELLED',
  ]);
});

test('a playbook that is a part of itself, by however many others, is refused and not run for ever', async () => {
  const caller = await platform.createTenant();
  const inner = await platform.save(caller, [{}], { name: 'inner' });
  await platform.save(caller, [{ kind: 'playbook', id: 'down', name: 'Down', playbook: 'inner' }], { name: 'outer' });
  const definition = { name: 'inner', steps: [{ kind: 'playbook', id: 'up', name: 'Up', playbook: 'outer' }] };
  await savePlaybook(platform, caller, { id: inner.id, baseVersion: 1, definition });
  await platform.start(caller, inner);
  await platform.wake(caller);
  const runs = await platform.runs(caller);
  expect(runs.map(({ playbookName, status }) => [playbookName, status])).toEqual([
    ['inner', 'FAILED'],
    ['outer', 'FAILED'],
  ]);
  expect(shown(runs[1])).toEqual([['down', 'FAILED', 'loop']]);
});

test('an expression without a value fails its step, and a failure that a step is content with does not end the run', async () => {
  const caller = await platform.createTenant();
  const run = await go(caller, [
    {
      kind: 'condition',
      id: 'c',
      name: 'C',
      when: 'steps.nothing.output == 1',
      then: [{ kind: 'wait', id: 'w', name: 'W', seconds: 1 }],
      onError: 'continue',
    },
    { id: 'last', ...at('/last') },
  ]);
  expect(run).toMatchObject({
    status: 'SUCCEEDED',
    outcome: 'succeeded_past_failures',
    steps: [{ outcome: 'expression_failed' }, { status: 'SUCCEEDED' }],
  });
});
