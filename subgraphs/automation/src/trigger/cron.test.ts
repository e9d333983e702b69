import { following, readCron } from './cron.ts';

const next = (cron: string, zone: string, after: string, count: number) =>
  following(cron, zone, new Date(after), count).map((at) => at.toISOString().slice(0, 16));

test('by the clocks of a zone', () => {
  expect(next('0 9 * * 1-5', 'Asia/Taipei', '2026-11-27T00:00:00Z', 2)).toEqual(['2026-11-27T01:00', '2026-11-30T01:00']);
});

test.each([
  ['Europe/Berlin', '2026-03-28T12:00:00Z', ['2026-03-29T01:00', '2026-03-30T00:30']],
  ['America/New_York', '2026-03-07T12:00:00Z', ['2026-03-08T07:00', '2026-03-09T06:30']],
])('in %s a time that the clocks leave out fires when they go forward', (zone, after, expected) => {
  expect(next('30 2 * * *', zone, after, 2)).toEqual(expected);
});

test('a time that comes twice fires once; what fires each hour or half hour goes on', () => {
  expect(next('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
  expect(next('0 * * * *', 'Europe/Berlin', '2026-10-24T23:30:00Z', 3)).toEqual(['2026-10-25T00:00', '2026-10-25T01:00', '2026-10-25T02:00']);
  expect(next('*/30 * * * *', 'Europe/Berlin', '2026-10-25T00:15:00Z', 3)).toEqual(['2026-10-25T00:30', '2026-10-25T01:00', '2026-10-25T01:30']);
});

test.each([
  ['61 * * * *', /cannot be read/],
  ['* * * * * *', /cannot be read/],
  ['often', /cannot be read/],
  ['0 0 30 2 *', /never comes/],
])('%s is refused', (cron, message) => {
  expect(() => readCron(cron, 'UTC')).toThrow(message);
});
