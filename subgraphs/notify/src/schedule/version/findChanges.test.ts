import { scheduleShape } from '../scheduleShape.ts';
import { findChanges } from './findChanges.ts';

const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const layer = (number: number, change: object = {}) => ({
  ...{ id: id(number), name: `Layer ${number}`, kind: 'ROTATION', priority: 1, rotation: 'WEEKLY', startsAt: '2026-01-05T09:00', turns: [[id(90)]] },
  ...change,
});
const schedule = (change: object = {}) => scheduleShape.parse({ name: 'Payments', timeZone: 'UTC', layers: [layer(1), layer(2)], ...change });
const between = (after: object) => findChanges(schedule(), schedule(after)).map(({ kind, layer: name, parts }) => [kind, name, ...parts]);

test.each<[object, unknown[]]>([
  [{}, []],
  [
    { name: 'Checkout', timeZone: 'Asia/Taipei' },
    [
      ['NAME', null],
      ['TIME_ZONE', null],
    ],
  ],
  [{ holidayUrl: 'https://calendar.example/' }, [['HOLIDAYS', null]]],
  [{ expected: [{ weekdays: [1], from: '09:00', to: '17:00' }] }, [['EXPECTED', null]]],
  [
    { layers: [layer(1), layer(3)] },
    [
      ['LAYER_ADDED', 'Layer 3'],
      ['LAYER_REMOVED', 'Layer 2'],
    ],
  ],
  [{ layers: [layer(2), layer(1)] }, [['LAYER_ORDER', null]]],
  [{ layers: [layer(1, { name: 'Nights', turns: [[id(91)]], every: 2 }), layer(2)] }, [['LAYER_CHANGED', 'Nights', 'NAME', 'PEOPLE', 'ROTATION']]],
  [
    { layers: [{ id: id(1), name: 'Layer 1', kind: 'CALENDAR', priority: 1, url: 'https://calendar.example/' }, layer(2)] },
    [['LAYER_CHANGED', 'Layer 1', 'PEOPLE', 'ROTATION', 'CALENDAR']],
  ],
])('%j', (after, expected) => expect(between(after)).toEqual(expected));
