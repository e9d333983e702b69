import { firing, openTestIncidents, resolved, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import type { Incident } from '#prisma/generated/client';
import { acknowledgeIncident } from '../incident/acknowledgeIncident.ts';
import { flushDueIncidents } from './flushDueIncidents.ts';
import { flushIncidents } from './flushIncidents.ts';
import { maintainPartitions } from './maintainPartitions.ts';

let platform: TestIncidents;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());

async function openedBy(sender: TestSender): Promise<Incident> {
  await platform.receive(sender, firing('Up'));
  return (await platform.incidentsOf(sender)).at(-1) as Incident;
}
const announced = (sender: TestSender) => platform.jobs(sender, 'incident.flushed/dispatchNotices');
const signal = new AbortController().signal;

test('an incident is announced once, when its wait is over and not before', async () => {
  const sender = await platform.createSender();
  const { id } = await openedBy(sender);
  await flushIncidents(platform, sender.tenantId, [id]);
  expect(await announced(sender)).toEqual([]);

  platform.advance(31);
  await flushIncidents(platform, sender.tenantId, [id]);
  await flushIncidents(platform, sender.tenantId, [id]);
  expect(await announced(sender)).toMatchObject([{ incident: { id, status: 'TRIGGERED' } }]);
  expect(await platform.story(sender, id)).toEqual(['opened', 'flushed']);
  expect((await platform.incidentsOf(sender))[0]?.flushedAt).toBeInstanceOf(Date);
});

test('one that is acknowledged meanwhile is announced too; one that is resolved is not', async () => {
  const [one, other] = [await platform.createSender(), await platform.createSender()];
  const [acknowledged, gone] = [await openedBy(one), await openedBy(other)];
  await acknowledgeIncident(platform, one.caller, acknowledged.id);
  await platform.receive(other, resolved('Up'));
  platform.advance(31);
  await flushIncidents(platform, one.tenantId, [acknowledged.id]);
  await flushIncidents(platform, other.tenantId, [gone.id]);
  expect(await announced(one)).toHaveLength(1);
  expect(await announced(other)).toEqual([]);
});

test('another tenant cannot announce it', async () => {
  const [sender, stranger] = [await platform.createSender(), await platform.createSender()];
  const { id } = await openedBy(sender);
  platform.advance(31);
  await flushIncidents(platform, stranger.tenantId, [id]);
  expect((await platform.incidentsOf(sender))[0]?.flushedAt).toBeNull();
});

test('the sweep announces what lost jobs left behind, in every tenant, and two sweeps at once do it once', async () => {
  const senders = [await platform.createSender(), await platform.createSender()];
  for (const sender of senders) await openedBy(sender);
  await flushDueIncidents(platform, signal);
  for (const sender of senders) expect(await announced(sender)).toEqual([]);
  platform.advance(31);
  await Promise.all([flushDueIncidents(platform, signal), flushDueIncidents(platform, signal)]);
  for (const sender of senders) expect(await announced(sender)).toHaveLength(1);
});

test('a sweep that is told to stop stops', async () => {
  const sender = await platform.createSender();
  await openedBy(sender);
  platform.advance(31);
  await flushDueIncidents(platform, AbortSignal.abort());
  expect(await announced(sender)).toEqual([]);
});

test('partitions of the coming weeks are made, again and again without harm', async () => {
  platform.advance(7 * 86_400);
  await Promise.all([maintainPartitions(platform), maintainPartitions(platform)]);
  const sender = await platform.createSender();
  await openedBy(sender);
  const [row] = await platform.database.inTenant(
    sender.tenantId,
    (db) => db.$queryRaw<{ part: string }[]>`SELECT tableoid::regclass::text AS part FROM payload`,
  );
  expect(row?.part).toMatch(/^partitions\.payload_\d{8}$/);
});
