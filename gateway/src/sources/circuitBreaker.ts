import type { Clock } from '#kit/clock';

/** Why a request may or may not go out. */
export type Passage = 'closed' | 'probing' | 'open';

export type CircuitBreaker = {
  /** Asks to send one request. `open`: do not, fail at once. `probing`: this is the one request that finds out. */
  pass(): Passage;
  succeeded(): void;
  failed(): void;
};

/**
 * Stops asking what does not answer: after `threshold` failures in a row nothing is sent for `restMs`; then one request probes, and its outcome
 * closes the circuit or opens it for another rest. Without it every operation would wait for a dead subgraph's timeout.
 */
export function createCircuitBreaker(clock: Clock, { threshold = 5, restMs = 2_000 } = {}): CircuitBreaker {
  let failures = 0;
  let openedAt = 0;
  let probing = false;
  const now = () => clock.now().getTime();

  return {
    pass() {
      if (failures < threshold) return 'closed';
      if (probing || now() - openedAt < restMs) return 'open';
      probing = true;
      return 'probing';
    },
    succeeded() {
      failures = 0;
      probing = false;
    },
    failed() {
      failures += 1;
      probing = false;
      if (failures >= threshold) openedAt = now();
    },
  };
}
