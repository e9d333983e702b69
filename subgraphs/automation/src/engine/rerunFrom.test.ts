import type { Caller } from '#kit/caller';
import { openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { rerunFrom } from './rerunFrom.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());
beforeEach(() => void (platform.service.received.length = 0));

const at = (path: string) => ({ url: `${platform.service.origin}${path}` });
const paths = () => platform.service.received.map(({ path }) => path);

async function failOnce(caller: Caller, steps: Record<string, unknown>[], failing: string): Promise<string> {
  platform.service.reply(({ path }) => ({ status: path === failing ? 500 : 200, body: `of ${path}` }));
  const playbook = await platform.save(caller, steps, { inputs: { who: { type: 'string', default: 'ada' } } });
  const started = await platform.start(caller, playbook, { inputs: { who: 'bob' } });
  await platform.wake(caller);
  platform.service.reply({ status: 200, body: 'ok' });
  platform.service.received.length = 0;
  return started.started ? started.runId : '';
}

test('what came before a step counts as done, with what it gave; the step and what is after it is done again', async () => {
  const caller = await platform.createTenant();
  const stop = { onError: 'stop' };
  const runId = await failOnce(
    caller,
    [
      { id: 'one', ...at('/one') },
      {
        ...{ kind: 'forEach', id: 'each', name: 'Each', items: '["a", "b", "c"]', atOnce: 1, ...stop },
        steps: [
          { kind: 'http', id: 'first', name: 'First', method: 'POST', ...stop, ...at('/first/{{ item }}') },
          { kind: 'http', id: 'second', name: 'Second', method: 'POST', ...stop, ...at('/second/{{ item }}/{{ steps.first.output.body | size }}') },
        ],
      },
      { id: 'last', ...at('/last/{{ inputs.who }}/{{ steps.one.output.body }}') },
    ],
    '/second/b/11',
  );
  const again = await rerunFrom(platform, caller, { runId, path: 'each[1].second' });
  await platform.wake(caller);
  const run = (await platform.runs(caller)).find(({ id }) => id === again.id);
  expect(run).toMatchObject({ status: 'SUCCEEDED', causeKind: 'person', reason: 'run_again', facts: { runId, path: 'each[1].second' } });
  expect(paths()).toEqual(['/second/b/11', '/first/c', '/second/c/2', '/last/bob/of%20%2Fone']);
  expect(run?.steps.map(({ path }) => path)).toEqual([
    ...['one', 'each', 'each[0].first', 'each[0].second', 'each[1].first', 'each[1].second', 'each[2].first', 'each[2].second', 'last'],
  ]);
});

test('what was undone is not counted as done', async () => {
  const caller = await platform.createTenant();
  const rollBack = [{ kind: 'http', id: 'undo', name: 'Undo', method: 'DELETE', ...at('/undo') }];
  const runId = await failOnce(
    caller,
    [
      { id: 'one', ...at('/one'), rollBack },
      { id: 'two', ...at('/two') },
    ],
    '/two',
  );
  await expect(rerunFrom(platform, caller, { runId, path: 'two' })).rejects.toMatchObject({ code: 'CONFLICT' });
  const again = await rerunFrom(platform, caller, { runId, path: 'one' });
  await platform.wake(caller);
  expect((await platform.runs(caller)).find(({ id }) => id === again.id)).toMatchObject({ status: 'SUCCEEDED' });
  expect(paths()).toEqual(['/one', '/two']);
});

test('a run that goes on, a step that is not there, a run of another tenant', async () => {
  const caller = await platform.createTenant();
  const playbook = await platform.save(caller, [{ kind: 'wait', id: 'w', name: 'W', seconds: 60 }]);
  const started = await platform.start(caller, playbook);
  const runId = started.started ? started.runId : '';
  await expect(rerunFrom(platform, caller, { runId, path: 'w' })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(rerunFrom(platform, caller, { runId, path: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(rerunFrom(platform, await platform.createTenant(), { runId, path: 'w' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const blind = { ...caller, permissions: [] };
  expect(() => rerunFrom(platform, blind, { runId, path: 'w' })).toThrow(/playbooks:run/);
});
