import { remember } from './remember.ts';

let now = 0;
const clock = { now: () => new Date(now) };

test('loads once for concurrent callers, and again when the time is over', async () => {
  const memory = remember<number>(clock, 5_000);
  let loads = 0;
  const load = async () => ++loads;
  expect(await Promise.all([memory.get('a', load), memory.get('a', load), memory.get('b', load)])).toEqual([1, 1, 2]);
  now += 4_999;
  expect(await memory.get('a', load)).toBe(1);
  now += 1;
  expect(await memory.get('a', load)).toBe(3);
});

test('does not remember a failure', async () => {
  const memory = remember<number>(clock, 5_000);
  await expect(memory.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await memory.get('a', async () => 1)).toBe(1);
});

test('lets go of the oldest when it is full', async () => {
  const memory = remember<number>(clock, 5_000);
  for (let key = 0; key <= 10_000; key++) await memory.get(String(key), async () => key);
  expect(await memory.get('10000', async () => -1)).toBe(10_000);
  expect(await memory.get('0', async () => -1)).toBe(-1);
});
