import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { finalShifts, onCallAt, type Shift, shadowShifts } from './finalShifts.ts';
import { findGaps } from './findGaps.ts';
import { findOnCall } from './findOnCall.ts';
import { hoursBetween } from './hoursBetween.ts';
import { rotationTurns } from './rotationTurns.ts';
import {
  type CalendarLayer,
  calendarLayer,
  type Layer,
  type Replacement,
  rotationLayer,
  type RotationLayer,
  type ScheduleFacts,
} from './scheduleShape.ts';

/* Longer than others: the cases of one function. */

const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const [ada, bob, cyd, dan] = [id(1), id(2), id(3), id(4)];

let layers = 100;
const rotation = (change: Partial<RotationLayer> = {}): RotationLayer =>
  rotationLayer.parse({
    ...{
      id: id((layers += 1)),
      name: 'Layer',
      kind: 'ROTATION',
      priority: 1,
      rotation: 'DAILY',
      startsAt: '2026-01-01T09:00',
      turns: [[ada], [bob]],
    },
    ...change,
  });
const calendar = (change: Partial<CalendarLayer> = {}): CalendarLayer =>
  calendarLayer.parse({ ...{ id: id((layers += 1)), name: 'Calendar', kind: 'CALENDAR', priority: 5, url: 'https://calendar.example/' }, ...change });
const facts = (of: Layer[], change: Partial<ScheduleFacts> = {}): ScheduleFacts => ({
  ...{ timeZone: 'Europe/Berlin', layers: of, expected: [], holidays: [], calendars: {}, replacements: [], past: [] },
  ...change,
});
const at = (text: string): Date => new Date(text);
const shown = (shifts: readonly Shift[]) =>
  shifts.map(({ from, personIds }) => [from.toISOString().slice(0, 16), ...personIds.map((each) => Number(each.slice(-3)))]);
const during = (schedule: ScheduleFacts, from: string, to: string) => shown(finalShifts(schedule, at(from), at(to)));
let made = 0;
const replacement = (from: string, to: string, personId: string | null, change: Partial<Replacement> = {}): Replacement => ({
  ...{ kind: 'OVERRIDE', id: id(9_000 + (made += 1)), personId, replacesId: null, from: at(from).getTime(), to: at(to).getTime() },
  ...change,
});

describe('as python-dateutil has it', () => {
  type Rotation = { zone: string; startsAt: string; rotation: RotationLayer['rotation']; rule?: string; every: number; handOvers: number[] };
  type Restriction = { zone: string; day: string; from: string; to: string; weekdays: number[]; spans: [number, number][] };
  // Made by cases/makeCases.py.
  const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'cases', 'cases.json'), 'utf8')) as {
    rotations: Rotation[];
    restrictions: Restriction[];
  };

  test('hand-overs keep their wall time', () => {
    for (const { zone, handOvers, ...given } of cases.rotations) {
      const layer = rotation({ ...given, turns: [[ada]] });
      const range = { from: handOvers[0] ?? 0, to: handOvers.at(-1) ?? 0 };
      const found = rotationTurns(layer, zone, range).map(({ from }) => from);
      // A hand-over at a moment at which another one is moved on to is no turn.
      const expected = [...new Set(handOvers.map((moment, place) => Math.min(...handOvers.slice(place), moment)))].filter(
        (moment) => moment < range.to,
      );
      expect([zone, given, found]).toEqual([zone, given, expected]);
    }
    expect(cases.rotations.length).toBeGreaterThan(350);
  });

  test('hours of the day keep theirs, in days of 23, 24 and 25 hours', () => {
    for (const { zone, day, spans, ...hours } of cases.restrictions) {
      const range = { from: Date.parse(`${day}T00:00Z`) - 86_400_000, to: Date.parse(`${day}T00:00Z`) + 2 * 86_400_000 };
      const found = hoursBetween([hours], zone, range).map(({ from, to }) => [from, to]);
      const expected = spans.filter(([from, to]) => from < range.to && to > range.from);
      // The generator's days end sooner than ours: what touches the edge is compared where both know it.
      expect([zone, day, hours, clip(found, range)]).toEqual([zone, day, hours, clip(expected, range)]);
    }
    expect(cases.restrictions.length).toBeGreaterThan(200);
  });

  const clip = (spans: number[][], { from, to }: { from: number; to: number }) =>
    spans.map(([begins = 0, ends = 0]) => [Math.max(begins, from), Math.min(ends, to)]).filter(([begins = 0, ends = 0]) => begins < ends);
});

