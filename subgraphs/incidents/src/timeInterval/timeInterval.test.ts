import fc from 'fast-check';
import { findIntervalCause, nextTurnOf } from './findIntervalCause.ts';
import { isInInterval } from './isInInterval.ts';
import { nextTurn } from './nextTurn.ts';
import { intervalsShape, type WrittenInterval } from './readIntervals.ts';

const read = (...written: unknown[]) => intervalsShape.parse(written);
const at = (time: string) => new Date(time);
const office: WrittenInterval = { weekdays: ['monday:friday'], times: [{ start_time: '09:00', end_time: '17:00' }], location: 'Europe/Berlin' };

test.each([
  [office, '2026-11-20T08:00:00Z', true],
  [office, '2026-11-20T07:59:59Z', false],
  [office, '2026-11-20T15:59:59Z', true],
  [office, '2026-11-20T16:00:00Z', false],
  [office, '2026-11-21T10:00:00Z', false],
  [{ times: [{ start_time: '22:00', end_time: '24:00' }] }, '2026-11-20T23:59:59Z', true],
  [{ days_of_month: ['-1'] }, '2026-02-28T12:00:00Z', true],
  [{ days_of_month: ['-1'] }, '2026-02-27T12:00:00Z', false],
  [{ days_of_month: ['-3:-1'] }, '2028-02-27T12:00:00Z', true],
  [{ days_of_month: ['1:-1'] }, '2026-04-30T12:00:00Z', true],
  [{ days_of_month: ['29:31'] }, '2026-02-28T12:00:00Z', false],
  [{ days_of_month: ['28:31'] }, '2026-02-28T12:00:00Z', true],
  [{ months: ['december:12'] }, '2026-12-01T00:00:00Z', true],
  [{ months: ['january:march'], years: ['2026:2027'] }, '2028-01-01T00:00:00Z', false],
  [{ weekdays: ['sunday'], location: 'Asia/Taipei' }, '2026-11-21T16:00:00Z', true],
  [{}, '2026-11-21T16:00:00Z', true],
] as [WrittenInterval, string, boolean][])('%j at %s: %s', (written, time, expected) => {
  expect(isInInterval(read(written), at(time))).toBe(expected);
});

test.each([
  [{ times: [{ start_time: '22:00', end_time: '06:00' }] }, /take two/],
  [{ times: [{ start_time: '9:00', end_time: '17:00' }] }, /09:30/],
  [{ weekdays: ['friday:monday'] }, /not a weekday/],
  [{ days_of_month: ['0'] }, /not a day/],
  [{ days_of_month: ['5:2'] }, /not a day/],
  [{ months: ['13'] }, /not a month/],
  [{ location: 'Mars' }, /time zone/],
  [{ day: 'monday' }, /[Uu]nrecognized/],
])('%j is refused', (written, message) => {
  expect(() => intervalsShape.parse([written])).toThrow(message);
});

test('the next turn is when it begins or ends', () => {
  expect(nextTurn(read(office), at('2026-11-20T10:00:00Z'))).toEqual(at('2026-11-20T16:00:00Z'));
  expect(nextTurn(read(office), at('2026-11-20T16:00:00Z'))).toEqual(at('2026-11-23T08:00:00Z'));
  expect(nextTurn(read({}), at('2026-11-20T16:00:00Z'))).toBeNull();
  const turns = nextTurnOf(
    [{ muteTimeIntervals: ['office', 'gone'], activeTimeIntervals: [] }],
    new Map([['office', read(office)]]),
    at('2026-11-20T10:00:00Z'),
  );
  expect(turns).toEqual(at('2026-11-20T16:00:00Z'));
});

test('the next turn is the first in any place, also where the days of two places overlap', () => {
  const days = { days_of_month: ['10:20', '-1'] };
  const intervals = read(days, { ...days, times: [{ start_time: '09:00', end_time: '17:00' }], location: 'Australia/Lord_Howe' });
  expect(nextTurn(intervals, at('2026-01-01T00:00:00Z'))).toEqual(at('2026-01-09T22:00:00Z'));
});

test('between a moment and the next turn nothing turns', () => {
  const written = fc.record(
    {
      weekdays: fc.constantFrom(['monday:friday'], ['saturday', 'sunday']),
      days_of_month: fc.constantFrom(['1:7'], ['-3:-1'], ['10:20', '-1']),
      times: fc.constantFrom(
        [{ start_time: '09:00', end_time: '17:00' }],
        [
          { start_time: '00:00', end_time: '01:30' },
          { start_time: '23:00', end_time: '24:00' },
        ],
      ),
      location: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
    },
    { requiredKeys: [] },
  );
  const moment = fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.array(written, { minLength: 1, maxLength: 2 }), moment, fc.double({ min: 0, max: 1, noNaN: true }), (list, from, share) => {
      const intervals = read(...list);
      const turn = nextTurn(intervals, from);
      const until = turn ?? new Date(from.getTime() + 30 * 86_400_000);
      const between = new Date(from.getTime() + Math.floor((until.getTime() - 1 - from.getTime()) * share));
      expect(isInInterval(intervals, between)).toBe(isInInterval(intervals, from));
      if (turn) expect(isInInterval(intervals, turn)).not.toBe(isInInterval(intervals, from));
    }),
    { numRuns: 300 },
  );
});

test('a route is quiet in its mute intervals and outside its active ones; a name that nothing has does nothing', () => {
  const intervals = new Map([['office', read(office)]]);
  const inOffice = at('2026-11-20T10:00:00Z');
  const night = at('2026-11-20T22:00:00Z');
  const reasons = (mute: string[], active: string[], time: Date) =>
    findIntervalCause({ muteTimeIntervals: mute, activeTimeIntervals: active }, intervals, time).map(({ reason, id }) => `${reason} ${id}`);
  expect(reasons(['office'], [], inOffice)).toEqual(['mute_time_interval office']);
  expect(reasons(['office'], [], night)).toEqual([]);
  expect(reasons([], ['office'], night)).toEqual(['outside_active_time_interval office']);
  expect(reasons([], ['office'], inOffice)).toEqual([]);
  expect(reasons(['gone'], ['gone'], night)).toEqual([]);
});
