import type { EventPayload } from '#contracts/events';
import { followerTask } from '#kit/task';
import type { Incident } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { recordTimeline } from './recordTimeline.ts';

let platform: TestIncidents;
let sender: TestSender;
let incident: Incident;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  sender = await platform.createSender();
  await platform.receive(sender, firing('Up'));
  [incident] = (await platform.incidentsOf(sender)) as [Incident];
});

const at = '2026-11-20T12:00:00.000Z';
const about = () => ({ incidentId: incident.id, at });
const delivery = (status: EventPayload<'delivery.finished'>['status']) => ({
  ...about(),
  ...{ deliveryId: uuidv7(), event: 'opened', status, channelName: 'Pager', attempts: 2, outcome: 'delivered' },
});
const run = (status: EventPayload<'run.finished'>['status']) => ({
  ...about(),
  runId: uuidv7(),
  status,
  playbookName: 'Restart',
  triggerName: 'On Up',
  outcome: 'http_200',
});
const declined = () => ({ ...about(), triggerId: uuidv7(), triggerName: 'On Up', decision: { reason: 'no_match', facts: { label: 'job' } } });
const insight = () => ({ ...about(), insightId: uuidv7(), verdict: 'SUSPECTS_RANKED' as const, summary: 'db-1', suspects: [] });
const entries = () => platform.database.inTenant(sender.tenantId, (db) => db.timelineEntry.findMany({ where: { kind: { not: 'opened' } } }));

test.each([
  ['delivery.finished', () => delivery('DELIVERED'), 'notified', { channelName: 'Pager', attempts: 2 }],
  ['delivery.finished', () => delivery('FAILED'), 'notify_failed', { channelName: 'Pager' }],
  ['delivery.finished', () => delivery('CANCELLED'), 'notify_cancelled', { outcome: 'delivered' }],
  ['run.finished', () => run('SUCCEEDED'), 'run_succeeded', { playbookName: 'Restart' }],
  ['run.finished', () => run('TIMED_OUT'), 'run_failed', { status: 'TIMED_OUT' }],
  ['trigger.declined', declined, 'run_not_started', { triggerName: 'On Up', reason: 'no_match', facts: { label: 'job' } }],
  ['insight.found', insight, 'insight', { verdict: 'SUSPECTS_RANKED', summary: 'db-1' }],
] as const)('%s is told once, however often its job runs', async (event, payloadOf, kind, facts) => {
  const payload = payloadOf();
  const heard: unknown[] = [];
  const stop = platform.live.listen(({ ids }) => heard.push(ids));
  const handler = platform.incidents.handlers.find(({ task }) => task.name === followerTask(event, 'recordTimeline').name);
  for (const _ of [1, 2]) await handler?.run({ tenantId: sender.tenantId, payload, signal: new AbortController().signal });
  stop();
  expect(await entries()).toMatchObject([{ incidentId: incident.id, kind, facts, at: new Date(at), actorId: null }]);
  expect(heard).toEqual([[incident.id]]);
});

test('what comes together is written together, each in its own story', async () => {
  await platform.receive(sender, firing('Down'));
  const incidents = await platform.incidentsOf(sender);
  expect(incidents).toHaveLength(2);
  const told = incidents.map(({ id }) => ({ ...insight(), incidentId: id }));
  const heard: unknown[] = [];
  const stop = platform.live.listen(({ ids }) => heard.push(ids));
  await recordTimeline(platform, sender.tenantId, 'insight.found', [...told, ...told]);
  stop();
  expect((await entries()).map(({ incidentId }) => incidentId).sort()).toEqual(incidents.map(({ id }) => id).sort());
  expect(heard).toEqual([told.map(({ incidentId }) => incidentId)]);
});

test('nothing is told in the story of another tenant', async () => {
  const stranger = await platform.createSender();
  await expect(recordTimeline(platform, stranger.tenantId, 'insight.found', [insight()])).rejects.toThrow();
  expect(await entries()).toEqual([]);
});