describe('layers', () => {
  test('a turn goes on to the next person at the hand-over, and round again', () => {
    const schedule = facts([rotation({ turns: [[ada], [bob], [cyd, dan]] })], { timeZone: 'Asia/Taipei' });
    expect(during(schedule, '2026-01-01T01:00Z', '2026-01-05T01:00Z')).toEqual([
      ['2026-01-01T01:00', 1],
      ['2026-01-02T01:00', 2],
      ['2026-01-03T01:00', 3, 4],
      ['2026-01-04T01:00', 1],
    ]);
  });

  test('before it begins and after it ends a layer has nobody', () => {
    const schedule = facts([rotation({ startsAt: '2026-01-02T09:00', endsAt: '2026-01-03T12:00', turns: [[ada]] })], { timeZone: 'UTC' });
    expect(during(schedule, '2026-01-01T00:00Z', '2026-01-05T00:00Z')).toEqual([['2026-01-01T00:00'], ['2026-01-02T09:00', 1], ['2026-01-03T12:00']]);
  });

  test('the highest priority that has somebody is on call; equal ones are on call together', () => {
    const [base, night, other] = [
      rotation({ turns: [[ada]] }),
      rotation({ turns: [[bob]], priority: 2, restrictions: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }] }),
      rotation({ turns: [[cyd]], endsAt: '2026-02-01T12:00' }),
    ];
    const schedule = facts([base, night, other], { timeZone: 'UTC' });
    expect(during(schedule, '2026-02-01T00:00Z', '2026-02-02T00:00Z')).toEqual([
      ['2026-02-01T00:00', 2],
      ['2026-02-01T06:00', 1, 3],
      ['2026-02-01T12:00', 1],
      ['2026-02-01T22:00', 2],
    ]);
    expect(finalShifts(schedule, at('2026-02-01T06:00Z'), at('2026-02-01T07:00Z'))[0]?.sources.map((source) => source.id)).toEqual([
      base.id,
      other.id,
    ]);
  });

  test('a custom rule hands over at each of its times, and a turn may last for several', () => {
    const schedule = facts(
      [rotation({ rotation: 'CUSTOM', rule: 'FREQ=WEEKLY;BYDAY=MO,FR', every: 2, startsAt: '2026-01-05T09:00', turns: [[ada], [bob]] })],
      {
        timeZone: 'UTC',
      },
    );
    expect(during(schedule, '2026-01-05T09:00Z', '2026-01-20T00:00Z')).toEqual([
      ['2026-01-05T09:00', 1],
      ['2026-01-12T09:00', 2],
      ['2026-01-19T09:00', 1],
    ]);
  });

  test('on holidays one layer is off and another takes over', () => {
    const [usual, spare] = [rotation({ turns: [[ada]], holidays: 'OFF' }), rotation({ turns: [[bob]], holidays: 'ONLY' })];
    const schedule = facts([usual, spare], { holidays: ['2026-12-25', '2026-12-26'] });
    expect(during(schedule, '2026-12-24T00:00Z', '2026-12-28T00:00Z')).toEqual([
      ['2026-12-24T00:00', 1],
      ['2026-12-24T23:00', 2],
      ['2026-12-26T23:00', 1],
    ]);
  });

  test('a calendar says who is on call, and its silence leaves it to the layers below', () => {
    const [base, feed] = [rotation({ turns: [[ada]] }), calendar()];
    const shift = { from: Date.parse('2026-02-01T10:00Z'), to: Date.parse('2026-02-01T12:00Z'), personIds: [bob] };
    const schedule = facts([base, feed], { calendars: { [feed.id]: [shift] } });
    expect(during(schedule, '2026-02-01T09:00Z', '2026-02-01T13:00Z')).toEqual([
      ['2026-02-01T09:00', 1],
      ['2026-02-01T10:00', 2],
      ['2026-02-01T12:00', 1],
    ]);
  });

  test('shadows are not on call, and overrides are not about them', () => {
    const schedule = facts(
      [rotation({ turns: [[ada]] }), rotation({ turns: [[bob]], shadow: true }), rotation({ turns: [[cyd]], shadow: true, priority: 9 })],
      {
        replacements: [replacement('2026-02-01T00:00Z', '2026-02-02T00:00Z', dan)],
      },
    );
    const [from, to] = [at('2026-02-01T00:00Z'), at('2026-02-02T00:00Z')];
    expect(shown(finalShifts(schedule, from, to))).toEqual([['2026-02-01T00:00', 4]]);
    expect(shown(shadowShifts(schedule, from, to))).toEqual([['2026-02-01T00:00', 2, 3]]);
  });
});

