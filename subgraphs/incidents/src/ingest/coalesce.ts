import { AppError, toAppError } from '#kit/errors';

/** Items that wait for the same key are handed on together. */
export type Coalescer<Item, Result> = {
  /** Resolves when the batch with this item is done. UNAVAILABLE when too much waits for this key already. */
  submit(key: string, item: Item): Promise<Result>;
};

type Waiting<Item, Result> = { item: Item; size: number; resolve(result: Result): void; reject(error: unknown): void };

/** What waits for one key; `arrived` is called at each arrival while the next batch fills. */
type Line<Item, Result> = { waiting: Waiting<Item, Result>[]; size: number; arrived: (() => void) | undefined };

export type CoalesceOptions<Item, Result> = {
  /** How large an item is. */
  sizeOf(item: Item): number;
  /** Largest batch; a single larger item is a batch of its own. */
  batchSize: number;
  /** Most that may wait for one key. */
  waitingLimit: number;
  /** Does a batch; one result per item, in the same order. */
  run(key: string, items: readonly Item[]): Promise<Result[]>;
};

/**
 * Joins what waits together: while one batch of a key is under way, everything that arrives for it waits and becomes the next
 * batch. An idle key waits for nothing, so latency is not traded for throughput.
 */
export function createCoalescer<Item, Result>({ sizeOf, batchSize, waitingLimit, run }: CoalesceOptions<Item, Result>): Coalescer<Item, Result> {
  const lines = new Map<string, Line<Item, Result>>();

  const work = async (key: string): Promise<void> => {
    for (let line = lines.get(key); line; line = lines.get(key)) {
      const batch = takeBatch(line.waiting, batchSize);
      if (batch.length === 0) {
        lines.delete(key);
        return;
      }
      line.size -= batch.reduce((sum, { size }) => sum + size, 0);
      await settle(batch, (items) => run(key, items));
      if (line.size < batchSize) await gather(line, batch.length);
    }
  };

  return {
    submit: (key, item) =>
      new Promise((resolve, reject) => {
        const size = Math.max(1, sizeOf(item));
        const line = lines.get(key) ?? { waiting: [], size: 0, arrived: undefined };
        if (line.size > 0 && line.size + size > waitingLimit) {
          reject(new AppError('UNAVAILABLE', 'More alerts are waiting than can be stored soon.', { retryAfter: 1 }));
          return;
        }
        line.waiting.push({ item, size, resolve, reject });
        line.size += size;
        line.arrived?.();
        if (lines.has(key)) return;
        lines.set(key, line);
        void work(key);
      }),
  };
}

/** Longest moment that a busy key waits between two batches, in milliseconds. */
const gatherMs = 4;

/**
 * Lets a busy key's next batch fill: until as many wait as were just answered and waited already, for those who were answered send again at once.
 * Without this moment they would just miss each batch, and every batch would be half of what it could be.
 */
function gather<Item, Result>(line: Line<Item, Result>, answered: number): Promise<void> {
  const expected = line.waiting.length + answered;
  return new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(longest);
      line.arrived = undefined;
      resolve();
    };
    const longest = setTimeout(go, gatherMs);
    line.arrived = () => {
      if (line.waiting.length >= expected) go();
    };
  });
}

function takeBatch<Item, Result>(waiting: Waiting<Item, Result>[], batchSize: number): Waiting<Item, Result>[] {
  let size = 0;
  let count = 0;
  for (const next of waiting) {
    if (count > 0 && size + next.size > batchSize) break;
    size += next.size;
    count += 1;
  }
  return waiting.splice(0, count);
}

/** Runs a batch; when it fails for a reason of its own, each item runs alone, so that one that cannot be stored takes no neighbour with it. */
async function settle<Item, Result>(batch: readonly Waiting<Item, Result>[], run: (items: readonly Item[]) => Promise<Result[]>): Promise<void> {
  try {
    const results = await run(batch.map(({ item }) => item));
    batch.forEach(({ resolve, reject }, at) =>
      at in results ? resolve(results[at] as Result) : reject(new Error('A batch gave fewer results than items.')),
    );
  } catch (error) {
    if (batch.length === 1 || toAppError(error).code === 'UNAVAILABLE') {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const one of batch) await settle([one], run);
  }
}
