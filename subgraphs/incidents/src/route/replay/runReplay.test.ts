import { firing, openTestIncidents, resolved, type TestIncidents, type TestSender } from '../../openTestIncidents.ts';
import { resumeReplays } from '../../tasks/resumeReplays.ts';
import { runReplay } from './runReplay.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const signal = new AbortController().signal;
const byPod = { name: 'default', groupBy: ['alertname', 'pod'] };
const start = (draft: object = byPod, hours = 1) => {
  const now = Date.now();
  return platform.ask(
    sender.caller,
    'mutation ($draft: [RouteInput!]!, $from: DateTime!, $to: DateTime!) { replayRoutes(draft: $draft, from: $from, to: $to) { id total state } }',
    {
      draft: [{ key: 'root', ...draft }],
      from: new Date(now - hours * 3_600_000).toISOString(),
      to: new Date(now + 60_000).toISOString(),
    },
  );
};
const started = async (draft?: object): Promise<string> => (await start(draft)).data.replayRoutes.id;
const seen = async (id: string, caller = sender.caller) => {
  const { data, errors } = await platform.ask(
    caller,
    `{ routeReplay(id: "${id}") { state replayed total finishedAt requestedBy { id } result { firings incidents { before after } moved merged split
      ownerChanged severityChanged priorityChanged bySeverity { severity before after } byRoute { path before after } flows { from to firings }
      examples { kind at alertId alertName before { path group ownerTeamId severity priority } after { path group } } } } }`,
  );
  expect(errors).toBeUndefined();
  return data.routeReplay;
};
const storm = (count: number) =>
  platform.receive(sender, ...Array.from({ length: count }, (_, pod) => firing('Up', { labels: { pod: String(pod) } })));

test('a draft is tried on what came in, and changes nothing', async () => {
  await storm(3);
  await platform.receive(sender, resolved('Up', { labels: { pod: '0' } }));
  const incidents = await platform.incidentsOf(sender);
  const { data } = await start();
  expect(data.replayRoutes).toMatchObject({ total: 4, state: 'RUNNING' });
  expect(await platform.jobs(sender, 'runReplay')).toEqual([{ replayId: data.replayRoutes.id }]);
  await runReplay(platform, sender.tenantId, data.replayRoutes.id, signal);
  expect(await seen(data.replayRoutes.id)).toMatchObject({
    ...{ state: 'DONE', replayed: 4, total: 4, finishedAt: expect.any(String) },
    result: {
      ...{ firings: 3, incidents: { before: 1, after: 3 }, split: 1, merged: 0 },
      examples: expect.arrayContaining([
        expect.objectContaining({ kind: 'split', alertName: 'Up', after: { path: ['default'], group: expect.any(Object) } }),
      ]),
    },
  });
  expect(await platform.incidentsOf(sender)).toEqual(incidents);
});

test('many pages are gone through in order, with progress', async () => {
  // Twice only: what turns more often flaps.
  for (let at = 0; at < 2; at += 1)
    await storm(1_250).then(() =>
      platform.receive(sender, ...Array.from({ length: 1_250 }, (_, pod) => resolved('Up', { labels: { pod: String(pod) } }))),
    );
  const id = await started();
  await runReplay(platform, sender.tenantId, id, signal);
  expect((await seen(id)).result).toMatchObject({ firings: 2_500, incidents: { before: 2, after: 2_500 } });
});

test('a new replay cancels the one before; a cancelled one stops and keeps no result', async () => {
  await storm(2);
  const first = await started();
  const second = await started();
  expect(await seen(first)).toMatchObject({ state: 'CANCELLED', result: null });
  const cancel = `mutation { cancelRouteReplay(id: "${second}") { state } }`;
  expect((await platform.ask(sender.caller, cancel)).data.cancelRouteReplay.state).toBe('CANCELLED');
  expect((await platform.ask(sender.caller, cancel)).errors?.[0]?.message).toBe('This replay is over: cancelled.');
  await runReplay(platform, sender.tenantId, second, signal);
  expect(await seen(second)).toMatchObject({ state: 'CANCELLED', result: null, replayed: 0 });
});

test('what a worker that died left behind is begun again by the sweep', async () => {
  await storm(2);
  const id = await started();
  const dying = new AbortController();
  dying.abort();
  await runReplay(platform, sender.tenantId, id, dying.signal);
  expect(await seen(id)).toMatchObject({ state: 'RUNNING' });
  await resumeReplays(platform, signal);
  expect(await seen(id)).toMatchObject({ state: 'DONE', result: { firings: 2 } });
});

test('no time, too much time, a draft that makes no sense, and another tenant are refused', async () => {
  expect((await start(byPod, -2)).errors?.[0]?.message).toBe('"from" must lie before "to".');
  expect((await start(byPod, 24 * 40)).errors?.[0]?.message).toBe('A replay covers at most 31 days.');
  expect((await start({ name: 'x', groupBy: ['a', 'a'] })).errors?.[0]?.message).toMatch(/named twice/);
  const id = await started();
  const other = await platform.createSender();
  expect(await seen(id, other.caller)).toBeNull();
  expect((await platform.ask(other.caller, `mutation { cancelRouteReplay(id: "${id}") { state } }`)).errors?.[0]?.message).toMatch(/no replay/);
  const reader = { ...sender.caller, permissions: sender.caller.permissions.filter((name) => name !== 'routes:manage') };
  expect((await platform.ask(reader, `mutation { cancelRouteReplay(id: "${id}") { state } }`)).errors?.[0]?.message).toMatch(/routes:manage/);
});

test('a tenant keeps its newest replays', async () => {
  for (let at = 0; at < 22; at += 1) await started();
  expect(await platform.database.inTenant(sender.tenantId, (db) => db.routeReplay.count())).toBe(20);
});