describe('overrides and swaps', () => {
  const together = facts([rotation({ turns: [[ada, bob]] })]);
  const [from, to] = ['2026-02-01T10:00Z', '2026-02-01T12:00Z'] as const;
  const inIt = (...replacements: Replacement[]) => onCallAt({ ...together, replacements }, at('2026-02-01T11:00Z'));

  test('everybody, nobody, or one of those who are on call together is replaced', () => {
    expect(inIt(replacement(from, to, cyd))).toMatchObject({ personIds: [cyd], reason: 'override' });
    expect(inIt(replacement(from, to, null))).toMatchObject({ personIds: [], reason: 'nobody_by_override' });
    expect(inIt(replacement(from, to, cyd, { replacesId: ada, kind: 'SWAP' }))).toMatchObject({ personIds: [cyd, bob], reason: 'swap' });
    expect(inIt(replacement(from, to, bob, { replacesId: ada }))).toMatchObject({ personIds: [bob] });
    expect(inIt(replacement(from, to, dan, { replacesId: cyd }))).toMatchObject({ personIds: [ada, bob], reason: 'layer' });
  });

  test('the later one wins, and may replace whom the earlier one named', () => {
    expect(inIt(replacement(from, to, cyd), replacement(from, to, dan)).personIds).toEqual([dan]);
    expect(inIt(replacement(from, to, cyd), replacement(from, to, dan, { replacesId: cyd, kind: 'SWAP' }))).toMatchObject({
      personIds: [dan],
      reason: 'swap',
    });
  });
});

describe('looking ahead', () => {
  test('until when somebody is on call, and who is next', () => {
    const schedule = facts([rotation({ rotation: 'WEEKLY', startsAt: '2026-01-05T09:00' })], { timeZone: 'UTC' });
    expect(findOnCall(schedule, at('2026-01-06T00:00Z'))).toMatchObject({
      ...{ now: { personIds: [ada] }, until: at('2026-01-12T09:00Z'), next: { personIds: [bob], from: at('2026-01-12T09:00Z') } },
    });
    const alone = facts([rotation({ turns: [[ada]] })]);
    expect(findOnCall(alone, at('2026-01-06T00:00Z'))).toMatchObject({ now: { personIds: [ada] }, until: null, next: null });
    const later = facts([rotation({ turns: [[ada]], startsAt: '2026-06-01T09:00' })], { timeZone: 'UTC' });
    expect(findOnCall(later, at('2026-01-06T00:00Z'))).toMatchObject({
      ...{ now: { reason: 'gap' }, until: at('2026-06-01T09:00Z'), next: { from: at('2026-06-01T09:00Z') } },
    });
  });

  test('a gap is only where somebody must be on call', () => {
    const working = [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];
    const schedule = facts([rotation({ turns: [[ada]], restrictions: [{ weekdays: [1, 2, 3, 4], from: '09:00', to: '17:00' }] })], {
      timeZone: 'UTC',
    });
    const week = finalShifts(schedule, at('2026-02-02T00:00Z'), at('2026-02-09T00:00Z'));
    expect(findGaps(schedule, week)).toHaveLength(5);
    expect(findGaps({ ...schedule, expected: working }, week)).toEqual([{ from: at('2026-02-06T09:00Z'), to: at('2026-02-06T17:00Z') }]);
  });
});

