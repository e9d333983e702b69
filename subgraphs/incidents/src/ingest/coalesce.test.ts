import { AppError } from '#kit/errors';
import { setTimeout as pause } from 'node:timers/promises';
import { createCoalescer } from './coalesce.ts';

/** A coalescer of numbers whose batches end when told; each item's result is ten times the item. */
function testCoalescer(options: { fail?: (items: readonly number[]) => Error | undefined; waitingLimit?: number } = {}) {
  const batches: { key: string; items: readonly number[]; end: () => void }[] = [];
  const coalescer = createCoalescer<number, number>({
    sizeOf: (item) => item,
    batchSize: 10,
    waitingLimit: options.waitingLimit ?? 1_000,
    run: (key, items) =>
      new Promise((resolve, reject) => {
        const failure = options.fail?.(items);
        batches.push({ key, items, end: () => (failure ? reject(failure) : resolve(items.map((item) => item * 10))) });
      }),
  });
  const end = async () => {
    batches.at(-1)?.end();
    // Longer than a busy key waits for its next batch to fill.
    await pause(25);
  };
  return { ...coalescer, batches, end, seen: () => batches.map(({ items }) => items) };
}

test('the first goes at once, what waits meanwhile goes together, and each gets its own result', async () => {
  const { submit, end, seen } = testCoalescer();
  const results = Promise.all([submit('t', 1), submit('t', 2), submit('t', 3)]);
  expect(seen()).toEqual([[1]]);
  await end();
  expect(seen()).toEqual([[1], [2, 3]]);
  await end();
  expect(await results).toEqual([10, 20, 30]);
  void submit('t', 4);
  expect(seen()).toEqual([[1], [2, 3], [4]]);
});

test('a batch grows to its limit and no further; a larger item goes alone', async () => {
  const { submit, end, seen } = testCoalescer();
  for (const item of [1, 6, 4, 5, 30, 2]) void submit('t', item);
  for (let batch = 0; batch < 5; batch += 1) await end();
  expect(seen()).toEqual([[1], [6, 4], [5], [30], [2]]);
});

test('keys do not wait for each other', () => {
  const { submit, batches } = testCoalescer();
  void submit('one', 1);
  void submit('two', 2);
  expect(batches.map(({ key }) => key)).toEqual(['one', 'two']);
});

test('what cannot be stored takes no neighbour with it', async () => {
  const poison = new Error('poison');
  const { submit, end } = testCoalescer({ fail: (items) => (items.includes(3) ? poison : undefined) });
  const settled = Promise.allSettled([submit('t', 1), submit('t', 2), submit('t', 3), submit('t', 4)]);
  for (let batch = 0; batch < 5; batch += 1) await end();
  expect(await settled).toMatchObject([{ value: 10 }, { value: 20 }, { status: 'rejected', reason: poison }, { value: 40 }]);
});

test('when the database is away nobody is tried again', async () => {
  const { submit, end, seen } = testCoalescer({ fail: () => new AppError('UNAVAILABLE', 'away') });
  const settled = Promise.allSettled([submit('t', 1), submit('t', 2), submit('t', 3)]);
  await end();
  await end();
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(seen()).toEqual([[1], [2, 3]]);
});

test('too much waiting is refused with a code', async () => {
  const { submit } = testCoalescer({ waitingLimit: 10 });
  void submit('t', 1);
  void submit('t', 8);
  await expect(submit('t', 3)).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfter: 1 });
});

test('those who were just answered and send again join those who waited: two halves become one batch', async () => {
  const { submit, batches, end, seen } = testCoalescer();
  const again = submit('t', 1).then(() => submit('t', 3));
  const waited = submit('t', 2);
  batches.at(-1)?.end();
  await pause(1);
  await pause(25);
  expect(seen()).toEqual([[1], [2, 3]]);
  await end();
  expect(await Promise.all([again, waited])).toEqual([30, 20]);
});
