import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { savePolicy } from '../policy/savePolicy.ts';
import { escalateFailedRun } from './escalateFailedRun.ts';
import { saveChain } from './saveChain.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

const finished = (incidentId: string | null, change: object = {}) => ({
  ...{ runId: crypto.randomUUID(), incidentId, status: 'FAILED' as const, outcome: 'not_held', playbookName: 'Clean', escalates: true },
  ...change,
});

async function told() {
  const { caller, channelId } = await platform.createListener();
  const steps = [
    { kind: 'channel' as const, channelId },
    { kind: 'wait' as const, seconds: 600 },
    { kind: 'channel' as const, channelId },
  ];
  const chain = await saveChain(platform, caller, { id: null, chain: { name: 'two', steps }, expectedVersion: 0 });
  await savePolicy(platform, caller, { tree: { name: 'all', tells: 'CHAIN', chainId: chain.id }, expectedVersion: 0 });
  const incident = await platform.openIncident(caller);
  await platform.run('incident.flushed/dispatchNotices', caller, { incident, reason: 'first_notification' });
  const runs = () =>
    platform.database.inTenant(caller.tenantId, (db) =>
      db.escalationRun.findMany({ where: { incidentId: incident.id }, orderBy: { startedAt: 'asc' } }),
    );
  const begun = (runId: string) =>
    platform.database.inTenant(caller.tenantId, (db) => db.escalationDecision.findFirst({ where: { runId, kind: 'started' } }));
  return { caller, incident, runs, begun };
}

test('a run that failed has its incident told of anew, once, with the run as the reason', async () => {
  const { caller, incident, runs, begun } = await told();
  const event = finished(incident.id);
  platform.advance(1);
  await escalateFailedRun(platform, caller.tenantId, event);
  await escalateFailedRun(platform, caller.tenantId, event);
  const [first, second, ...more] = await runs();
  expect(more).toEqual([]);
  expect(first).toMatchObject({ state: 'STOPPED', reason: 'restarted' });
  expect(second).toMatchObject({ state: 'RUNNING', cause: 'run_failed', start: 2 });
  expect(await begun(second?.id ?? '')).toMatchObject({
    reason: 'run_failed',
    facts: { playbookRunId: event.runId, playbookName: 'Clean', outcome: 'not_held' },
  });
  await escalateFailedRun(platform, caller.tenantId, finished(incident.id, { status: 'TIMED_OUT' }));
  expect(await runs()).toHaveLength(3);
});

test.each([{ escalates: false }, { status: 'SUCCEEDED' as const }, { status: 'CANCELLED' as const }, { incidentId: null }])(
  'a run with %j calls nobody',
  async (change) => {
    const { caller, incident, runs } = await told();
    await escalateFailedRun(platform, caller.tenantId, finished(incident.id, change));
    expect(await runs()).toHaveLength(1);
  },
);

test("a run of another tenant does nothing to one's incident", async () => {
  const { incident, runs } = await told();
  await escalateFailedRun(platform, (await platform.createListener()).caller.tenantId, finished(incident.id));
  expect(await runs()).toMatchObject([{ state: 'RUNNING' }]);
});
