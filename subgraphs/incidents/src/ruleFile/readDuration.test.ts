import { formatDuration, readDuration } from './readDuration.ts';

test.each([
  ['0', 0],
  ['0s', 0],
  ['5m', 300],
  ['1h30m', 5_400],
  ['1y2w3d4h5m6s7ms', 31_536_000 + 2 * 604_800 + 3 * 86_400 + 4 * 3_600 + 5 * 60 + 6.007],
  ['', null],
  ['5', null],
  ['5 m', null],
  ['30m1h', null],
  ['1.5h', null],
  ['-5m', null],
  ['m', null],
])('%j is %s', (text, seconds) => {
  expect(readDuration(text)).toBe(seconds);
});

test.each([
  [0, '0s'],
  [0.25, '250ms'],
  [90, '1m30s'],
  [3_600, '1h'],
  [7_776_000, '90d'],
])('%s is written %s, and read back', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
  expect(readDuration(text)).toBe(seconds);
});