describe('whatever a schedule is made of', () => {
  const person = fc.constantFrom(ada, bob, cyd, dan);
  const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Taipei', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'America/Santiago');
  const minute = fc
    .integer({ min: Date.parse('2026-01-01T00:00Z') / 60_000, max: Date.parse('2026-12-31T00:00Z') / 60_000 })
    .map((minutes) => minutes * 60_000);
  const clock = fc.constantFrom('00:00', '02:30', '09:00', '17:00', '23:30');
  const hours = fc.record({ weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), from: clock, to: clock });
  const layer = fc
    .record({
      turns: fc.array(fc.uniqueArray(person, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      rotation: fc.constantFrom('DAILY' as const, 'WEEKLY' as const, 'CUSTOM' as const),
      every: fc.integer({ min: 1, max: 3 }),
      startsAt: minute.map((moment) => new Date(moment).toISOString().slice(0, 16)),
      priority: fc.integer({ min: 0, max: 2 }),
      restrictions: fc.array(hours, { maxLength: 2 }),
      holidays: fc.constantFrom('IGNORE' as const, 'OFF' as const, 'ONLY' as const),
    })
    .map((change) => rotation({ ...change, rule: change.rotation === 'CUSTOM' ? 'FREQ=DAILY;BYHOUR=2,14;BYMINUTE=30' : null }));
  const replaced = fc
    .record({ from: minute, minutes: fc.integer({ min: 1, max: 20_000 }), personId: fc.option(person), replacesId: fc.option(person) })
    .map(({ from, minutes, ...change }) => replacement(new Date(from).toISOString(), new Date(from + minutes * 60_000).toISOString(), null, change));
  const schedule = fc
    .record({ timeZone: zone, layers: fc.array(layer, { maxLength: 3 }), replacements: fc.array(replaced, { maxLength: 3 }) })
    .map(({ layers: of, ...change }) => facts(of, { ...change, holidays: ['2026-04-05', '2026-11-01'] }));
  const range = fc
    .tuple(minute, fc.integer({ min: 1, max: 40 * 1_440 }))
    .map(([from, minutes]) => ({ from: new Date(from), to: new Date(from + minutes * 60_000) }));

  test('shifts lie end to end, nobody is in one twice, and neighbours differ', () => {
    fc.assert(
      fc.property(schedule, range, (of, { from, to }) => {
        const shifts = finalShifts(of, from, to);
        expect([shifts[0]?.from, shifts.at(-1)?.to]).toEqual([from, to]);
        shifts.forEach((shift, place) => {
          expect(shift.from < shift.to).toBe(true);
          if (place > 0) expect(shift.from).toEqual(shifts[place - 1]?.to);
          expect(new Set(shift.personIds).size).toBe(shift.personIds.length);
          expect(shift.personIds.length === 0).toBe(shift.reason === 'gap' || shift.reason === 'nobody_by_override');
        });
      }),
      { numRuns: 150 },
    );
  });

  test('asked from another moment, the shifts are the same', () => {
    fc.assert(
      fc.property(schedule, range, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (of, { from, to }, part) => {
        const later = new Date(from.getTime() + Math.ceil((to.getTime() - from.getTime()) * part));
        fc.pre(later < to);
        const whole = finalShifts(of, from, to).filter((shift) => shift.to > later);
        expect(finalShifts(of, later, to)).toEqual(whole.map((shift) => ({ ...shift, from: shift.from < later ? later : shift.from })));
      }),
      { numRuns: 150 },
    );
  });

  test('an override of everybody wins for as long as it lasts', () => {
    fc.assert(
      fc.property(schedule, range, (of, { from, to }) => {
        const override = replacement(from.toISOString(), to.toISOString(), dan);
        const shifts = finalShifts({ ...of, replacements: [...of.replacements, override] }, from, to);
        expect(shifts).toEqual([{ from, to, personIds: [dan], sources: [{ kind: 'OVERRIDE', id: override.id }], reason: 'override' }]);
      }),
      { numRuns: 100 },
    );
  });

  test('onCallAt is the shift of finalShifts', () => {
    fc.assert(
      fc.property(schedule, range, (of, { from, to }) => {
        for (const shift of finalShifts(of, from, to).slice(0, 3))
          expect(onCallAt(of, shift.from)).toMatchObject({ personIds: shift.personIds, reason: shift.reason });
      }),
      { numRuns: 50 },
    );
  });
});

describe('after a change', () => {
  const [was, is] = [rotation({ turns: [[ada]] }), rotation({ turns: [[bob]] })];
  const change = at('2026-03-10T12:30:00Z');
  const changed = (of: Layer[] = [is], past: Partial<ScheduleFacts> = {}) =>
    facts(of, { past: [{ ...facts([was]), ...past, until: change.getTime() }] });

  test('the past stays as it was, and the change holds from when it was made', () => {
    expect(during(changed(), '2026-03-10T00:00Z', '2026-03-11T00:00Z')).toEqual([
      ['2026-03-10T00:00', 1],
      ['2026-03-10T12:30', 2],
    ]);
    expect(onCallAt(changed(), new Date(change.getTime() - 1)).personIds).toEqual([ada]);
    expect(onCallAt(changed(), change).personIds).toEqual([bob]);
  });

  test('a shift that it did not touch is one', () => {
    expect(during(changed([was]), '2026-03-10T00:00Z', '2026-03-11T00:00Z')).toEqual([['2026-03-10T00:00', 1]]);
  });

  test('each of several versions holds until the next', () => {
    const schedule = facts([rotation({ turns: [[cyd]] })], {
      past: [
        { ...facts([was]), until: at('2026-03-10T06:00Z').getTime() },
        { ...facts([is]), until: at('2026-03-10T18:00Z').getTime() },
      ],
    });
    expect(during(schedule, '2026-03-10T00:00Z', '2026-03-11T00:00Z')).toEqual([
      ['2026-03-10T00:00', 1],
      ['2026-03-10T06:00', 2],
      ['2026-03-10T18:00', 3],
    ]);
    expect(during(schedule, '2026-03-10T19:00Z', '2026-03-11T00:00Z')).toEqual([['2026-03-10T19:00', 3]]);
  });

  test('overrides hold across it, shadows and gaps are those of their time', () => {
    const schedule = { ...changed(), replacements: [replacement('2026-03-10T12:00Z', '2026-03-10T13:00Z', dan)] };
    expect(during(schedule, '2026-03-10T11:00Z', '2026-03-10T14:00Z')).toEqual([
      ['2026-03-10T11:00', 1],
      ['2026-03-10T12:00', 4],
      ['2026-03-10T13:00', 2],
    ]);
    const shadowed = changed([{ ...is, shadow: true }], { layers: [was, rotation({ shadow: true, turns: [[cyd]] })] });
    const [from, to] = [at('2026-03-10T12:00Z'), at('2026-03-10T13:00Z')];
    expect(shown(shadowShifts(shadowed, from, to))).toEqual([
      ['2026-03-10T12:00', 3],
      ['2026-03-10T12:30', 2],
    ]);
    // Nobody is on call from then on, and before nobody had to be.
    const empty = changed([], { layers: [], expected: [{ weekdays: [7], from: '09:00', to: '10:00' }] });
    expect(findGaps(empty, finalShifts(empty, from, to))).toEqual([{ from: change, to }]);
  });
});
