import { addServiceTime, type ServiceHours } from './addServiceTime.ts';

const office: ServiceHours = { timeZone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5], fromMinute: 9 * 60, toMinute: 17 * 60 };
const hour = 3_600_000;

test.each<[string, string, number, ServiceHours | null, string]>([
  ['around the clock', '2026-11-27T23:30:00Z', 1, null, '2026-11-28T00:30:00Z'],
  ['within a day', '2026-11-27T09:00:00Z', 2, office, '2026-11-27T11:00:00Z'],
  ['begins before the shift', '2026-11-27T05:00:00Z', 1, office, '2026-11-27T09:00:00Z'],
  ['runs out exactly at the end', '2026-11-27T14:00:00Z', 2, office, '2026-11-27T16:00:00Z'],
  ['over a weekend', '2026-11-27T15:00:00Z', 3, office, '2026-11-30T10:00:00Z'],
  ['begins on a weekend', '2026-11-28T12:00:00Z', 8, office, '2026-11-30T16:00:00Z'],
  ['over the spring change of clocks', '2026-03-27T15:00:00Z', 2, office, '2026-03-30T08:00:00Z'],
  ['over the autumn change of clocks', '2026-10-23T14:00:00Z', 2, office, '2026-10-26T09:00:00Z'],
  ['a zone without changes', '2026-11-27T10:00:00Z', 2, { ...office, timeZone: 'Asia/Taipei' }, '2026-11-30T03:00:00Z'],
  ['hours that make no sense run around the clock', '2026-11-27T10:00:00Z', 2, { ...office, weekdays: [] }, '2026-11-27T12:00:00Z'],
])('%s', (_, from, hours, calendar, expected) => {
  expect(addServiceTime(new Date(from), hours * hour, calendar)).toEqual(new Date(expected));
});

test('a shift over the lost hour is an hour shorter', () => {
  const night: ServiceHours = { timeZone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 6 * 60 };
  // 2026-03-29 has five hours between 00:00 and 06:00: the sixth hour of work is in the next night.
  expect(addServiceTime(new Date('2026-03-28T23:00:00Z'), 6 * hour, night)).toEqual(new Date('2026-03-29T23:00:00Z'));
});
