import { systemActor } from '#kit/transact';
import { createIntegration } from '../integration/createIntegration.ts';
import { updateIntegration } from '../integration/updateIntegration.ts';
import { openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { createHeartbeatSweep } from './sweepHeartbeats.ts';

let platform: TestIncidents;
let sender: TestSender;
let sweep: () => Promise<void>;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  sender = await platform.createSender('HEARTBEAT');
  const run = createHeartbeatSweep(platform);
  sweep = () => run(new AbortController().signal);
  await sweep();
});

const beat = (path = `/ingest/heartbeat/${sender.token}`, init: RequestInit = {}) => fetch(platform.url + path, init);
const state = async () => {
  const { data } = await platform.ask(
    sender.caller,
    `query ($id: ID!) { integration(id: $id) { lastReceivedAt heartbeat { state lastBeatAt missedAt } } }`,
    {
      id: sender.integrationId,
    },
  );
  return data.integration.heartbeat.state;
};
const incidents = async () => (await platform.incidentsOf(sender)).map(({ status, severity, title }) => ({ status, severity, title }));

test('silence opens an incident once, and a beat ends it', async () => {
  expect(await state()).toBe('WAITING');
  await sweep();
  expect(await (await beat()).json()).toMatchObject({ status: 'accepted', reason: 'beat', dueAt: expect.any(String) });
  expect(await state()).toBe('ALIVE');
  platform.advance(61);
  expect(await state()).toBe('LATE');
  await sweep();
  expect(await incidents()).toEqual([]);

  platform.advance(60);
  await Promise.all([sweep(), sweep()]);
  await sweep();
  expect(await state()).toBe('MISSED');
  const open = { severity: 'CRITICAL', title: 'HeartbeatMissed: test has fallen silent' };
  expect(await incidents()).toEqual([{ ...open, status: 'TRIGGERED' }]);
  expect(await platform.alerts(sender)).toMatchObject([
    { status: 'FIRING', receivedCount: 1, labels: { alertname: 'HeartbeatMissed', heartbeat: 'test' } },
  ]);

  expect(await (await beat()).json()).toMatchObject({ reason: 'returned' });
  expect(await state()).toBe('ALIVE');
  expect(await incidents()).toEqual([{ ...open, status: 'RESOLVED' }]);
});

test('a second silence is an incident of its own', async () => {
  for (const _ of [1, 2]) {
    await beat();
    platform.advance(121);
    await sweep();
  }
  await beat();
  expect((await incidents()).map(({ status }) => status)).toEqual(['RESOLVED', 'RESOLVED']);
});

test('GET, POST and HEAD of any shape are beats, at the address of OnCall too', async () => {
  for (const [path, init] of [
    [`/ingest/heartbeat/${sender.token}/`, {}],
    [`/ingest/heartbeat/${sender.token}`, { method: 'POST', body: 'not { json' }],
    ['/ingest/heartbeat', { method: 'POST', headers: { authorization: `Bearer ${sender.token}` } }],
    [`/integrations/v1/webhook/${sender.token}/heartbeat/`, { method: 'POST' }],
  ] as const) {
    expect((await beat(path, init)).status).toBe(200);
  }
});

test('an integration of any source may have a heartbeat; one without says where to set it', async () => {
  const other = await platform.createSender('PROMETHEUS');
  const answer = await beat(`/ingest/heartbeat/${other.token}`);
  expect([answer.status, ((await answer.json()) as { message: string }).message]).toEqual([404, expect.stringContaining('expects no heartbeat')]);
  await updateIntegration(platform, other.caller, other.integrationId, { heartbeat: { intervalSeconds: 30, graceSeconds: 0, severity: 'LOW' } });
  expect((await beat(`/ingest/heartbeat/${other.token}`)).status).toBe(200);
  platform.advance(31);
  await sweep();
  expect(await platform.incidentsOf(other)).toMatchObject([{ severity: 'LOW' }]);
});

test('switching off, taking away and deleting end the alarm; switching on waits for the first beat', async () => {
  await beat();
  platform.advance(121);
  await sweep();
  await updateIntegration(platform, sender.caller, sender.integrationId, { enabled: false });
  expect((await incidents()).map(({ status }) => status)).toEqual(['RESOLVED']);
  expect(await state()).toBe('WAITING');
  platform.advance(11);
  expect((await beat()).status).toBe(403);
  await updateIntegration(platform, sender.caller, sender.integrationId, { enabled: true });
  platform.advance(3600);
  await sweep();
  expect(await state()).toBe('WAITING');
  await beat();
  platform.advance(121);
  await sweep();
  await updateIntegration(platform, sender.caller, sender.integrationId, { heartbeat: null });
  expect((await incidents()).map(({ status }) => status)).toEqual(['RESOLVED', 'RESOLVED']);
});

test('a longer interval moves the deadline that is running', async () => {
  await beat();
  await updateIntegration(platform, sender.caller, sender.integrationId, { heartbeat: { intervalSeconds: 600, graceSeconds: 60 } });
  platform.advance(121);
  await sweep();
  expect(await state()).toBe('ALIVE');
});

test('what fell due while nothing watched is not called silent at once, and is found after all', async () => {
  await beat();
  platform.advance(3600);
  const run = createHeartbeatSweep(platform);
  await run(new AbortController().signal);
  expect(await incidents()).toEqual([]);
  platform.advance(120);
  await run(new AbortController().signal);
  expect((await incidents()).map(({ status }) => status)).toEqual(['TRIGGERED']);
});

test('the heartbeats of one tenant are not beaten, seen or judged by another', async () => {
  const { token } = await createIntegration(platform, systemActor((await platform.createTenant()).tenantId), { name: 'other', source: 'HEARTBEAT' });
  await beat(`/ingest/heartbeat/${token}`);
  expect(await state()).toBe('WAITING');
  expect((await beat('/ingest/heartbeat/sre_int_nobody')).status).toBe(401);
});
