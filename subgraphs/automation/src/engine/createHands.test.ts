import { createHands } from './createHands.ts';

const held = () => {
  let letGo = () => {};
  const until = new Promise<void>((resolve) => (letGo = resolve));
  return { until, letGo };
};

test('what takes long is left in hand, and no more than so many are', async () => {
  const hands = createHands(2, () => undefined);
  const [one, two] = [held(), held()];
  await hands.give(() => one.until);
  await hands.give(() => two.until);
  let isBegun = false;
  const third = hands.give(async () => void (isBegun = true));
  await new Promise((later) => setTimeout(later, 50));
  expect(isBegun).toBe(false);
  one.letGo();
  await third;
  expect(isBegun).toBe(true);
  two.letGo();
});

test('what fails at once fails its job, what fails later is told', async () => {
  const told: unknown[] = [];
  const hands = createHands(2, (error) => told.push(error));
  await expect(hands.give(() => Promise.reject(new Error('at once')))).rejects.toThrow('at once');
  const late = held();
  await hands.give(async () => {
    await late.until;
    throw new Error('later');
  });
  late.letGo();
  await new Promise((later) => setTimeout(later, 20));
  expect(told).toMatchObject([{ message: 'later' }]);
});

test('a process that drains waits for what is in hand', async () => {
  const hands = createHands(2, () => undefined);
  const work = held();
  await hands.give(() => work.until);
  const stop = new AbortController();
  let isSettled = false;
  const settled = hands.settle(stop.signal).then(() => (isSettled = true));
  stop.abort();
  await new Promise((later) => setTimeout(later, 20));
  expect([hands.isDraining(), isSettled]).toEqual([true, false]);
  work.letGo();
  await settled;
});
