import fc from 'fast-check';
import type { Schedule } from './schedule.ts';
import { readSchedule } from './readSchedule.ts';
import { isTimeZone, momentOf, wallTimeOf } from '#kit/wallTime';
import { isInWindow, windowAt } from './windowAt.ts';
import { windowsBetween } from './windowsBetween.ts';

const hours = (count: number) => count * 3_600_000;
const nightly = (timeZone: string, startsAt: string, durationMs = hours(8), recurrence = 'FREQ=DAILY'): Schedule => ({
  ...{ startsAt: new Date(startsAt), endsAt: new Date('2027-12-31T00:00:00Z'), recurrence, durationMs, timeZone },
});
const spans = (schedule: Schedule, from: string, until: string) =>
  windowsBetween(schedule, new Date(from), new Date(until)).map((window) => [window.from.toISOString(), window.until.toISOString()]);

test('a nightly window keeps its wall time in the nights in which the clocks change', () => {
  // Berlin goes from UTC+2 to UTC+1 on 25 October 2026, and back on 28 March 2027.
  const berlin = nightly('Europe/Berlin', '2026-10-01T20:00:00Z');
  expect(spans(berlin, '2026-10-23T12:00:00Z', '2026-10-26T12:00:00Z')).toEqual([
    ['2026-10-23T20:00:00.000Z', '2026-10-24T04:00:00.000Z'],
    ['2026-10-24T20:00:00.000Z', '2026-10-25T05:00:00.000Z'],
    ['2026-10-25T21:00:00.000Z', '2026-10-26T05:00:00.000Z'],
  ]);
  expect(spans(berlin, '2027-03-27T12:00:00Z', '2027-03-28T22:00:00Z')).toEqual([
    ['2027-03-27T21:00:00.000Z', '2027-03-28T04:00:00.000Z'],
    ['2027-03-28T20:00:00.000Z', '2027-03-29T04:00:00.000Z'],
  ]);
});

test('a time that the clocks skip is moved on, one that they show twice is the first', () => {
  // New York loses 02:00 to 03:00 on 14 March 2027, and has 01:00 to 02:00 twice on 1 November 2026.
  expect(spans(nightly('America/New_York', '2026-10-01T06:30:00Z', hours(1)), '2027-03-14T00:00:00Z', '2027-03-15T00:00:00Z')).toEqual([
    ['2027-03-14T07:30:00.000Z', '2027-03-14T08:30:00.000Z'],
  ]);
  expect(spans(nightly('America/New_York', '2026-10-01T05:30:00Z', hours(2)), '2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z')).toEqual([
    ['2026-11-01T05:30:00.000Z', '2026-11-01T08:30:00.000Z'],
  ]);
});

test('the present window, else the next, else none', () => {
  const weekend = nightly('Asia/Taipei', '2026-10-01T14:00:00Z', hours(2), 'FREQ=WEEKLY;BYDAY=SA');
  const at = (time: string) => windowAt(weekend, new Date(time));
  expect(at('2026-11-07T15:59:59Z')).toEqual({ from: new Date('2026-11-07T14:00:00Z'), until: new Date('2026-11-07T16:00:00Z') });
  expect(at('2026-11-07T16:00:00Z')).toEqual({ from: new Date('2026-11-14T14:00:00Z'), until: new Date('2026-11-14T16:00:00Z') });
  expect(at('2026-09-01T00:00:00Z')?.from).toEqual(new Date('2026-10-03T14:00:00Z'));
  expect(at('2027-12-30T00:00:00Z')).toBeNull();
  expect(at('2028-01-01T00:00:00Z')).toBeNull();
});

