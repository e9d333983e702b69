import { firing, openTestIncidents, request, resolved, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import type { SourceAlert } from './receivedAlert.ts';
import { receiveRepeats } from './receiveRepeats.ts';
import { splitRounds } from './splitRounds.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  sender = await platform.createSender();
  await platform.receive(sender, firing('Up', { annotations: { summary: 'Down' } }), firing('Disk'));
});

const repeat = (as: TestSender, ...alerts: SourceAlert[]): Promise<boolean> => {
  const requests = [request(as, ...alerts), request(as, ...alerts)];
  const [round = []] = splitRounds(requests);
  return receiveRepeats(platform, as.tenantId, requests, round);
};
const state = async (of: TestSender) => ({
  alerts: await platform.alerts(of),
  payloads: await platform.database.inTenant(of.tenantId, (db) => db.payload.count()),
});

test('what is said again in the same words is counted, and its bodies are kept', async () => {
  const before = await state(sender);
  platform.advance(60);
  expect(await repeat(sender, firing('Disk'), firing('Up', { annotations: { summary: 'Down' } }))).toBe(true);
  const after = await state(sender);
  expect(after.payloads).toBe(before.payloads + 2);
  after.alerts.forEach((alert, at) => {
    expect(alert).toEqual({ ...before.alerts[at], receivedCount: 3, lastReceivedAt: alert.lastReceivedAt });
    expect(alert.lastReceivedAt.getTime()).toBeGreaterThan(before.alerts[at]?.lastReceivedAt.getTime() ?? Infinity);
  });
});

test.each<[string, SourceAlert]>([
  ['is new', firing('Net')],
  ['has ended', resolved('Up', { annotations: { summary: 'Down' } })],
  ['has other words', firing('Up', { annotations: { summary: 'Still down' } })],
  ['began at another time', firing('Up', { annotations: { summary: 'Down' }, startsAt: new Date('2026-11-20T11:00:01Z') })],
  ['does not say when it began', firing('Up', { annotations: { summary: 'Down' }, startsAt: null })],
])('a batch with one alert that %s is left to the whole story, untouched', async (_, alert) => {
  const before = await state(sender);
  expect(await repeat(sender, firing('Disk'), alert)).toBe(false);
  expect(await state(sender)).toEqual(before);
});

test('the same alerts of another tenant are not this one’s', async () => {
  const other = await platform.createSender();
  const before = await state(sender);
  expect(await repeat(other, firing('Disk'))).toBe(false);
  expect(await state(sender)).toEqual(before);
  expect(await state(other)).toEqual({ alerts: [], payloads: 0 });
});
