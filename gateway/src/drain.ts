/** Whether the gateway is shutting down, and what it still has in hand. */
export type Drain = {
  isDraining(): boolean;
  /** Counts a request until the result is called. */
  requestStarted(): () => void;
  /** Starts the drain; resolves once no request is in hand, or after `graceMs`. */
  start(graceMs: number): Promise<void>;
};

export function createDrain(): Drain {
  let draining = false;
  let inHand = 0;
  let emptied: () => void = () => undefined;

  return {
    isDraining: () => draining,
    requestStarted() {
      inHand += 1;
      return () => {
        inHand -= 1;
        if (inHand === 0) emptied();
      };
    },
    async start(graceMs) {
      draining = true;
      if (inHand === 0) return;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        emptied = resolve;
        timer = setTimeout(resolve, graceMs);
      });
      clearTimeout(timer);
    },
  };
}
