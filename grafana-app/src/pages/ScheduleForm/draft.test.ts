import type { ScheduleDetailFragment } from '../../api/generated/graphql';
import { draftOf, inputOf, moved, newLayer, newSchedule, problemsOfLayer } from './draft';

const schedule: ScheduleDetailFragment = {
  ...{
    id: 's-1',
    name: 'Payments',
    description: 'd',
    timeZone: 'Asia/Taipei',
    version: 3,
    updatedAt: '',
    holidayDates: ['2026-12-25'],
  },
  ...{ holidayUrl: null, holidayCalendar: null, team: { id: 't-1', name: 'Core' }, expected: [] },
  layers: [
    {
      ...{
        id: 'l-1',
        name: 'Primary',
        kind: 'ROTATION',
        priority: 1,
        shadow: false,
        holidays: 'OFF',
        rotation: 'CUSTOM',
      },
      ...{
        rule: 'FREQ=WEEKLY;BYDAY=MO',
        every: 2,
        startsAt: '2026-11-30T09:00',
        endsAt: null,
        url: null,
        calendar: null,
      },
      restrictions: [{ weekdays: [1], from: '09:00', to: '17:00' }],
      turns: [{ people: [{ id: 'p-1', name: 'Ada' }] }, { people: [{ id: 'p-2', name: 'Chen' }] }],
    },
    {
      ...{
        id: 'l-2',
        name: 'Feed',
        kind: 'CALENDAR',
        priority: 5,
        shadow: true,
        holidays: 'IGNORE',
        rotation: null,
        rule: null,
      },
      ...{
        every: null,
        startsAt: null,
        endsAt: null,
        url: 'https://c.example/a.ics',
        calendar: null,
        restrictions: [],
        turns: [],
      },
    },
  ],
};

it('a schedule goes through the form unchanged', () => {
  expect(inputOf(draftOf(schedule))).toEqual({
    ...{ name: 'Payments', description: 'd', timeZone: 'Asia/Taipei', teamId: 't-1', expected: [], holidayUrl: null },
    holidayDates: ['2026-12-25'],
    layers: [
      {
        ...{
          id: 'l-1',
          name: 'Primary',
          kind: 'ROTATION',
          priority: 1,
          shadow: false,
          holidays: 'OFF',
          rotation: 'CUSTOM',
        },
        ...{ rule: 'FREQ=WEEKLY;BYDAY=MO', every: 2, startsAt: '2026-11-30T09:00', endsAt: null },
        restrictions: [{ weekdays: [1], from: '09:00', to: '17:00' }],
        turns: [['p-1'], ['p-2']],
      },
      {
        ...{
          id: 'l-2',
          name: 'Feed',
          kind: 'CALENDAR',
          priority: 5,
          shadow: true,
          holidays: 'IGNORE',
          restrictions: [],
        },
        url: 'https://c.example/a.ics',
      },
    ],
  });
});

it('a new rotation begins on the next Monday at nine; empty turns and half typed numbers are not sent', () => {
  // A Friday.
  const layer = newLayer(1, 'Primary', new Date(2026, 10, 27, 12).getTime());
  expect(layer.startsAt).toBe('2026-11-30T09:00');
  const draft = { ...newSchedule('UTC', 'Primary'), holidayDates: '2026-12-25, 2026-12-26\n' };
  const input = inputOf({ ...draft, layers: [{ ...layer, every: '', turns: [[], [{ id: 'p', name: 'P' }]] }] });
  expect(input.layers[0]).toMatchObject({ every: 1, turns: [['p']], rule: null, endsAt: null });
  expect(input.holidayDates).toEqual(['2026-12-25', '2026-12-26']);
});

it('problems stand at their layer, and turns move', () => {
  const problems = [
    { path: 'layers.1.rule', message: 'wrong' },
    { path: 'layers.10.rule', message: 'other' },
    { path: 'name', message: 'no name' },
  ];
  expect(problemsOfLayer(problems, 1)).toEqual(['wrong']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
});
