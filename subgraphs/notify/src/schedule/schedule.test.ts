import type { Caller } from '#kit/caller';
import { sealChannelSecrets } from '../channel/channelSecrets.ts';
import { startFakeCalendar } from './calendar/fake.ts';
import { openTestSchedules, type TestSchedules } from './openTestSchedules.ts';
import { whoIsOnCall } from './whoIsOnCall.ts';

/* Longer than others: the verbs of schedules against one platform that is started once. */

let platform: TestSchedules;
let admin: Caller;
let ada: Caller & { personId: string };
let bob: Caller & { personId: string };
beforeAll(async () => void (platform = await openTestSchedules()));
afterAll(() => platform.close());
beforeEach(async () => {
  admin = await platform.createTenant();
  ada = await platform.createColleague(admin, 'Ada', { email: 'ada@example.com' });
  bob = await platform.createColleague(admin, 'Bob', { email: 'bob@example.com' });
});

const hourMs = 3_600_000;
const inHours = (hours: number): string => new Date(platform.clock.now().getTime() + hours * hourMs).toISOString();
const responder = (person: Caller): Caller => ({ ...person, permissions: ['schedules:read', 'schedules:override'] });
const rotation = (change: object = {}) => ({
  ...{ name: 'Primary', kind: 'ROTATION', priority: 1, rotation: 'WEEKLY', startsAt: '2026-01-05T09:00', turns: [[ada.personId]] },
  ...change,
});
const input = (change: object = {}) => ({ name: 'Payments', timeZone: 'Asia/Taipei', layers: [rotation()], ...change });
const fields = 'id name version layers { id name turns { people { id } } url calendar { failure fetchedAt unmatched } }';
const create = (by: Caller, given: object) =>
  platform.ask(by, `mutation ($input: ScheduleInput!) { createSchedule(input: $input) { ${fields} } }`, { input: given });
const made = async (given: object = input()): Promise<{ id: string; version: number; layers: { id: string }[] }> => {
  const { data, errors } = await create(admin, given);
  expect(errors).toBeUndefined();
  return data.createSchedule;
};
const update = (by: Caller, id: string, given: object, expectedVersion: number) =>
  platform.ask(
    by,
    `mutation ($id: ID!, $input: ScheduleInput!, $expectedVersion: Int!) { updateSchedule(id: $id, input: $input, expectedVersion: $expectedVersion) { ${fields} } }`,
    {
      ...{ id, input: given, expectedVersion },
    },
  );
const override = (by: Caller, scheduleId: string, given: object) =>
  platform.ask(
    by,
    'mutation ($scheduleId: ID!, $input: ScheduleOverrideInput!) { addScheduleOverride(scheduleId: $scheduleId, input: $input) { id endsAt } }',
    {
      ...{ scheduleId, input: given },
    },
  );
const code = ({ errors }: { errors?: { extensions?: { code?: string } }[] }) => errors?.[0]?.extensions?.code;
const message = ({ errors }: { errors?: { message: string }[] }) => errors?.[0]?.message;
const who = (id: string, at = platform.clock.now(), tenantId = admin.tenantId) =>
  platform.database.inTenant(tenantId, (db) => whoIsOnCall(db, id, at));

