import { judgeSilence } from './judgeSilence.ts';

const at = (text: string) => new Date(`2026-11-20T${text}Z`);
const longAgo = at('00:00:00');
const heartbeat = { lastBeatAt: at('11:00:00'), dueAt: at('11:02:00'), missedAt: null, intervalMs: 60_000, graceMs: 60_000 };
const reason = (change: object, now: Date, watchedSince = longAgo) => judgeSilence({ ...heartbeat, ...change }, now, watchedSince).reason;

test('silence counts from the first beat on', () => {
  expect(reason({ lastBeatAt: null, dueAt: null }, at('23:00:00'))).toBe('waits_for_first_beat');
});

test('it is missed at the moment when interval and grace are over, and once only', () => {
  expect(reason({}, at('11:01:59'))).toBe('in_time');
  expect(reason({}, at('11:02:00'))).toBe('missed');
  expect(reason({ missedAt: at('11:02:00') }, at('11:30:00'))).toBe('missed_before');
});

test('what fell due while nobody watched gets a moment to be heard of', () => {
  const start = at('12:00:00');
  expect(reason({}, at('12:01:59'), start)).toBe('just_watching');
  expect(reason({}, at('12:02:00'), start)).toBe('missed');
  expect(reason({ dueAt: at('12:00:30') }, at('12:00:30'), start)).toBe('missed');
});

test('a heartbeat of every few seconds is not waited for longer than its own period, one of every day no longer than two minutes', () => {
  const start = at('12:00:00');
  expect(reason({ intervalMs: 10_000, graceMs: 5_000 }, at('12:00:15'), start)).toBe('missed');
  expect(reason({ intervalMs: 86_400_000 }, at('12:02:00'), start)).toBe('missed');
});
