import { finalShifts } from './finalShifts.ts';
import { measureLoad } from './measureLoad.ts';
import { measureQuality } from './measureQuality.ts';
import { findDoubleBookings } from './findDoubleBookings.ts';
import { rotationLayer, type RotationLayer, type ScheduleFacts } from './scheduleShape.ts';

const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const [ada, bob] = [id(1), id(2)];
const facts = (layers: Partial<RotationLayer>[], change: Partial<ScheduleFacts> = {}): ScheduleFacts => ({
  timeZone: 'UTC',
  layers: layers.map((layer, place) =>
    rotationLayer.parse({
      ...{
        id: id(100 + place),
        name: 'Layer',
        kind: 'ROTATION',
        priority: place,
        rotation: 'WEEKLY',
        startsAt: '2026-01-05T00:00',
        turns: [[ada], [bob]],
      },
      ...layer,
    }),
  ),
  ...{ expected: [], holidays: [], calendars: {}, replacements: [], past: [] },
  ...change,
});
// 52 weeks that begin on a Monday.
const [from, to] = [new Date('2026-01-05T00:00Z'), new Date('2027-01-04T00:00Z')];
const quality = (of: ScheduleFacts) => measureQuality(of, finalShifts(of, from, to), () => 'UTC');

test('covered around the clock and shared evenly is 100', () => {
  expect(quality(facts([{}]))).toMatchObject({ score: 100, coverage: 1, balance: 1, gapHours: 0, gaps: [] });
});

test('one person alone is covered and not balanced; nobody is nothing', () => {
  expect(quality(facts([{ turns: [[ada]] }]))).toMatchObject({ score: 70, coverage: 1, balance: 0 });
  expect(quality(facts([]))).toMatchObject({ score: 0, coverage: 0, gapHours: 52 * 168 });
});

test('who has all the weekends shows in the balance of weekends alone', () => {
  const weekends = { turns: [[ada]], restrictions: [{ weekdays: [6, 7], from: '00:00', to: '00:00' }] };
  const measured = quality(facts([{ turns: [[ada], [bob]] }, weekends]));
  expect(measured.weekendsBalance).toBe(0);
  expect(measured.hoursBalance).toBeGreaterThan(0.5);
  expect(measured.score).toBeLessThan(95);
});

test('hours that are not to be covered are no gap', () => {
  const working = [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];
  expect(quality(facts([{ restrictions: working }]))).toMatchObject({ coverage: expect.closeTo(40 / 168, 5) });
  expect(quality(facts([{ restrictions: working }], { expected: working }))).toMatchObject({ score: 100, coverage: 1, gapHours: 0 });
});

test('nights and weekends are by the clock of the person', () => {
  const week = facts([{ rotation: 'DAILY', turns: [[ada]], restrictions: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '14:00', to: '22:00' }] }]);
  const shifts = finalShifts(week, from, new Date('2026-01-12T00:00Z'));
  expect(measureLoad(shifts, () => 'UTC')).toEqual([{ personId: ada, shifts: 7, hours: 56, nightHours: 0, weekendHours: 16 }]);
  // 22:00 to 06:00 in Taipei; of Friday's the second hours, of Sunday's the first are at the weekend.
  expect(measureLoad(shifts, () => 'Asia/Taipei')).toEqual([{ personId: ada, shifts: 7, hours: 56, nightHours: 56, weekendHours: 16 }]);
});

test('who is on call in two schedules at once', () => {
  const one = finalShifts(facts([{ turns: [[ada]] }]), from, to);
  const other = finalShifts(facts([{}]), from, new Date('2026-01-26T00:00Z'));
  expect(findDoubleBookings(one, new Map([['other', other]]))).toEqual([
    { personId: ada, from, to: new Date('2026-01-12T00:00Z'), otherScheduleId: 'other' },
    { personId: ada, from: new Date('2026-01-19T00:00Z'), to: new Date('2026-01-26T00:00Z'), otherScheduleId: 'other' },
  ]);
});
