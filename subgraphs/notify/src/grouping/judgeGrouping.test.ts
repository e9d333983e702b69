import { judgeGrouping } from './judgeGrouping.ts';

const now = new Date('2026-03-01T03:00:00Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const calm = {
  ...{ now, createdAt: now, told: 0, waiting: 1, lastGroupAt: null },
  ...{ updatesInPlace: false, isInMessage: false, isDigest: false },
};

test('five incidents a minute are told one by one', () => {
  expect(judgeGrouping(calm)).toEqual({ reason: 'alone' });
  expect(judgeGrouping({ ...calm, told: 4 })).toEqual({ reason: 'alone' });
});

test('the sixth waits for others for ten seconds, and no longer', () => {
  expect(judgeGrouping({ ...calm, told: 5 })).toEqual({ reason: 'waits', until: after(10) });
  expect(judgeGrouping({ ...calm, told: 5, createdAt: after(-10) })).toEqual({ reason: 'together' });
});

test('where many wait, nobody waits for more', () => {
  expect(judgeGrouping({ ...calm, waiting: 200 })).toEqual({ reason: 'together' });
});

test.each([
  [false, 30],
  [true, 5],
])('messages about many stand apart; changes of one (%s) come sooner', (updatesInPlace, seconds) => {
  const flood = { ...calm, updatesInPlace, waiting: 40, lastGroupAt: after(-1) };
  expect(judgeGrouping(flood)).toEqual({ reason: 'waits', until: after(seconds - 1) });
  expect(judgeGrouping({ ...flood, lastGroupAt: after(-seconds) })).toEqual({ reason: 'together' });
});

test('what stands in a message about many is said in that message, calm or not', () => {
  expect(judgeGrouping({ ...calm, isInMessage: true, updatesInPlace: true, lastGroupAt: after(-600) })).toEqual({ reason: 'together' });
});

test('of a time of day everything that waits comes together, and one alone by itself', () => {
  expect(judgeGrouping({ ...calm, isDigest: true, waiting: 2, lastGroupAt: after(-1) })).toEqual({ reason: 'together' });
  expect(judgeGrouping({ ...calm, isDigest: true })).toEqual({ reason: 'alone' });
});
