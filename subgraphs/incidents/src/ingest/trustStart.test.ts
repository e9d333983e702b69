import { firing } from '../openTestIncidents.ts';
import { trustStart } from './trustStart.ts';

const now = new Date('2026-11-20T12:00:00Z');
const starting = (startsAt: Date | null) => trustStart(firing('Up', { startsAt }), now);

test.each([['2026-11-20T11:00:00Z'], ['2026-11-20T12:00:00Z'], ['2026-11-20T12:05:00Z']])('a start at %s is believed', (text) => {
  expect(starting(new Date(text))).toEqual(firing('Up', { startsAt: new Date(text) }));
});

test('a start further in the future is not, and what was said is kept', () => {
  const claimedStart = new Date('2026-11-20T12:05:01Z');
  expect(starting(claimedStart)).toEqual({ ...firing('Up', { startsAt: null }), claimedStart });
});

test('no start stays none', () => {
  expect(starting(null).claimedStart).toBeUndefined();
});
