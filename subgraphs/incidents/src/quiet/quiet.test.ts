import type { Incident } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { firing, openTestIncidents, resolved, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { createSilence } from '../silence/createSilence.ts';
import { expireSilence } from '../silence/expireSilence.ts';
import { flushDueIncidents } from '../tasks/flushDueIncidents.ts';
import { judgeDueQuiet } from '../tasks/judgeDueQuiet.ts';
import { judgeQuiet } from './judgeQuiet.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const signal = new AbortController().signal;
const incident = async () => (await platform.incidentsOf(sender)).at(-1) as Incident;
const flushed = async () => (await platform.jobs(sender, 'incident.flushed/dispatchNotices')).map(({ reason }) => reason);
const resolvedJobs = () => platform.jobs(sender, 'incident.resolved/dispatchNotices');
const story = async () => platform.story(sender, (await incident()).id);
const api = (pod: string) => firing('Up', { labels: { job: 'api', pod } });
const mute = (minutes: number, value = 'api') =>
  createSilence(platform, sender.caller, {
    matchers: [{ name: 'job', op: '=', value }],
    comment: 'Deploy',
    endsAt: new Date(platform.clock.now().getTime() + minutes * 60_000),
  });
/** Time goes by, and the sweeps come. */
async function pass(seconds: number): Promise<void> {
  platform.advance(seconds);
  await judgeDueQuiet(platform, signal);
  await flushDueIncidents(platform, signal);
}

test('what is silenced is kept, says why, and becomes loud by itself when the silence ends', async () => {
  const silence = await mute(10);
  await platform.receive(sender, api('a'));
  await pass(31);
  expect(await incident()).toMatchObject({
    flushedAt: null,
    flushAt: null,
    quietUntil: silence.endsAt,
    quiet: { reason: 'silenced', until: silence.endsAt.toISOString(), by: [{ kind: 'Silence', id: silence.id, label: 'Deploy' }] },
  });
  expect(await flushed()).toEqual([]);
  await pass(60);
  expect(await story()).toEqual(['opened', 'quieted']);
  await pass(10 * 60);
  expect(await flushed()).toEqual(['first_notification']);
  expect(await incident()).toMatchObject({ quiet: null, quietUntil: null, quietEndedAt: null, flushedAt: expect.any(Date) });
  expect(await story()).toEqual(['opened', 'quieted', 'quiet_ended', 'flushed']);
});

test('an incident is quiet only when all that fires in it is muted', async () => {
  await mute(60);
  await platform.receive(sender, api('a'), firing('Up', { labels: { job: 'web' } }));
  await pass(31);
  expect(await flushed()).toEqual(['first_notification']);
  const [{ alerts }] = (await platform.jobs(sender, 'incident.flushed/dispatchNotices')) as [Record<string, any>];
  expect(alerts).toEqual({ firing: 2, muted: 1, begun: 1, ended: 0 });
  // What is loud ends: the rest is quiet, and people hear that what they know of is over.
  await platform.receive(sender, resolved('Up', { labels: { job: 'web' } }));
  await pass(5 * 60);
  expect((await incident()).quiet).toMatchObject({ reason: 'silenced' });
  expect(await flushed()).toEqual(['first_notification', 'some_alerts_resolved']);
  await pass(5 * 60);
  expect(await flushed()).toHaveLength(2);
});

test('one of the alerts of a loud incident that becomes loud itself is told', async () => {
  await mute(10);
  await platform.receive(sender, api('a'), firing('Up', { labels: { job: 'web' } }));
  await pass(31);
  await pass(10 * 60);
  expect(await flushed()).toEqual(['first_notification', 'new_alerts_in_group']);
  await pass(10 * 60);
  expect(await flushed()).toHaveLength(2);
});

test('an alert that flaps fires all the while: its silence keeps its incident quiet', async () => {
  await mute(60);
  for (let turn = 0; turn < 3; turn += 1) {
    await platform.receive(sender, api('a'));
    await platform.receive(sender, resolved('Up', { labels: { job: 'api', pod: 'a' } }));
  }
  expect((await incident()).status).toBe('TRIGGERED');
  await pass(31);
  await pass(60);
  expect(await flushed()).toEqual([]);
});

test('a silence that is made while an incident is loud makes it quiet at once, and its end tells people again, not before group_interval is over', async () => {
  await platform.receive(sender, api('a'));
  await pass(31);
  const { id } = await mute(60);
  await judgeQuiet(platform, sender.tenantId);
  expect((await incident()).quiet).toMatchObject({ reason: 'silenced' });
  await expireSilence(platform, sender.caller, id);
  await judgeQuiet(platform, sender.tenantId);
  expect(await incident()).toMatchObject({ quiet: null, quietEndedAt: expect.any(Date) });
  expect(await flushed()).toEqual(['first_notification']);
  await pass(5 * 60);
  expect(await flushed()).toEqual(['first_notification', 'quiet_ended']);
  expect((await incident()).quietEndedAt).toBeNull();
});

test('changes of an announced incident are told together when group_interval is over', async () => {
  await platform.receive(sender, api('a'));
  await pass(31);
  await platform.receive(sender, api('b'), api('c'));
  await pass(60);
  expect(await flushed()).toEqual(['first_notification']);
  await pass(4 * 60);
  expect(await flushed()).toEqual(['first_notification', 'new_alerts_in_group']);
  await platform.receive(sender, resolved('Up', { labels: { job: 'api', pod: 'b' } }));
  await pass(5 * 60);
  expect((await flushed()).at(-1)).toBe('some_alerts_resolved');
  // It fires and ends within the interval: nothing to tell.
  await platform.receive(sender, api('d'));
  await platform.receive(sender, resolved('Up', { labels: { job: 'api', pod: 'd' } }));
  await pass(5 * 60);
  expect(await flushed()).toHaveLength(3);
  expect(await incident()).toMatchObject({ flushAt: null, status: 'TRIGGERED' });
});

test('if firing was told, resolved is told too, even through a mute; if it was not, nobody is told', async () => {
  await platform.receive(sender, api('a'));
  await pass(31);
  await mute(60);
  await pass(5);
  expect((await incident()).quiet).not.toBeNull();
  await platform.receive(sender, resolved('Up', { labels: { job: 'api', pod: 'a' } }));
  expect(await incident()).toMatchObject({ status: 'RESOLVED', flushedAt: expect.any(Date) });
  expect(await resolvedJobs()).toHaveLength(1);

  // The next one is quiet from its beginning. Notify tells a resolution only where it has told an opening, and it hears of none here.
  await platform.receive(sender, firing('Up', { labels: { job: 'api', pod: 'a' }, startsAt: platform.clock.now() }));
  await pass(31);
  await platform.receive(sender, resolved('Up', { labels: { job: 'api', pod: 'a' }, startsAt: platform.clock.now(), endsAt: platform.clock.now() }));
  expect(await incident()).toMatchObject({ number: 2, status: 'RESOLVED', flushedAt: null });
  expect(await flushed()).toEqual(['first_notification']);
});

test('a new alert that no silence knows makes a quiet incident loud', async () => {
  await mute(60);
  await platform.receive(sender, api('a'));
  await pass(31);
  await platform.receive(sender, firing('Up', { labels: { job: 'web' } }));
  await pass(31);
  expect(await flushed()).toEqual(['first_notification']);
});

test('two judges at once, and a clock that is set again meanwhile, tell it once and leave no change behind', async () => {
  await platform.receive(sender, api('a'));
  await pass(31);
  await mute(60);
  await Promise.all([judgeQuiet(platform, sender.tenantId), judgeQuiet(platform, sender.tenantId), mute(30)]);
  await judgeQuiet(platform, sender.tenantId);
  expect((await story()).filter((kind) => kind === 'quieted').length).toBeLessThanOrEqual(2);
  const clock = await platform.database.inTenant(sender.tenantId, (db) => db.quietClock.findFirst());
  expect(clock?.judged).toBe(clock?.marked);
  expect(clock?.judgeAt?.getTime()).toBeGreaterThan(platform.clock.now().getTime());
});

test('a silence in another tenant mutes nothing here', async () => {
  const stranger = await platform.createTenant();
  await createSilence(platform, stranger, {
    matchers: [{ name: 'job', op: '=', value: 'api' }],
    comment: 'Theirs',
    endsAt: new Date(platform.clock.now().getTime() + 3_600_000),
  });
  await platform.receive(sender, api('a'));
  await pass(31);
  expect(await flushed()).toEqual(['first_notification']);
});

test('quiet is told by the graph, and found by the filter', async () => {
  await mute(60);
  await platform.receive(sender, api('a'), firing('Disk', { labels: { id: uuidv7() } }));
  await pass(31);
  const { data, errors } = await platform.ask(
    sender.caller,
    `{ quiet: incidents(filter: { quiet: true }) { totalCount edges { node { quiet { reason since until by { reason kind id label until } } } } }
       loud: incidents(filter: { quiet: false }) { totalCount edges { node { quiet { reason } } } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.quiet.edges).toMatchObject([{ node: { quiet: { reason: 'silenced', by: [{ kind: 'Silence', label: 'Deploy' }] } } }]);
  expect(data.loud).toEqual({ totalCount: 1, edges: [{ node: { quiet: null } }] });
});
