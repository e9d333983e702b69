import { type Breaker, failuresToOpen, judgeBreaker } from './judgeBreaker.ts';

const now = new Date('2026-01-31T12:00:00Z');
const closed: Breaker = { failuresInRow: 0, breakerUntil: null, breakerTrips: 0 };
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test('it opens after so many failures in a row, and not before', () => {
  let breaker = closed;
  for (let count = 1; count < failuresToOpen; count += 1) {
    const { after, change } = judgeBreaker(breaker, 'timeout', now);
    expect(change).toBe('none');
    breaker = after;
  }
  expect(judgeBreaker(breaker, 'http_5xx', now)).toEqual({ after: { failuresInRow: 5, breakerUntil: at(30), breakerTrips: 1 }, change: 'opened' });
});

test('a success in between begins the count anew', () => {
  expect(judgeBreaker({ ...closed, failuresInRow: 4 }, 'delivered', now)).toEqual({ after: closed, change: 'none' });
});

test('a probe closes it, or opens it for twice as long, up to ten minutes', () => {
  const open = { failuresInRow: 5, breakerUntil: at(10), breakerTrips: 1 };
  expect(judgeBreaker(open, 'delivered', now)).toEqual({ after: closed, change: 'closed' });
  expect(judgeBreaker(open, 'timeout', now)).toMatchObject({ after: { breakerUntil: at(60), breakerTrips: 2 }, change: 'opened' });
  expect(judgeBreaker({ ...open, breakerTrips: 9 }, 'timeout', now).after.breakerUntil).toEqual(at(600));
});

test.each(['address_refused', 'message_refused', 'http_429'] as const)('%s is not the fault of the channel', (outcome) => {
  expect(judgeBreaker({ ...closed, failuresInRow: 4 }, outcome, now)).toEqual({ after: { ...closed, failuresInRow: 4 }, change: 'none' });
  expect(judgeBreaker({ failuresInRow: 5, breakerUntil: at(10), breakerTrips: 1 }, outcome, now)).toMatchObject({ change: 'closed' });
});