describe('a schedule', () => {
  test('is saved whole, and not over what somebody else saved', async () => {
    const { id, version, layers } = await made();
    expect([version, layers.length]).toEqual([1, 1]);
    const renamed = await update(
      admin,
      id,
      input({ name: 'Checkout', layers: [rotation({ id: layers[0]?.id }), rotation({ name: 'Night', priority: 2 })] }),
      1,
    );
    expect(renamed.data.updateSchedule).toMatchObject({ name: 'Checkout', version: 2, layers: [{ id: layers[0]?.id }, { name: 'Night' }] });
    expect(code(await update(admin, id, input(), 1))).toBe('CONFLICT');
    expect(code(await create(admin, input({ name: 'Checkout' })))).toBe('CONFLICT');
  });

  test.each<[{ name?: string; timeZone?: string; teamId?: string; layers?: object[] }, RegExp]>([
    [{ name: ' ' }, /needs a name/],
    [{ timeZone: 'Mars/Base' }, /time zone/],
    [{ layers: [{ turns: [] }] }, /needs somebody/],
    [{ layers: [{ turns: [['00000000-0000-7000-8000-000000000000']] }] }, /There is no person/],
    [{ layers: [{ startsAt: '2026-11-31T99:00' }] }, /2026-11-30T09:00/],
    [{ layers: [{ endsAt: '2026-01-01T00:00' }] }, /ends later/],
    [{ layers: [{ rotation: 'CUSTOM' }] }, /FREQ=WEEKLY/],
    [{ layers: [{ rotation: 'CUSTOM', rule: 'FREQ=HOURLY' }] }, /FREQ=DAILY/],
    [{ layers: [{ rotation: 'CUSTOM', rule: 'FREQ=WEEKLY;COUNT=3' }] }, /leave COUNT/],
    [{ layers: [{ rotation: 'CUSTOM', rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }] }, /no time/],
    [{ layers: [{ kind: 'CALENDAR', url: 'file:///etc/passwd' }] }, /url/],
    [{ teamId: '00000000-0000-7000-8000-000000000000' }, /There is no team/],
  ])('that cannot be is refused, saying why: %j', async (change, reason) => {
    const answer = await create(admin, input({ ...change, ...(change.layers && { layers: change.layers.map((layer) => rotation(layer)) }) }));
    expect([code(answer), message(answer)]).toEqual(['BAD_USER_INPUT', expect.stringMatching(reason)]);
  });

  test('of another tenant is not found, read, changed, overridden or served', async () => {
    const { id } = await made();
    const stranger = await platform.createTenant();
    const eve = await platform.createColleague(stranger, 'Eve');
    expect((await platform.ask(stranger, `{ schedule(id: "${id}") { name } schedules { totalCount } onCallNow { totalCount } }`)).data).toEqual({
      ...{ schedule: null, schedules: { totalCount: 0 }, onCallNow: { totalCount: 0 } },
    });
    const refused = [
      await update(stranger, id, input({ layers: [] }), 1),
      await platform.ask(stranger, `mutation { deleteSchedule(id: "${id}") }`),
      await override(stranger, id, { personId: eve.personId, startsAt: inHours(0), endsAt: inHours(1) }),
      await platform.ask(
        eve,
        `mutation { offerScheduleSwap(scheduleId: "${id}", input: { startsAt: "${inHours(1)}", endsAt: "${inHours(2)}" }) { id } }`,
      ),
      await platform.ask(eve, `mutation { createCalendarLink(scheduleId: "${id}") { url } }`),
    ];
    expect(refused.map(code)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    await expect(who(id, platform.clock.now(), stranger.tenantId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    // Nor are people of one tenant put on call in another.
    expect(code(await override(admin, id, { personId: eve.personId, startsAt: inHours(0), endsAt: inHours(1) }))).toBe('NOT_FOUND');
    expect(await who(id)).toMatchObject({ personIds: [ada.personId] });
  });

  test('is read with schedules:read and changed with schedules:manage', async () => {
    const { id } = await made();
    const reader: Caller = { ...admin, permissions: ['schedules:read'] };
    expect((await platform.ask(reader, `{ schedule(id: "${id}") { name } }`)).data.schedule.name).toBe('Payments');
    expect(message(await platform.ask({ ...admin, permissions: [] }, '{ schedules { totalCount } }'))).toContain('schedules:read');
    expect(message(await update(reader, id, input(), 1))).toContain('schedules:manage');
    expect(message(await create(reader, input()))).toContain('schedules:manage');
    expect(message(await platform.ask(reader, `mutation { deleteSchedule(id: "${id}") }`))).toContain('schedules:manage');
    expect((await platform.ask(admin, `mutation { deleteSchedule(id: "${id}") }`)).data.deleteSchedule).toBe(id);
    expect((await platform.ask(admin, '{ schedules { totalCount } }')).data.schedules.totalCount).toBe(0);
  });

  test('lists by pages, and by what is searched for', async () => {
    for (const name of ['Zeta', 'Alpha', 'Beta']) await made(input({ name }));
    const page = await platform.ask(admin, '{ schedules(first: 2) { totalCount pageInfo { endCursor hasNextPage } edges { node { name } } } }');
    expect(page.data.schedules).toMatchObject({
      totalCount: 3,
      pageInfo: { hasNextPage: true },
      edges: [{ node: { name: 'Alpha' } }, { node: { name: 'Beta' } }],
    });
    const rest = await platform.ask(admin, `{ schedules(after: "${page.data.schedules.pageInfo.endCursor}") { edges { node { name } } } }`);
    expect(rest.data.schedules.edges).toEqual([{ node: { name: 'Zeta' } }]);
    expect((await platform.ask(admin, '{ schedules(filter: { search: "ETA" }) { totalCount } }')).data.schedules.totalCount).toBe(2);
  });

  test('tells who is on call now and next, its gaps, load and quality', async () => {
    const { id } = await made(
      input({ layers: [rotation({ turns: [[ada.personId], [bob.personId]] }), rotation({ name: 'Shadow', shadow: true, turns: [[bob.personId]] })] }),
    );
    const { data, errors } = await platform.ask(
      admin,
      `query ($from: DateTime!, $to: DateTime!) { schedule(id: "${id}") {
        onCall { people { id } reason until next { from people { id } } shadows { id } }
        finalShifts(from: $from, to: $to) { from to people { id } reason sources { kind name } }
        layerShifts(from: $from, to: $to) { layerId people { id } } shadowShifts(from: $from, to: $to) { people { id } }
        gaps(from: $from, to: $to) { from } load(from: $from, to: $to) { person { id } hours } doubleBookings(from: $from, to: $to) { otherScheduleName }
        quality { score coverage balance gapCount load { person { id } hours nightHours } }
      } }`,
      { from: inHours(0), to: inHours(14 * 24) },
    );
    expect(errors).toBeUndefined();
    const { onCall, finalShifts, gaps, load, quality } = data.schedule;
    expect([onCall.until, onCall.reason]).toEqual([onCall.next.from, 'LAYER']);
    expect(new Set([...onCall.people, ...onCall.next.people].map((person: { id: string }) => person.id))).toEqual(
      new Set([ada.personId, bob.personId]),
    );
    expect(finalShifts).toHaveLength(3);
    expect(finalShifts[0].sources).toEqual([{ kind: 'LAYER', name: 'Primary' }]);
    expect([gaps, load.length]).toEqual([[], 2]);
    expect(quality).toMatchObject({ coverage: 1, gapCount: 0 });
    expect(quality.score).toBeGreaterThan(97);
    expect(code(await platform.ask(admin, `{ schedule(id: "${id}") { gaps(from: "${inHours(0)}", to: "${inHours(2_500)}") { from } } }`))).toBe(
      'BAD_USER_INPUT',
    );
  });

  test('a draft is tried without being saved, with the overrides that stand', async () => {
    const { id, layers } = await made();
    await override(admin, id, { personId: bob.personId, startsAt: inHours(1), endsAt: inHours(2) });
    const preview = (given: object) =>
      platform.ask(
        admin,
        `query ($input: ScheduleInput!) { previewSchedule(id: "${id}", input: $input, from: "${inHours(0)}", to: "${inHours(24)}") { problems { path } gaps { from } finalShifts { reason people { id } } quality { score } } }`,
        { input: given },
      );
    const tried = await preview(input({ layers: [rotation({ id: layers[0]?.id, endsAt: '2026-02-01T00:00' })] }));
    expect(tried.data.previewSchedule).toMatchObject({
      problems: [],
      gaps: [{}, {}],
      // What is over stays as it was.
      finalShifts: [{ reason: 'LAYER' }, { reason: 'GAP' }, { reason: 'OVERRIDE' }, { reason: 'GAP' }],
    });
    expect((await preview(input({ layers: [rotation({ turns: [] })] }))).data.previewSchedule).toMatchObject({
      problems: [{ path: 'layers.0.turns' }],
      quality: null,
    });
    expect(await who(id)).toMatchObject({ personIds: [ada.personId] });
  });
});

describe('whoIsOnCall', () => {
  test('says until when, and when somebody is again if nobody is', async () => {
    const { id } = await made(input({ layers: [rotation(), rotation({ shadow: true, turns: [[bob.personId]] })] }));
    expect(await who(id)).toEqual({ personIds: [ada.personId], shadowIds: [bob.personId], until: null, reason: 'layer', nextAt: null });
    await override(admin, id, { personId: null, startsAt: inHours(-1), endsAt: inHours(3) });
    const nobody = await who(id);
    expect(nobody).toMatchObject({ personIds: [], reason: 'nobody_by_override' });
    expect(nobody.nextAt).toEqual(nobody.until);
    expect(nobody.nextAt?.getTime()).toBeGreaterThan(platform.clock.now().getTime() + 2.9 * hourMs);
  });
});

describe('an override', () => {
  test('of a responder is about themselves', async () => {
    const { id } = await made();
    const time = { startsAt: inHours(1), endsAt: inHours(2) };
    expect(code(await override(responder(bob), id, { ...time, personId: bob.personId }))).toBeUndefined();
    expect(code(await override(responder(ada), id, { ...time, personId: bob.personId, replacesId: ada.personId }))).toBeUndefined();
    expect(code(await override(responder(bob), id, { ...time, personId: ada.personId }))).toBe('FORBIDDEN');
    expect(code(await override(responder(ada), id, { ...time, personId: null, replacesId: ada.personId }))).toBe('FORBIDDEN');
    expect(message(await override({ ...bob, permissions: ['schedules:read'] }, id, { ...time, personId: bob.personId }))).toContain(
      'schedules:override',
    );
  });

  test('that is over, upside down or endless is refused', async () => {
    const { id } = await made();
    const refused = [
      { personId: bob.personId, startsAt: inHours(-2), endsAt: inHours(-1) },
      { personId: bob.personId, startsAt: inHours(2), endsAt: inHours(1) },
      { personId: bob.personId, startsAt: inHours(0), endsAt: inHours(9_000) },
      { personId: bob.personId, replacesId: bob.personId, startsAt: inHours(0), endsAt: inHours(1) },
    ];
    for (const given of refused) expect(code(await override(admin, id, given))).toBe('BAD_USER_INPUT');
  });

  test('is moved by who might make it; one that has begun keeps its beginning', async () => {
    const { id } = await made();
    const change = (by: Caller, overrideId: string, given: object) =>
      platform.ask(
        by,
        'mutation ($s: ID!, $id: ID!, $input: ScheduleOverrideInput!) { updateScheduleOverride(scheduleId: $s, id: $id, input: $input) { startsAt endsAt } }',
        { s: id, id: overrideId, input: given },
      );
    const coming = { personId: bob.personId, startsAt: inHours(2), endsAt: inHours(4) };
    const { id: comingId } = (await override(responder(bob), id, coming)).data.addScheduleOverride;
    expect(code(await change(responder(ada), comingId, coming))).toBe('FORBIDDEN');
    expect(code(await change(responder(bob), comingId, { ...coming, personId: ada.personId }))).toBe('FORBIDDEN');
    const moved = { ...coming, startsAt: inHours(3), endsAt: inHours(5) };
    expect((await change(responder(bob), comingId, moved)).data.updateScheduleOverride).toEqual({ startsAt: moved.startsAt, endsAt: moved.endsAt });

    const begun = { personId: bob.personId, startsAt: inHours(-1), endsAt: inHours(1) };
    const { id: begunId } = (await override(admin, id, begun)).data.addScheduleOverride;
    expect(message(await change(admin, begunId, { ...begun, personId: ada.personId }))).toContain('has begun');
    const longer = (await change(admin, begunId, { ...begun, startsAt: inHours(-5), endsAt: inHours(2) })).data.updateScheduleOverride;
    expect(longer.startsAt).toBe(begun.startsAt);
    expect(code(await change(await platform.createTenant(), begunId, begun))).toBe('NOT_FOUND');
  });

  test('that has begun ends when it is taken away, and one to come is gone', async () => {
    const { id } = await made();
    const remove = (by: Caller, overrideId: string) =>
      platform.ask(by, `mutation { removeScheduleOverride(scheduleId: "${id}", id: "${overrideId}") { id endsAt } }`);
    const begun = (await override(responder(bob), id, { personId: bob.personId, startsAt: inHours(-1), endsAt: inHours(5) })).data
      .addScheduleOverride;
    const coming = (await override(admin, id, { personId: bob.personId, startsAt: inHours(10), endsAt: inHours(11) })).data.addScheduleOverride;
    expect(await who(id)).toMatchObject({ personIds: [bob.personId], reason: 'override' });
    expect(code(await remove(responder(ada), begun.id))).toBe('FORBIDDEN');
    expect(Date.parse((await remove(responder(bob), begun.id)).data.removeScheduleOverride.endsAt)).toBeLessThan(Date.parse(begun.endsAt));
    await remove(admin, coming.id);
    platform.advance(1);
    expect(await who(id)).toMatchObject({ personIds: [ada.personId], reason: 'layer', until: null });
    expect(code(await remove(admin, begun.id))).toBe('NOT_FOUND');
    expect(await who(id, new Date(platform.clock.now().getTime() - 0.5 * hourMs))).toMatchObject({ personIds: [bob.personId] });
  });
});

describe('a swap', () => {
  const offer = (by: Caller, id: string, given: object = {}) =>
    platform.ask(
      by,
      'mutation ($id: ID!, $input: ScheduleSwapInput!) { offerScheduleSwap(scheduleId: $id, input: $input) { id state offeredBy { id } } }',
      {
        ...{ id, input: { startsAt: inHours(2), endsAt: inHours(4), ...given } },
      },
    );
  const accept = (by: Caller, id: string) => platform.ask(by, `mutation { acceptScheduleSwap(id: "${id}") { state takenBy { id } } }`);
  const withdraw = (by: Caller, id: string) => platform.ask(by, `mutation { withdrawScheduleSwap(id: "${id}") { state } }`);

  test('that is accepted puts the other on call in the place of who offered', async () => {
    const { id } = await made();
    const swap = (await offer(responder(ada), id)).data.offerScheduleSwap;
    expect(swap).toMatchObject({ state: 'OPEN', offeredBy: { id: ada.personId } });
    expect(message(await accept(responder(ada), swap.id))).toContain('own shift');
    expect((await accept(responder(bob), swap.id)).data.acceptScheduleSwap).toEqual({ state: 'ACCEPTED', takenBy: { id: bob.personId } });
    expect(code(await accept(responder(bob), swap.id))).toBe('CONFLICT');
    expect(await who(id, new Date(inHours(3)))).toMatchObject({ personIds: [bob.personId], reason: 'swap' });
    expect(await who(id, new Date(inHours(5)))).toMatchObject({ personIds: [ada.personId] });
    expect(code(await withdraw(responder(ada), swap.id))).toBe('CONFLICT');
  });

  test('is of a shift that one has, once, and to whom it is offered', async () => {
    const { id } = await made();
    const cyd = await platform.createColleague(admin, 'Cyd');
    expect(message(await offer(responder(bob), id))).toContain('not on call');
    expect(message(await offer(responder(ada), id, { offeredToId: ada.personId }))).toContain('somebody else');
    expect(message(await offer({ ...admin, permissions: [...admin.permissions] }, id))).toContain('belongs to nobody');
    const swap = (await offer(responder(ada), id, { offeredToId: cyd.personId })).data.offerScheduleSwap;
    expect(code(await offer(responder(ada), id, { startsAt: inHours(3), endsAt: inHours(9) }))).toBe('CONFLICT');
    expect(message(await accept(responder(bob), swap.id))).toContain('somebody else');
    expect(code(await withdraw(responder(bob), swap.id))).toBe('FORBIDDEN');
    expect((await withdraw(responder(ada), swap.id)).data.withdrawScheduleSwap.state).toBe('WITHDRAWN');
    expect(code(await accept(responder(cyd), swap.id))).toBe('CONFLICT');
  });

  test('lapses when nobody took it in time, and is not for who is on call then', async () => {
    const { id } = await made(input({ layers: [rotation({ turns: [[ada.personId, bob.personId]] })] }));
    const swap = (await offer(responder(ada), id, { expiresAt: inHours(1) })).data.offerScheduleSwap;
    expect(message(await accept(responder(bob), swap.id))).toContain('one person less');
    platform.advance(3_700);
    expect((await platform.ask(admin, `{ schedule(id: "${id}") { swaps { edges { node { state } } } } }`)).data.schedule.swaps.edges).toEqual([
      { node: { state: 'EXPIRED' } },
    ]);
    const cyd = await platform.createColleague(admin, 'Cyd');
    expect(code(await accept(responder(cyd), swap.id))).toBe('CONFLICT');
  });

  test('of another tenant is not found', async () => {
    const { id } = await made();
    const swap = (await offer(responder(ada), id)).data.offerScheduleSwap;
    const eve = await platform.createColleague(await platform.createTenant(), 'Eve');
    expect([code(await accept(eve, swap.id)), code(await withdraw(eve, swap.id))]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });
});

describe('calendars that are read', () => {
  test('put on call whom they name; when they fail, what they said last stays', async () => {
    const calendar = await startFakeCalendar();
    try {
      const stamp = (hours: number) => inHours(hours).replaceAll(/[-:]|\.\d+/g, '');
      calendar.has(
        [`DTSTART:${stamp(-1)}`, `DTEND:${stamp(5)}`, 'SUMMARY:On call', 'ATTENDEE:mailto:bob@example.com'],
        [`DTSTART:${stamp(6)}`, `DTEND:${stamp(7)}`, 'SUMMARY:Zoe'],
      );
      const { id } = await made(input({ layers: [rotation(), { name: 'Calendar', kind: 'CALENDAR', priority: 5, url: calendar.url }] }));
      const state = async (by: Caller = admin) => (await platform.ask(by, `{ schedule(id: "${id}") { ${fields} } }`)).data.schedule.layers[1];
      expect(await who(id)).toMatchObject({ personIds: [ada.personId] });
      await platform.tick('refreshCalendars');
      expect(await who(id)).toMatchObject({ personIds: [bob.personId] });
      expect(await state()).toMatchObject({ url: calendar.url, calendar: { failure: null, unmatched: ['Zoe'] } });
      expect((await state({ ...admin, permissions: ['schedules:read'] })).url).not.toContain('basic.ics');

      // Not due again at once, and then it fails.
      await platform.tick('refreshCalendars');
      expect(calendar.reads()).toBe(1);
      calendar.answers(503);
      platform.advance(601);
      await platform.tick('refreshCalendars');
      expect(await state()).toMatchObject({ calendar: { failure: 'The calendar answered 503.', unmatched: ['Zoe'] } });
      expect(await who(id)).toMatchObject({ personIds: [bob.personId] });
      calendar.answers(200, '<html>Sign in</html>');
      platform.advance(601);
      await platform.tick('refreshCalendars');
      expect((await state()).calendar.failure).toContain('not an iCalendar file');
      expect(await who(id)).toMatchObject({ personIds: [bob.personId] });
    } finally {
      await calendar.close();
    }
  });

  test('of holidays send a layer home and call another', async () => {
    const calendar = await startFakeCalendar();
    try {
      const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Taipei' }).format(platform.clock.now());
      calendar.has([`DTSTART;VALUE=DATE:${today.replaceAll('-', '')}`, 'SUMMARY:Holiday']);
      const { id } = await made(
        input({
          holidayUrl: calendar.url,
          layers: [rotation({ holidays: 'OFF' }), rotation({ name: 'Spare', holidays: 'ONLY', turns: [[bob.personId]] })],
        }),
      );
      await platform.tick('refreshCalendars');
      expect(await who(id)).toMatchObject({ personIds: [bob.personId] });
    } finally {
      await calendar.close();
    }
  });

  test('at an address that may not be read are refused', async () => {
    const answer = await create(
      admin,
      input({ layers: [{ name: 'Calendar', kind: 'CALENDAR', priority: 1, url: 'http://169.254.169.254/latest' }] }),
    );
    expect(code(answer)).toBe('TARGET_REFUSED');
  });
});

describe('who is on call now', () => {
  test('is told with how they can be reached, in whose place, with the next gap and the chains that page them', async () => {
    const gap = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Taipei', dateStyle: 'short', timeStyle: 'short' })
      .format(platform.clock.now().getTime() + 48 * hourMs)
      .replace(' ', 'T');
    const { id } = await made(input({ layers: [rotation({ turns: [[ada.personId, bob.personId]], endsAt: gap })] }));
    const channel = await platform.database.inTenant(admin.tenantId, async (db) => {
      const secrets = sealChannelSecrets({}, platform.secretKey);
      return (await db.channel.create({ data: { name: 'Mail', kind: 'email', config: {}, secrets } })).id;
    });
    const chain = await platform.ask(
      admin,
      `mutation { createEscalationChain(chain: { name: "Databases", steps: [{ kind: CHANNEL, channelId: "${channel}" }, { kind: WAIT, seconds: 300 }, { kind: ON_CALL, scheduleId: "${id}" }] }) { id } }`,
    );
    expect(chain.errors).toBeUndefined();
    const away = { startsAt: inHours(0.02), endsAt: inHours(1) };
    await platform.ask(ada, `mutation { addDelegation(toId: "${bob.personId}", startsAt: "${away.startsAt}", endsAt: "${away.endsAt}") { id } }`);
    platform.advance(120);
    const query = `{ onCallNow { edges { node { id reach { person { id } standIn { id } kinds ways { kind minutes } reason } nextGap { from } levels { chainName level seconds } } } } }`;
    const { data, errors } = await platform.ask(admin, query);
    expect(errors).toBeUndefined();
    const byMail = { kinds: ['email'], ways: [{ kind: 'email', minutes: 0 }], reason: 'NO_RULES' };
    expect(data.onCallNow.edges).toEqual([
      {
        node: {
          id,
          reach: [
            { ...byMail, person: { id: ada.personId }, standIn: { id: bob.personId } },
            { ...byMail, person: { id: bob.personId }, standIn: null },
          ],
          nextGap: { from: expect.stringContaining(':00.000Z') },
          levels: [{ chainName: 'Databases', level: 2, seconds: 300 }],
        },
      },
    ]);
    // Whoever may not see policies is told of no chain.
    expect((await platform.ask(responder(ada), query)).data.onCallNow.edges[0].node.levels).toEqual([]);
  });
});

describe('a change of a schedule', () => {
  const asked =
    '{ onCall: finalShifts(from: "$from", to: "$to") { people { id } sources { name } } load(from: "$from", to: "$to") { person { id } } }';
  const between = async (id: string, from: number, to: number, by: Caller = admin) => {
    const query = `{ schedule(id: "${id}") ${asked.replaceAll('$from', inHours(from)).replaceAll('$to', inHours(to))} }`;
    const { data, errors } = await platform.ask(by, query);
    expect(errors).toBeUndefined();
    return data.schedule;
  };

  test('leaves who was on call before as it was, also where its calendar is gone', async () => {
    const calendar = await startFakeCalendar();
    try {
      const stamp = (hours: number) => inHours(hours).replaceAll(/[-:]|\.\d+/g, '');
      calendar.has([`DTSTART:${stamp(-3)}`, `DTEND:${stamp(48)}`, 'SUMMARY:On call', 'ATTENDEE:mailto:bob@example.com']);
      const { id, layers } = await made(input({ layers: [rotation(), { name: 'Calendar', kind: 'CALENDAR', priority: 5, url: calendar.url }] }));
      await platform.tick('refreshCalendars');
      platform.advance(7_200);
      const saved = await update(admin, id, input({ layers: [rotation({ id: layers[0]?.id, name: 'Only' })] }), 1);
      expect(saved.errors).toBeUndefined();
      platform.advance(3_600);

      expect(await who(id)).toMatchObject({ personIds: [ada.personId] });
      expect(await who(id, new Date(inHours(-2)))).toMatchObject({ personIds: [bob.personId] });
      const link = await platform.ask(ada, `mutation { createCalendarLink(scheduleId: "${id}") { url } }`);
      const served = await (await fetch(platform.url + new URL(link.data.createCalendarLink.url).pathname)).text();
      expect(served).toContain('SUMMARY:Bob: Payments');
      // Before the calendar's event the rotation had it, by the name that it had then.
      expect((await between(id, -10, 1)).onCall).toEqual([
        { people: [{ id: ada.personId }], sources: [{ name: 'Only' }] },
        { people: [{ id: bob.personId }], sources: [{ name: 'Calendar' }] },
        { people: [{ id: ada.personId }], sources: [{ name: 'Only' }] },
      ]);
      expect((await between(id, -2.5, -1.5)).load).toEqual([{ person: { id: bob.personId } }]);
    } finally {
      await calendar.close();
    }
  });

  test('is on record with who made it, and changes nothing of what a preview shows of the past', async () => {
    const { id, layers } = await made();
    platform.advance(3_600);
    const draft = input({ name: 'Checkout', layers: [rotation({ id: layers[0]?.id, turns: [[bob.personId]] })] });
    const { data } = await platform.ask(
      admin,
      `query ($input: ScheduleInput!) { previewSchedule(id: "${id}", input: $input, from: "${inHours(-0.5)}", to: "${inHours(0.5)}") { finalShifts { people { id } } } }`,
      { input: draft },
    );
    expect(data.previewSchedule.finalShifts).toEqual([{ people: [{ id: ada.personId }] }, { people: [{ id: bob.personId }] }]);

    await update({ ...ada, permissions: admin.permissions }, id, draft, 1);
    await update(admin, id, draft, 2);
    const query = (after: string | null) =>
      platform.ask(
        admin,
        `query ($after: String) { schedule(id: "${id}") { versions(first: 2, after: $after) { totalCount pageInfo { endCursor } edges { node { version author { id } until changes { kind layer parts } } } } } }`,
        { after },
      );
    const first = (await query(null)).data.schedule.versions;
    expect([first.totalCount, first.edges.map(({ node }: { node: object }) => node)]).toEqual([
      3,
      [
        { version: 3, author: admin.personId === null ? null : { id: admin.personId }, until: null, changes: [] },
        {
          ...{ version: 2, author: { id: ada.personId }, until: expect.any(String) },
          changes: [
            { kind: 'NAME', layer: null, parts: [] },
            { kind: 'LAYER_CHANGED', layer: 'Primary', parts: ['PEOPLE'] },
          ],
        },
      ],
    ]);
    const second = (await query(first.pageInfo.endCursor)).data.schedule.versions;
    expect(second.edges.map(({ node }: { node: object }) => node)).toMatchObject([{ version: 1, changes: [{ kind: 'CREATED' }] }]);
  });

  test('tells watching pages, and so do overrides and swaps', async () => {
    const heard: string[] = [];
    const stop = platform.live.listen(({ tenantId, type, ids }) => void (tenantId === admin.tenantId && heard.push(`${type} ${ids.join()}`)));
    const { id } = await made();
    const { data } = await override(admin, id, { personId: bob.personId, startsAt: inHours(1), endsAt: inHours(2) });
    await platform.ask(admin, `mutation { removeScheduleOverride(scheduleId: "${id}", id: "${data.addScheduleOverride.id}") { id } }`);
    await platform.ask(
      responder(ada),
      `mutation { offerScheduleSwap(scheduleId: "${id}", input: { startsAt: "${inHours(3)}", endsAt: "${inHours(4)}" }) { id } }`,
    );
    await platform.ask(admin, `mutation { deleteSchedule(id: "${id}") }`);
    stop();
    expect(heard).toEqual(Array<string>(5).fill(`schedule ${id}`));
  });
});

describe('calendars that are served', () => {
  const link = async (by: Caller, scheduleId?: string) => {
    const { data, errors } = await platform.ask(by, 'mutation ($id: ID) { createCalendarLink(scheduleId: $id) { url link { id } } }', {
      id: scheduleId,
    });
    expect(errors).toBeUndefined();
    return data.createCalendarLink as { url: string; link: { id: string } };
  };
  const read = async (url: string) => {
    const response = await fetch(platform.url + new URL(url).pathname);
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };

  test('show the shifts of a schedule, or of a person in all of them', async () => {
    const { id } = await made(input({ layers: [rotation({ turns: [[ada.personId], [bob.personId]] })] }));
    await made(input({ name: 'Checkout', layers: [rotation({ turns: [[bob.personId]] })] }));
    const all = await read((await link(ada, id)).url);
    expect([all.status, all.type]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(all.text).toContain('SUMMARY:Ada: Payments');
    expect(all.text).toContain('SUMMARY:Bob: Payments');
    const mine = await read((await link(bob)).url);
    expect(mine.text).toContain('SUMMARY:Bob: Checkout');
    expect(mine.text).not.toContain('Ada');
  });

  test('a new address ends the old one, a revoked one serves nothing, and no token is kept', async () => {
    const { id } = await made();
    const [first, second] = [await link(ada, id), await link(ada, id)];
    expect([(await read(first.url)).status, (await read(second.url)).status]).toEqual([404, 200]);
    expect((await platform.ask(ada, `{ schedule(id: "${id}") { calendarLink { id lastReadAt } } }`)).data.schedule.calendarLink).toMatchObject({
      id: second.link.id,
      lastReadAt: expect.any(String),
    });
    const token = /sre_ical_[\w-]+/.exec(second.url)?.[0] ?? 'none';
    const rows = await platform.database.inTenant(admin.tenantId, async (db) => [await db.calendarLink.findMany(), await db.auditEntry.findMany()]);
    expect(JSON.stringify(rows)).not.toContain(token);

    const revoke = (by: Caller) => platform.ask(by, `mutation { revokeCalendarLink(id: "${second.link.id}") { id } }`);
    expect(code(await revoke(responder(bob)))).toBe('FORBIDDEN');
    expect(code(await revoke(await platform.createTenant()))).toBe('NOT_FOUND');
    expect(code(await revoke(responder(ada)))).toBeUndefined();
    expect((await read(second.url)).status).toBe(404);
  });
});

describe('shifts that begin and end', () => {
  test('are told once each', async () => {
    const { id } = await made(input({ layers: [rotation({ rotation: 'DAILY', startsAt: '2026-01-01T00:00', turns: [[ada.personId]] })] }));
    const told = async () => (await platform.database.inTenant(admin.tenantId, (db) => db.schedule.findFirstOrThrow({ where: { id } }))).toldIds;
    await platform.tick('tellShifts');
    expect(await told()).toEqual([ada.personId]);
    await override(admin, id, { personId: bob.personId, startsAt: inHours(1), endsAt: inHours(2) });
    await platform.tick('tellShifts');
    expect(await told()).toEqual([ada.personId]);
    platform.advance(3_700);
    await Promise.all([platform.tick('tellShifts'), platform.tick('tellShifts')]);
    expect(await told()).toEqual([bob.personId]);
    platform.advance(3_700);
    await platform.tick('tellShifts');
    expect(await told()).toEqual([ada.personId]);
  });
});
