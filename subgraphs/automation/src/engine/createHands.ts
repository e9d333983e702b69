/**
 * The steps that a process does at once. A job of the queue only hands a step over: one that takes a minute would otherwise keep the queue's workers, which fetch
 * nothing new while they hold a job, from all other steps. What is lost with the process its lease finds.
 */
export type Hands = {
  /** Does this when there is a hand free; resolves when it is done, or after a moment if it takes longer. Rejects only for what fails within that moment. */
  give(work: () => Promise<void>): Promise<void>;
  /** Whether the process drains: what is in hand ends, and nothing follows it. */
  isDraining(): boolean;
  /** Waits for the signal, and then for what is in hand, up to 10 s. */
  settle(signal: AbortSignal): Promise<void>;
};

/** How long a job waits for its step, in ms: most are over by then, and a failure of the database is then the job's, which is tried again. */
const moment = 250;
const patience = 10_000;

export function createHands(most: number, onError: (error: unknown) => void, momentMs = moment): Hands {
  const inHand = new Set<Promise<void>>();
  const waiting: (() => void)[] = [];
  let isDraining = false;
  return {
    async give(work) {
      while (inHand.size >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      let isLeft = false;
      const done = work().catch((error: unknown) => {
        if (!isLeft) throw error;
        onError(error);
      });
      const kept = done.then(
        () => undefined,
        () => undefined,
      );
      inHand.add(kept);
      void kept.then(() => {
        inHand.delete(kept);
        waiting.shift()?.();
      });
      await Promise.race([done, pause(momentMs)]);
      isLeft = true;
    },
    isDraining: () => isDraining,
    async settle(signal) {
      if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      isDraining = true;
      await Promise.race([Promise.all(inHand), pause(patience)]);
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref());
