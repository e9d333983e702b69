import type { Alert } from '#prisma/generated/client';
import { resolveIncident } from '../incident/resolveIncident.ts';
import { firing, openTestIncidents, resolved, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { settleFlapping } from './settleFlapping.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const settle = () => settleFlapping(platform, new AbortController().signal);

/** Turns the alert over so many times, a minute apart; the first turn is a beginning. Starts without a time begin when they come. */
async function turn(times: number, from = 0): Promise<void> {
  for (let at = from; at < from + times; at += 1) {
    const startsAt = platform.clock.now();
    await platform.receive(sender, at % 2 === 0 ? firing('Flap', { startsAt }) : resolved('Flap', { startsAt: null, endsAt: startsAt }));
    platform.advance(60);
  }
}
const alert = async (): Promise<Alert> => (await platform.alerts(sender))[0] as Alert;
const reasons = async (): Promise<string[]> => {
  const events = await platform.database.inTenant(sender.tenantId, (db) => db.alertEvent.findMany({ orderBy: [{ at: 'asc' }, { id: 'asc' }] }));
  return events.map(({ reason }) => reason);
};

test('the sixth change is held: its incident stays open, and does not follow what comes after', async () => {
  await turn(10);
  expect(await reasons()).toEqual([
    ...['new_alert', 'resolved', 'fired_again', 'resolved', 'fired_again'],
    ...['began_flapping', 'flapping', 'flapping', 'flapping', 'flapping'],
  ]);
  const incidents = await platform.incidentsOf(sender);
  expect(incidents.map(({ status }) => status)).toEqual(['RESOLVED', 'RESOLVED', 'TRIGGERED']);
  expect(await platform.story(sender, incidents[2]?.id ?? '')).toEqual(['opened', 'flapping_began']);
  expect(await alert()).toMatchObject({ status: 'RESOLVED', flappingSince: expect.any(Date) });
});

test('calm for a window and ended: its incident closes, and the next beginning is believed', async () => {
  await turn(8);
  platform.advance(27 * 60);
  await settle();
  expect((await alert()).flappingSince).not.toBeNull();
  platform.advance(3 * 60);
  await Promise.all([settle(), settle()]);
  const incident = (await platform.incidentsOf(sender))[2];
  expect(incident?.status).toBe('RESOLVED');
  expect(await platform.story(sender, incident?.id ?? '')).toEqual(['opened', 'flapping_began', 'alert_resolved', 'resolved', 'flapping_ended']);
  expect((await reasons()).at(-1)).toBe('calm_and_resolved');
  expect(await alert()).toMatchObject({ flappingSince: null, recentChanges: [], receivedCount: 8 });
  await turn(1);
  expect(await platform.incidentsOf(sender)).toHaveLength(4);
});

test('calm for a window while it fires: its incident stays open', async () => {
  await turn(7);
  platform.advance(31 * 60);
  await settle();
  expect((await reasons()).at(-1)).toBe('calm_and_firing');
  expect((await platform.incidentsOf(sender))[2]?.status).toBe('TRIGGERED');
  expect(await alert()).toMatchObject({ status: 'FIRING', flappingSince: null });
});

test('a person closes its incident: it stays quiet while it flaps, and opens another when it fires and is calm', async () => {
  await turn(6);
  const third = (await platform.incidentsOf(sender))[2]?.id ?? '';
  await resolveIncident(platform, sender.caller, third, 'seen');
  await turn(1, 6);
  expect(await platform.incidentsOf(sender)).toHaveLength(3);
  platform.advance(31 * 60);
  await settle();
  expect((await reasons()).at(-1)).toBe('calm_and_firing_anew');
  expect((await platform.incidentsOf(sender))[3]?.status).toBe('TRIGGERED');
});

test('another alert that ends does not close the incident of one that flaps', async () => {
  await platform.receive(sender, firing('Flap', { labels: { pod: 'other' } }));
  await turn(6);
  await platform.receive(sender, resolved('Flap', { labels: { pod: 'other' }, startsAt: null, endsAt: platform.clock.now() }));
  expect((await platform.incidentsOf(sender)).at(-1)?.status).toBe('TRIGGERED');
});

const policy = '{ flapPolicy { enabled changes windowMinutes } }';
const update = 'mutation ($input: FlapPolicyInput!) { updateFlapPolicy(input: $input) { enabled changes windowMinutes } }';

test('the tenant says when, or switches it off; what is held is then believed again', async () => {
  expect((await platform.ask(sender.caller, policy)).data.flapPolicy).toEqual({ enabled: true, changes: 6, windowMinutes: 30 });
  await platform.ask(sender.caller, update, { input: { enabled: true, changes: 3, windowMinutes: 10 } });
  await turn(3);
  expect((await reasons()).at(-1)).toBe('fired_again');
  expect((await alert()).flappingSince).not.toBeNull();
  const off = await platform.ask(sender.caller, update, { input: { enabled: false, changes: 3, windowMinutes: 10 } });
  expect(off.errors).toBeUndefined();
  await settle();
  expect((await alert()).flappingSince).toBeNull();
  expect((await platform.ask(sender.caller, update, { input: { enabled: true, changes: 1, windowMinutes: 0 } })).errors?.[0]?.message).toMatch(
    /changes/,
  );
});

test('who may only read cannot change it, and another tenant has its own', async () => {
  const reader = { ...sender.caller, permissions: ['enrichment:read' as const] };
  const input = { enabled: false, changes: 3, windowMinutes: 10 };
  expect((await platform.ask(reader, update, { input })).errors?.[0]?.message).toMatch(/enrichment:manage/);
  const stranger = await platform.createSender();
  await platform.ask(stranger.caller, update, { input });
  expect((await platform.ask(sender.caller, policy)).data.flapPolicy.enabled).toBe(true);
});
