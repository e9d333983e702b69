import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { createIncidentStates } from '../incident/createIncidentStates.ts';
import { acknowledgeIncident } from '../incident/acknowledgeIncident.ts';
import { closePlatformIncident } from './closePlatformIncident.ts';
import { openPlatformIncident } from './openPlatformIncident.ts';
import { resolveAsked } from './resolveAsked.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const at = '2026-11-27T10:00:00.000Z';
const first = async (of = sender) => {
  const [incident] = await platform.incidentsOf(of);
  if (!incident) throw new Error('There is no incident.');
  return incident;
};
const ask = (incidentId: string, tenantId = sender.tenantId) => resolveAsked(platform, tenantId, { incidentId, at, chainName: 'night' });

test('a chain resolves what nobody answered, once, and the story says so', async () => {
  await platform.receive(sender, firing('A'));
  const { id } = await first();
  await ask(id);
  await ask(id);
  expect(await first()).toMatchObject({ status: 'RESOLVED', resolvedById: null });
  expect(await platform.jobs(sender, 'incident.resolved/dispatchNotices')).toHaveLength(1);
});

test('what somebody has, and what is of another tenant, stays open', async () => {
  await platform.receive(sender, firing('A'));
  const { id } = await first();
  const stranger = await platform.createSender();
  await ask(id, stranger.tenantId);
  expect((await first()).status).toBe('TRIGGERED');
  await acknowledgeIncident(platform, await platform.createPerson(sender), id);
  await ask(id);
  expect((await first()).status).toBe('ACKNOWLEDGED');
});

test("the auditor's findings are one incident of the platform's own while it is open", async () => {
  const found = { at, kinds: { run_overdue: 2 }, incidentIds: [] };
  await openPlatformIncident(platform, sender.tenantId, found);
  await openPlatformIncident(platform, sender.tenantId, found);
  const incident = await first();
  expect(await platform.incidentsOf(sender)).toHaveLength(1);
  expect(incident).toMatchObject({ severity: 'HIGH', labels: { platform: 'auditor', alertname: 'NotificationsStuck' } });
  await ask(incident.id);
  await openPlatformIncident(platform, sender.tenantId, found);
  expect(await platform.incidentsOf(sender)).toHaveLength(2);
});

test('when the auditor finds nothing any more, its incident is resolved, whoever has it, and what came later is not', async () => {
  const found = { at, kinds: { run_overdue: 2 }, incidentIds: [] };
  await openPlatformIncident(platform, sender.tenantId, found);
  const { id, openedAt } = await first();
  await closePlatformIncident(platform, sender.tenantId, { at: new Date(openedAt.getTime() - 1).toISOString() });
  expect((await first()).status).toBe('TRIGGERED');
  await acknowledgeIncident(platform, await platform.createPerson(sender), id);
  const cleared = { at: new Date(openedAt.getTime() + 60_000).toISOString() };
  await closePlatformIncident(platform, (await platform.createSender()).tenantId, cleared);
  expect((await first()).status).toBe('ACKNOWLEDGED');
  await closePlatformIncident(platform, sender.tenantId, cleared);
  await closePlatformIncident(platform, sender.tenantId, cleared);
  expect(await first()).toMatchObject({ status: 'RESOLVED', resolvedById: null });
  expect(await platform.jobs(sender, 'incident.resolved/dispatchNotices')).toHaveLength(1);
});

test('what the auditor found after it said that all is well stays open, whichever is followed first, until it says so again', async () => {
  const minute = (number: number) => new Date(Date.now() + number * 60_000).toISOString();
  const found = (number: number) =>
    openPlatformIncident(platform, sender.tenantId, { at: minute(number), kinds: { run_overdue: 1 }, incidentIds: [] });
  const cleared = (number: number) => closePlatformIncident(platform, sender.tenantId, { at: minute(number) });
  await found(-3);
  await found(2);
  await cleared(1);
  expect((await first()).status).toBe('TRIGGERED');
  await cleared(3);
  expect((await first()).status).toBe('RESOLVED');
  // Followed late: nothing was there to close, and the next round of the auditor says it again.
  sender = await platform.createSender();
  await cleared(-1);
  await found(-2);
  expect((await first()).status).toBe('TRIGGERED');
  await cleared(1);
  expect((await first()).status).toBe('RESOLVED');
});

test('states are told of the tenant of the transaction only', async () => {
  await platform.receive(sender, firing('A'));
  const { id } = await first();
  const states = createIncidentStates();
  const read = ({ tenantId }: TestSender) => platform.database.inTenant(tenantId, (db) => states.read(db, [id]));
  expect(await read(sender)).toMatchObject([{ facts: { id, status: 'TRIGGERED' }, quiet: null, snoozedUntil: null }]);
  expect(await read(await platform.createSender())).toEqual([]);
  const alerts = (since: string) => platform.database.inTenant(sender.tenantId, (db) => states.countAlerts(db, id, new Date(since)));
  expect([await alerts('2000-01-01T00:00:00Z'), await alerts('2100-01-01T00:00:00Z')]).toEqual([1, 0]);
});
