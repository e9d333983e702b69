import { judgeLook, type VerifyState } from './judgeLook.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000);
const step = { withinSeconds: 100, everySeconds: 15, holdSeconds: 40 };
const state = (change: Partial<VerifyState> = {}): VerifyState => ({ began: at(0).toISOString(), heldSince: null, looks: 0, ...change });

test('it holds only once it has held for long enough on end', () => {
  const first = judgeLook(step, state(), true, at(10));
  expect(first).toMatchObject({ go: 'again', reason: 'holds_not_long_enough', at: at(25), state: { heldSince: at(10).toISOString(), looks: 1 } });
  expect(judgeLook(step, first.state, true, at(49))).toMatchObject({ go: 'again', at: at(50) });
  expect(judgeLook(step, first.state, true, at(50))).toMatchObject({ go: 'end', reason: 'held' });
});

test('a look at which it does not hold begins the holding anew', () => {
  const broken = judgeLook(step, state({ heldSince: at(10).toISOString() }), false, at(30));
  expect(broken).toMatchObject({ go: 'again', reason: 'does_not_hold_yet', state: { heldSince: null } });
  expect(judgeLook(step, broken.state, true, at(45))).toMatchObject({ go: 'again', state: { heldSince: at(45).toISOString() } });
});

test('when its time is over it does not hold, also where it began to', () => {
  expect(judgeLook(step, state(), false, at(95))).toMatchObject({ go: 'again', at: at(100) });
  expect(judgeLook(step, state(), false, at(100))).toMatchObject({ go: 'end', reason: 'not_held' });
  expect(judgeLook(step, state({ heldSince: at(90).toISOString() }), true, at(100))).toMatchObject({ go: 'end', reason: 'not_held' });
});

test('without a time to hold the first good look is enough', () => {
  expect(judgeLook({ ...step, holdSeconds: 0 }, state(), true, at(3))).toMatchObject({ go: 'end', reason: 'held', state: { looks: 1 } });
});