test('windows end with the schedule, and those that touch are one', () => {
  const clipped = { ...nightly('Etc/UTC', '2026-10-01T22:00:00Z'), endsAt: new Date('2026-10-03T01:00:00Z') };
  expect(spans(clipped, '2026-10-02T12:00:00Z', '2026-10-09T00:00:00Z')).toEqual([['2026-10-02T22:00:00.000Z', '2026-10-03T01:00:00.000Z']]);
  const always = nightly('Etc/UTC', '2026-10-01T00:00:00Z', hours(24));
  expect(windowsBetween(always, new Date('2026-10-05T00:00:00Z'), new Date('2026-10-07T00:00:00Z'))).toHaveLength(1);
});

const zones = ['Etc/UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Taipei', 'America/St_Johns', 'Pacific/Apia'];
const someMoment = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2027-11-01T00:00:00Z'), noInvalidDate: true });

test('wall time and moment are each other, but for the times that are skipped or shown twice', () => {
  fc.assert(
    fc.property(someMoment, fc.constantFrom(...zones), (moment, zone) => {
      const wall = wallTimeOf(moment, zone);
      const back = momentOf(wall, zone);
      expect(wallTimeOf(back, zone)).toEqual(wall);
      expect(moment.getTime() - back.getTime()).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('windowAt agrees with windowsBetween at any moment', () => {
  const rule = fc.constantFrom(
    'FREQ=DAILY',
    'FREQ=WEEKLY;BYDAY=SA,SU',
    'FREQ=HOURLY;INTERVAL=5',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=DAILY;BYHOUR=2,22',
  );
  fc.assert(
    fc.property(someMoment, fc.constantFrom(...zones), rule, fc.integer({ min: 1, max: 60 * 30 }), (at, zone, recurrence, minutes) => {
      const schedule = nightly(zone, '2026-01-01T02:30:00Z', minutes * 60_000, recurrence);
      const found = windowAt(schedule, at);
      const present = windowsBetween(schedule, at, new Date(at.getTime() + 1));
      expect(found !== null && isInWindow(found, at)).toBe(present.length > 0);
      if (found && !isInWindow(found, at)) {
        expect(windowsBetween(schedule, at, new Date(found.from.getTime()))).toEqual([]);
        expect(windowsBetween(schedule, found.from, new Date(found.from.getTime() + 1))).toHaveLength(1);
      }
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['FREQ=NEVER', /cannot be read/],
  ['every night', /not an RRULE/],
  ['FREQ=DAILY;COUNT=3', /leave COUNT and UNTIL out/],
  ['FREQ=SECONDLY', /FREQ=HOURLY/],
  ['FREQ=DAILY\nEXDATE:20260101', /one RRULE/],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', /no time between/],
])('the recurrence %j is refused', (rule, message) => {
  const recurrence = { rule, durationMs: hours(1), timeZone: 'Asia/Taipei' };
  const given = { startsAt: new Date('2026-11-01T00:00:00Z'), endsAt: new Date('2026-12-01T00:00:00Z'), recurrence };
  expect(() => readSchedule(given, new Date('2026-11-01T00:00:00Z'))).toThrow(message);
});

test('what ends before it begins, or has ended, or is nowhere, is refused', () => {
  const now = new Date('2026-11-20T00:00:00Z');
  const read = (startsAt: string, endsAt: string, timeZone?: string) =>
    readSchedule(
      {
        ...{ startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
        recurrence: timeZone === undefined ? null : { rule: 'FREQ=DAILY', durationMs: hours(1), timeZone },
      },
      now,
    );
  expect(() => read('2026-11-21T00:00:00Z', '2026-11-21T00:00:00Z')).toThrow(/later than/);
  expect(() => read('2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z')).toThrow(/in the past/);
  expect(() => read('2026-11-20T00:00:00Z', '2026-11-22T00:00:00Z', 'Mars/Base')).toThrow(/time zone/);
  expect(read('2026-11-20T00:00:00Z', '2026-11-22T00:00:00Z', 'Asia/Taipei')).toMatchObject({ recurrence: 'FREQ=DAILY' });
  expect([isTimeZone('Asia/Taipei'), isTimeZone('')]).toEqual([true, false]);
});
