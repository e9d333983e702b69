import type { Caller } from '#kit/caller';
import { uuidv7 } from 'uuidv7';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { usualPolicy } from '../quiet/readQuietPolicy.ts';
import { updateQuietPolicy } from '../quiet/updateQuietPolicy.ts';
import { tellEndingSilences } from '../tasks/tellEndingSilences.ts';
import { flushIncidents } from '../tasks/flushIncidents.ts';
import { createSilence } from './createSilence.ts';
import { decideSilence } from './decideSilence.ts';
import { expireSilence } from './expireSilence.ts';
import { updateSilence } from './updateSilence.ts';

let platform: TestIncidents;
let sender: TestSender;
let person: Caller;
let other: Caller;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  sender = await platform.createSender();
  person = { ...sender.caller, personId: uuidv7(), via: 'GRAFANA' };
  other = { ...person, personId: uuidv7() };
});

const after = (minutes: number) => new Date(platform.clock.now().getTime() + minutes * 60_000);
const draft = (value = 'api') => ({ matchers: [{ name: 'job', op: '=' as const, value }], comment: 'Deploy', endsAt: after(60) });
const audits = (id: string) =>
  platform.database.inTenant(sender.tenantId, (db) => db.auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } }));
const clock = () => platform.database.inTenant(sender.tenantId, (db) => db.quietClock.findFirst());

test('a silence leaves its mark everywhere', async () => {
  const heard: unknown[] = [];
  const stop = platform.live.listen((signal) => heard.push(signal));
  const silence = await createSilence(platform, person, { ...draft(), createdBy: 'amtool', annotations: { ticket: 'OPS-1' } });
  stop();
  expect(silence).toMatchObject({ comment: 'Deploy', createdById: person.personId, createdBy: 'amtool', approval: 'NOT_NEEDED' });
  expect(await audits(silence.id)).toMatchObject([{ action: 'silence.created', after: { matchers: '{job="api"}' }, actorId: person.personId }]);
  expect(heard).toMatchObject([{ type: 'silence', ids: [silence.id] }]);
  expect(await clock()).toMatchObject({ marked: 1n, judged: 0n, judgeAt: expect.any(Date) });
  expect(await platform.jobs(sender, 'judgeQuiet')).toEqual([{}]);
});

test('an update of the time is the same silence, one of the matchers ends it and makes another', async () => {
  const { id } = await createSilence(platform, person, draft());
  const longer = await updateSilence(platform, person, id, { ...draft(), endsAt: after(120), comment: 'Longer' });
  expect(longer).toMatchObject({ id, comment: 'Longer' });
  const wider = await updateSilence(platform, person, id, draft('web'));
  expect(wider.id).not.toBe(id);
  const [ended] = await platform.database.inTenant(sender.tenantId, (db) => db.silence.findMany({ where: { id } }));
  expect(ended?.endsAt.getTime()).toBeLessThanOrEqual(platform.clock.now().getTime());
  expect((await audits(id)).map(({ action }) => action)).toEqual(['silence.created', 'silence.updated', 'silence.expired']);
});

