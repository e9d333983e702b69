import { clockText, daysShown, partsOf, wallTime } from './wallTime';

it('wall time is what the clocks of the zone show', () => {
  expect(wallTime(Date.parse('2026-11-27T10:00:00Z'), 'Asia/Taipei')).toBe(Date.UTC(2026, 10, 27, 18));
  expect(wallTime(Date.parse('2026-07-01T22:30:00Z'), 'Europe/Berlin')).toBe(Date.UTC(2026, 6, 2, 0, 30));
  expect(wallTime(Date.parse('2026-07-01T22:30:00Z'), 'Mars')).toBe(Date.UTC(2026, 6, 1, 22, 30));
});

it.each([
  ['week', 0, 23, 7],
  ['week', 1, 30, 7],
  ['month', 0, 1, 30],
  ['month', 3, 1, 28],
] as const)('the %s, %i ahead, begins on the %i. and has %i days', (view, ahead, first, count) => {
  const days = daysShown(Date.UTC(2026, 10, 27, 12), view, ahead);
  expect([new Date(days[0] ?? 0).getUTCDate(), days.length]).toEqual([first, count]);
});

it('a window over midnight is in both days', () => {
  const midnight = Date.UTC(2026, 10, 27);
  const windows = [{ from: midnight - 3_600_000, until: midnight + 7_200_000 }];
  expect(partsOf(midnight, windows)).toEqual([{ from: 0, until: 120 }]);
  expect(partsOf(midnight - 86_400_000, windows)).toEqual([{ from: 1_380, until: 1_440 }]);
  expect(partsOf(midnight + 86_400_000, windows)).toEqual([]);
  expect([clockText(1_440), clockText(545)]).toEqual(['24:00', '09:05']);
});
