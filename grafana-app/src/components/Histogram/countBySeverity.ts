import type { Severity } from '../../api/generated/graphql';

/** How many incidents of each severity were opened in one stretch of time. */
export interface Bucket {
  from: number;
  to: number;
  total: number;
  bySeverity: Partial<Record<Severity, number>>;
}

/** Lengths that a bucket may have, in minutes, so that its edges are easy to read. */
const lengths = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200];

/** Counts the rows into equal stretches from the oldest row until now: at most `most` of them. */
export function countBySeverity(
  rows: ReadonlyArray<{ openedAt: string; severity: Severity }>,
  now: number,
  most: number
): Bucket[] {
  if (rows.length === 0) {
    return [];
  }
  const times = rows.map((row) => Date.parse(row.openedAt));
  const oldest = times.reduce((a, b) => Math.min(a, b));
  const end = Math.max(
    now,
    times.reduce((a, b) => Math.max(a, b))
  );
  const wanted = (end - oldest) / (most - 1);
  const length = (lengths.find((minutes) => minutes * 60_000 >= wanted) ?? wanted / 60_000) * 60_000;
  const start = Math.floor(oldest / length) * length;
  const buckets = Array.from({ length: Math.floor((end - start) / length) + 1 }, (_, index): Bucket => {
    const from = start + index * length;
    return { from, to: from + length, total: 0, bySeverity: {} };
  });
  rows.forEach(({ severity }, index) => {
    const bucket = buckets[Math.floor(((times[index] ?? start) - start) / length)];
    if (bucket !== undefined) {
      bucket.total += 1;
      bucket.bySeverity[severity] = (bucket.bySeverity[severity] ?? 0) + 1;
    }
  });
  return buckets;
}