test('ending is once, and ends what has not begun before it begins', async () => {
  const { id } = await createSilence(platform, person, { ...draft(), startsAt: after(10) });
  const ended = await expireSilence(platform, person, id);
  expect(ended.endsAt).toEqual(ended.startsAt);
  await expect(expireSilence(platform, person, id)).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('a broad silence waits for another person, and is then in force', async () => {
  await platform.receive(sender, ...Array.from({ length: 20 }, (_, pod) => firing('Up', { labels: { job: 'api', pod: String(pod) } })));
  const silence = await createSilence(platform, person, draft());
  expect(silence).toMatchObject({ approval: 'WAITING', approvalReason: 'share_too_large', approvalFacts: { muted: 20, of: 20 } });
  await expect(decideSilence(platform, person, silence.id, 'APPROVED')).rejects.toMatchObject({ code: 'FORBIDDEN', message: /Another person/ });
  await expect(decideSilence(platform, sender.caller, silence.id, 'APPROVED')).rejects.toMatchObject({ code: 'FORBIDDEN', message: /by a person/ });
  expect(await decideSilence(platform, other, silence.id, 'APPROVED')).toMatchObject({ approval: 'APPROVED', decidedById: other.personId });
  await expect(decideSilence(platform, other, silence.id, 'REJECTED')).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(updateSilence(platform, person, silence.id, { ...draft(), endsAt: after(600) })).rejects.toMatchObject({ code: 'CONFLICT' });

  const { id } = await createSilence(platform, person, draft());
  expect(await decideSilence(platform, other, id, 'REJECTED')).toMatchObject({ approval: 'REJECTED' });
  await expect(expireSilence(platform, person, id)).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('that it ends soon is told once, also in the story of what it keeps quiet', async () => {
  const { id } = await createSilence(platform, person, { ...draft(), endsAt: after(90) });
  await platform.receive(sender, firing('Up', { labels: { job: 'api' } }));
  platform.advance(31);
  const [incident] = await platform.incidentsOf(sender);
  await flushIncidents(platform, sender.tenantId, [incident?.id ?? '']);
  const signal = new AbortController().signal;
  await tellEndingSilences(platform, signal);
  expect(await platform.story(sender, incident?.id ?? '')).toEqual(['opened', 'quieted']);
  platform.advance(76 * 60);
  await Promise.all([tellEndingSilences(platform, signal), tellEndingSilences(platform, signal)]);
  expect(await platform.story(sender, incident?.id ?? '')).toEqual(['opened', 'quieted', 'quiet_ending']);
  // Made longer, it is told again.
  await updateSilence(platform, person, id, { ...draft(), endsAt: after(120) });
  platform.advance(106 * 60);
  await tellEndingSilences(platform, signal);
  expect((await platform.story(sender, incident?.id ?? '')).filter((kind) => kind === 'quiet_ending')).toHaveLength(2);
});

test.each([
  ['five minutes', 5, 90 - 6, 90 - 4],
  ['an hour', 60, 4 * 60 + 30 - 61, 4 * 60 + 30 - 59],
])('the tenant decides how long before: %s', async (_, endingLeadMinutes, early, late) => {
  await updateQuietPolicy(platform, sender.caller, { ...usualPolicy, endingLeadMinutes });
  const stranger = await platform.createSender();
  const theirs = await createSilence(platform, await platform.createPerson(stranger), { ...draft(), endsAt: after(late + endingLeadMinutes) });
  const { id } = await createSilence(platform, person, { ...draft(), endsAt: after(endingLeadMinutes === 5 ? 90 : 270) });
  const told = (tenantId: string, silence: string) =>
    platform.database.inTenant(tenantId, async (db) => (await db.silence.findFirstOrThrow({ where: { id: silence } })).endingToldAt !== null);
  const { signal } = new AbortController();
  platform.advance(early * 60);
  await tellEndingSilences(platform, signal);
  expect(await told(sender.tenantId, id)).toBe(false);
  platform.advance((late - early) * 60);
  await tellEndingSilences(platform, signal);
  expect(await told(sender.tenantId, id)).toBe(true);
  // What is the other tenant's to decide is 15 minutes still.
  expect(await told(stranger.tenantId, theirs.id)).toBe(endingLeadMinutes < 15);
});

test('a lead of 0 is never, and one that makes no sense is refused', async () => {
  await updateQuietPolicy(platform, sender.caller, { ...usualPolicy, endingLeadMinutes: 0 });
  const { id } = await createSilence(platform, person, { ...draft(), endsAt: after(90) });
  platform.advance(90 * 60 - 1);
  await tellEndingSilences(platform, new AbortController().signal);
  const row = await platform.database.inTenant(sender.tenantId, (db) => db.silence.findFirstOrThrow({ where: { id } }));
  expect(row.endingToldAt).toBeNull();
  for (const endingLeadMinutes of [-1, 1_441, 0.5]) {
    await expect(updateQuietPolicy(platform, sender.caller, { ...usualPolicy, endingLeadMinutes })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  }
});

const verbs = [
  ['update', 'silences:manage', (caller: Caller, id: string) => updateSilence(platform, caller, id, draft())],
  ['expire', 'silences:manage', (caller: Caller, id: string) => expireSilence(platform, caller, id)],
  ['approve', 'silences:approve', (caller: Caller, id: string) => decideSilence(platform, caller, id, 'APPROVED')],
  ['reject', 'silences:approve', (caller: Caller, id: string) => decideSilence(platform, caller, id, 'REJECTED')],
] as const;

test.each(verbs)('%s: another tenant, an unknown id and a malformed id find nothing; it needs %s', async (_, permission, act) => {
  const { id } = await createSilence(platform, person, draft());
  const stranger = { ...(await platform.createTenant()), personId: uuidv7() };
  for (const [caller, wrong] of [
    [stranger, id],
    [person, uuidv7()],
    [person, "' OR 1=1"],
  ] as const) {
    await expect(act(caller, wrong)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  const reader = { ...person, permissions: person.permissions.filter((name) => name !== permission) };
  await expect(act(reader, id)).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining(permission) });
});

test('silences are listed, found by state, previewed and seen on their alerts', async () => {
  await platform.receive(sender, firing('Up', { labels: { job: 'api' } }), firing('Disk', { labels: { job: 'db' } }));
  await createSilence(platform, person, draft());
  await createSilence(platform, person, {
    ...draft('db'),
    startsAt: after(5),
    endsAt: after(600),
    recurrence: { rule: 'FREQ=DAILY', durationMs: 60_000, timeZone: 'Asia/Taipei' },
  });
  const gone = await createSilence(platform, person, draft('db'));
  await expireSilence(platform, person, gone.id);

  const { data, errors } = await platform.ask(
    person,
    `query ($from: DateTime!, $until: DateTime!) {
      silences { totalCount edges { node { state comment createdBy createdByPerson { id } firing window { from until } recurrence { rule durationSeconds timeZone }
        windows(from: $from, until: $until) { from } matchers { name operator value } approval { reason } } } }
      active: silences(filter: { states: [ACTIVE] }) { totalCount } expired: silences(filter: { states: [EXPIRED, REJECTED] }) { totalCount }
      pending: silences(filter: { states: [PENDING], search: "DEPLOY" }) { totalCount } waiting: silences(filter: { states: [WAITING_APPROVAL] }) { totalCount }
      alerts { edges { node { name silencedBy { comment } } } }
      previewSilence(matchers: [{ name: "job", operator: MATCH, value: "api|db" }]) { firing lastWeek lastWeekOf share isSampled needsApproval byName { name firing lastWeek } examples { name } approval { reason } }
    }`,
    { from: after(-60).toISOString(), until: after(60 * 24).toISOString() },
  );
  expect(errors).toBeUndefined();
  expect(data.silences.edges.map(({ node }: any) => [node.state, node.firing, node.windows.length])).toEqual([
    ['EXPIRED', 1, 1],
    ['PENDING', 1, 1],
    ['ACTIVE', 1, 1],
  ]);
  expect([data.active, data.expired, data.pending, data.waiting].map(({ totalCount }: any) => totalCount)).toEqual([1, 1, 1, 0]);
  expect(data.alerts.edges.map(({ node }: any) => [node.name, node.silencedBy.length]).sort()).toEqual([
    ['Disk', 0],
    ['Up', 1],
  ]);
  expect(data.previewSilence).toMatchObject({ firing: 2, lastWeek: 2, lastWeekOf: 2, share: 1, isSampled: false, needsApproval: false });
  expect(data.previewSilence.byName).toEqual([
    { name: 'Disk', firing: 1, lastWeek: 1 },
    { name: 'Up', firing: 1, lastWeek: 1 },
  ]);
});
