import { BATCH, MOST_ROWS, readAll } from './readAll';

const endless = async (after: string | null) => ({
  rows: Array.from({ length: BATCH }, (_, at) => Number(after ?? 0) + at),
  next: String(Number(after ?? 0) + BATCH),
});

it('reads to the end and tells how far it is', async () => {
  const seen: number[] = [];
  const parts = [
    { rows: [1, 2], next: 'b' },
    { rows: [3], next: null },
  ];
  const read = async (after: string | null) => parts[after === null ? 0 : 1] ?? { rows: [], next: null };
  expect(await readAll(read, new AbortController().signal, (rows) => seen.push(rows))).toEqual({
    rows: [1, 2, 3],
    isWhole: true,
  });
  expect(seen).toEqual([2, 3]);
});

it('stops at the 10,000th row and says that there is more', async () => {
  const { rows, isWhole } = await readAll(endless, new AbortController().signal, () => undefined);
  expect([rows.length, isWhole]).toEqual([MOST_ROWS, false]);
});

it('stops when it is told to', async () => {
  const stop = new AbortController();
  await expect(readAll(endless, stop.signal, (rows) => rows > 600 && stop.abort())).rejects.toThrow();
});
