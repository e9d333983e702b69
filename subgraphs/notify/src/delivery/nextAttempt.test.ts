import { maxAttempts, nextAttempt } from './nextAttempt.ts';

const now = new Date('2026-01-31T12:00:00Z');

function waitSeconds(number: number, random: number, retryAfter: number | null = null): number {
  const next = nextAttempt({ number, now, retryAfter, random });
  if (!next.again) throw new Error(next.reason);
  return (next.at.getTime() - now.getTime()) / 1000;
}

test('ceilings grow threefold up to half an hour, one hour in all', () => {
  const ceilings = [1, 2, 3, 4, 5, 6, 7].map((number) => Math.round(waitSeconds(number, 0.999999999)));
  expect(ceilings).toEqual([5, 15, 45, 135, 405, 1215, 1800]);
});

test('the jitter is full: anything from a second to the ceiling', () => {
  expect(waitSeconds(4, 0)).toBe(1);
  expect(waitSeconds(4, 0.5)).toBe(67.5);
});

test('Retry-After is honoured when it is later than the draw, up to half an hour', () => {
  expect(waitSeconds(1, 0.5, 60)).toBe(60);
  expect(waitSeconds(4, 0.5, 10)).toBe(67.5);
  expect(waitSeconds(1, 0.5, 86_400)).toBe(1_800);
});

test('the last attempt is the last', () => {
  expect(nextAttempt({ number: maxAttempts, now, retryAfter: 5, random: 0.5 })).toEqual({ again: false, reason: 'attempts_exhausted' });
});
