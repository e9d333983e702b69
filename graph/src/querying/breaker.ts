import type { Clock } from '#kit/clock';

/**
 * Keeps away from a store that did not answer: after a failure it is closed to callers for `restMs`, then one at a time may try
 * until one succeeds. Its owner hears about each turn once, not about each refusal.
 */
export type Breaker = {
  /** Whether to try now. One who is told true reports back by `succeed` or `fail`. */
  admits(): boolean;
  succeed(): void;
  fail(cause: unknown): void;
};

export function createBreaker(clock: Clock, restMs: number, onTurn: (turn: { isAway: boolean; cause?: unknown }) => void): Breaker {
  let failedAt: number | null = null;
  let isTrying = false;
  return {
    admits() {
      if (failedAt === null) return true;
      if (isTrying || clock.now().getTime() - failedAt < restMs) return false;
      isTrying = true;
      return true;
    },
    succeed() {
      isTrying = false;
      if (failedAt === null) return;
      failedAt = null;
      onTurn({ isAway: false });
    },
    fail(cause) {
      isTrying = false;
      const isNews = failedAt === null;
      failedAt = clock.now().getTime();
      if (isNews) onTurn({ isAway: true, cause });
    },
  };
}
