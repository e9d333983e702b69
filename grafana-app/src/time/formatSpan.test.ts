import { formatDuration, formatSpan, formatTook } from './formatSpan';

describe('formatSpan', () => {
  it.each([
    [-5, '0s'],
    [12_345, '12s'],
    [5 * 60_000 + 59_000, '5m'],
    [3_600_000, '1h'],
    [3_600_000 + 5 * 60_000, '1h 5m'],
    [26 * 3_600_000, '1d 2h'],
    [24 * 3_600_000 + 60_000, '1d'],
  ])('%d ms is %s', (span, words) => {
    expect(formatSpan(span, 'en-US')).toBe(words);
  });

  it('speaks Chinese', () => {
    expect(formatSpan(3_600_000 + 5 * 60_000, 'zh-Hant')).toMatch(/^1\s?小時 5\s?分鐘?$/);
  });
});

describe('formatDuration', () => {
  it.each([
    [184, '184ms'],
    [1_540, '1.5s'],
    [10_000, '10s'],
    [125_000, '2m'],
  ])('%d ms is %s', (duration, words) => {
    expect(formatDuration(duration, 'en-US')).toBe(words);
  });
});

describe('formatTook', () => {
  it.each([
    [184, '184ms'],
    [59_400, '59.4s'],
    [60_000, '1m'],
    [110_000, '1m 50s'],
    [7_500_000, '2h 5m'],
  ])('%d ms is %s', (duration, words) => {
    expect(formatTook(duration, 'en-US')).toBe(words);
  });
});
