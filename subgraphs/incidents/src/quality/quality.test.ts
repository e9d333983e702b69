import { uuidv7 } from 'uuidv7';
import { firing, openTestIncidents, resolved, type TestIncidents, type TestSender } from '../openTestIncidents.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const figures = `query ($id: ID!) { integration(id: $id) {
  traffic { buckets { alerts refused } alertsPerMinute requests refused refusedShare }
  quality(days: 1) { received changed dedupRatio incidents noiseShare neverActedShare medianSecondsToAcknowledge } } }`;
const read = async () => {
  const { data, errors } = await platform.ask(sender.caller, figures, { id: sender.integrationId });
  expect(errors).toBeUndefined();
  return data.integration;
};

test('nothing came, so nothing is said', async () => {
  const { traffic, quality } = await read();
  expect(traffic).toMatchObject({ alertsPerMinute: 0, requests: 0, refused: 0, refusedShare: null });
  expect(traffic.buckets).toHaveLength(48);
  expect(quality).toEqual({
    ...{ received: 0, changed: 0, dedupRatio: null, incidents: 0, noiseShare: null, neverActedShare: null, medianSecondsToAcknowledge: null },
  });
});

test('traffic counts what was taken and what was refused, by half hours', async () => {
  await platform.receive(sender, firing('A'), firing('B'));
  await fetch(`${platform.url}/ingest/alertmanager/${sender.token}`, { method: 'POST', body: 'rubbish' });
  platform.advance(3_600);
  await platform.receive(sender, firing('A'));
  const { traffic } = await read();
  expect(traffic).toMatchObject({ requests: 2, refused: 1, refusedShare: 1 / 3 });
  expect(traffic.buckets.filter(({ alerts }: any) => alerts > 0)).toEqual([
    { alerts: 2, refused: 1 },
    { alerts: 1, refused: 0 },
  ]);
  expect(traffic.buckets.at(-1)).toEqual({ alerts: 1, refused: 0 });
});

test('quality tells noise from what people answered', async () => {
  const person = { ...sender.caller, personId: uuidv7() };
  for (const name of ['Noise', 'Answered', 'Noted', 'Open']) await platform.receive(sender, firing(name), firing(name, { labels: { pod: 'b' } }));
  await platform.receive(sender, firing('Open'));
  const [, answered, noted] = await platform.incidentsOf(sender);
  platform.advance(90);
  await platform.ask(person, `mutation ($a: ID!, $n: ID!) { acknowledgeIncident(id: $a) { id } addIncidentNote(id: $n, text: "x") { id } }`, {
    a: answered?.id,
    n: noted?.id,
  });
  for (const name of ['Noise', 'Answered', 'Noted']) await platform.receive(sender, resolved(name), resolved(name, { labels: { pod: 'b' } }));
  const { quality } = await read();
  expect(quality).toMatchObject({ received: 15, changed: 14, incidents: 4, noiseShare: 2 / 6, neverActedShare: 2 / 4 });
  expect(quality.dedupRatio).toBeCloseTo(1 / 15);
  expect(quality.medianSecondsToAcknowledge).toBeGreaterThanOrEqual(90);
  expect(quality.medianSecondsToAcknowledge).toBeLessThan(100);
});

test('another integration of the tenant has figures of its own', async () => {
  await platform.receive(sender, firing('A'));
  const { data } = await platform.ask(
    sender.caller,
    `mutation { createIntegration(input: { name: "other", source: GENERIC }) { integration { traffic { requests } quality { received incidents } } } }`,
  );
  expect(data.createIntegration.integration).toEqual({ traffic: { requests: 0 }, quality: { received: 0, incidents: 0 } });
});
