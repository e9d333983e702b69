import { createBreaker } from './breaker.ts';

test('rests after a failure, lets one at a time try again, and tells each turn once', () => {
  let now = 0;
  const turns: boolean[] = [];
  const breaker = createBreaker({ now: () => new Date(now) }, 1_000, ({ isAway }) => turns.push(isAway));
  expect(breaker.admits()).toBe(true);
  breaker.fail(new Error('away'));
  expect(breaker.admits()).toBe(false);

  now = 1_000;
  expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
  breaker.fail(new Error('still away'));
  expect(breaker.admits()).toBe(false);

  now = 2_000;
  expect(breaker.admits()).toBe(true);
  breaker.succeed();
  expect([breaker.admits(), breaker.admits()]).toEqual([true, true]);
  expect(turns).toEqual([true, false]);
});
