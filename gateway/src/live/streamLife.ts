/**
 * How long a stream may live, in milliseconds: until what its caller proved itself with expires, at most `longestMs`. Whoever reconnects is
 * identified again, so a right that was taken away is gone by then.
 */
export function streamLife(expiresAt: Date | null, now: Date, longestMs: number): number {
  if (expiresAt === null) return longestMs;
  // A token in its last moments still gets a second, so that a client never reconnects without pause.
  return Math.min(longestMs, Math.max(1_000, expiresAt.getTime() - now.getTime()));
}
