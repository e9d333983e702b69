import { acknowledgeIncident } from '../incident/acknowledgeIncident.ts';
import { snoozeIncident } from '../incident/snoozeIncident.ts';
import { wakeIncident } from '../incident/wakeIncident.ts';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { breachDueDeadlines } from '../tasks/breachDueDeadlines.ts';
import { keepDeadlines } from './keepDeadlines.ts';

let platform: TestIncidents;
let sender: TestSender;
let id: string;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  sender = await platform.createSender();
  await platform.receive(sender, firing('Up'));
  id = (await platform.incidentsOf(sender))[0]?.id as string;
  await platform.database.inTenant(sender.tenantId, (db) =>
    db.incident.updateMany({ data: { facts: { sla: { acknowledgeMinutes: 5, resolveMinutes: 60 } } } }),
  );
  await keepDeadlines(platform, sender.tenantId, [id]);
});

const sweep = () => breachDueDeadlines(platform, new AbortController().signal);
const seen = async (by = sender.caller) =>
  (await platform.ask(by, `{ incident(id: "${id}") { deadlines { kind targetMinutes dueAt pausedAt metAt breachedAt } } }`)).data.incident?.deadlines;
const story = async () => (await platform.story(sender, id)).filter((kind) => kind === 'sla_breached');

test('a deadline that passes is told once, in every place', async () => {
  expect(await seen()).toMatchObject([
    { kind: 'ACKNOWLEDGE', targetMinutes: 5, metAt: null, breachedAt: null },
    { kind: 'RESOLVE', targetMinutes: 60, breachedAt: null },
  ]);
  await sweep();
  expect(await story()).toEqual([]);
  platform.advance(5 * 60 + 1);
  await Promise.all([sweep(), sweep()]);
  await sweep();
  expect(await story()).toHaveLength(1);
  expect(await seen()).toMatchObject([{ breachedAt: expect.any(String) }, { breachedAt: null }]);
  await acknowledgeIncident(platform, sender.caller, id);
  await keepDeadlines(platform, sender.tenantId, [id]);
  expect(await seen()).toMatchObject([{ breachedAt: expect.any(String), metAt: expect.any(String) }, { metAt: null }]);
});

test('what is met in time is not breached later', async () => {
  await acknowledgeIncident(platform, sender.caller, id);
  await keepDeadlines(platform, sender.tenantId, [id]);
  platform.advance(6 * 60);
  await sweep();
  expect(await story()).toEqual([]);
});

test('met too late, though nobody swept meanwhile, is a breach', async () => {
  platform.advance(6 * 60);
  await acknowledgeIncident(platform, sender.caller, id);
  await keepDeadlines(platform, sender.tenantId, [id]);
  expect(await story()).toHaveLength(1);
});

test('it stands still while the incident sleeps', async () => {
  await snoozeIncident(platform, sender.caller, id, new Date(platform.clock.now().getTime() + 3_600_000));
  await keepDeadlines(platform, sender.tenantId, [id]);
  platform.advance(1_800);
  await sweep();
  expect(await story()).toEqual([]);
  await wakeIncident(platform, sender.caller, id);
  await keepDeadlines(platform, sender.tenantId, [id]);
  const [acknowledge] = await seen();
  expect(acknowledge.pausedAt).toBeNull();
  expect(Date.parse(acknowledge.dueAt) - platform.clock.now().getTime()).toBeGreaterThan(4 * 60_000);
});

test('the hours of the owning team count', async () => {
  const teamId = '01990000-0000-7000-8000-000000000001';
  await platform.database.inTenant(sender.tenantId, async (db) => {
    await db.serviceHours.create({ data: { teamId, timeZone: 'Asia/Taipei', weekdays: [1], fromMinute: 540, toMinute: 541 } });
    await db.incident.updateMany({ data: { ownerTeamId: teamId, facts: { sla: { acknowledgeMinutes: 2 } } } });
  });
  await keepDeadlines(platform, sender.tenantId, [id]);
  const [acknowledge] = await seen();
  expect(Date.parse(acknowledge.dueAt) - platform.clock.now().getTime()).toBeGreaterThan(7 * 86_400_000 - 3_600_000);
});

test('another tenant neither sees nor moves them', async () => {
  const stranger = await platform.createTenant();
  platform.advance(6 * 60);
  await keepDeadlines(platform, stranger.tenantId, [id]);
  expect(await story()).toEqual([]);
  expect(await seen(stranger)).toBeUndefined();
});
