import { countBySeverity } from './countBySeverity';

const minute = 60_000;
const row = (minutes: number, severity: 'CRITICAL' | 'LOW' = 'LOW') => ({
  openedAt: new Date(minutes * minute).toISOString(),
  severity,
});

describe('countBySeverity', () => {
  it('counts every row once, by severity, until now', () => {
    const buckets = countBySeverity([row(0), row(1, 'CRITICAL'), row(59)], 60 * minute, 13);
    expect(buckets).toHaveLength(13);
    expect(buckets[0]).toMatchObject({ from: 0, to: 5 * minute, total: 2, bySeverity: { LOW: 1, CRITICAL: 1 } });
    expect(buckets.reduce((sum, { total }) => sum + total, 0)).toBe(3);
  });

  it.each([1, 10, 1_000, 100_000, 5_000_000])(
    'never makes more buckets than there is room for, over %d minutes',
    (minutes) => {
      const buckets = countBySeverity([row(0), row(minutes)], minutes * minute, 20);
      expect(buckets.length).toBeLessThanOrEqual(20);
      expect(buckets.reduce((sum, { total }) => sum + total, 0)).toBe(2);
    }
  );

  it('survives a clock that is behind the platform’s', () => {
    expect(countBySeverity([row(10)], 0, 20).reduce((sum, { total }) => sum + total, 0)).toBe(1);
  });

  it('is nothing for nothing', () => {
    expect(countBySeverity([], 0, 20)).toEqual([]);
  });
});
