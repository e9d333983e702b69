/** A signal that something changed, numbered as the platform numbers its signals. */
export interface Signal {
  id: string;
  sequence: number;
  previous: number | null;
}

/** Hands signals to any number of subscribers, each of which makes its own payload of them. */
export function createFeed() {
  const hearers = new Set<(signal: Signal) => void>();
  return {
    push: (signal: Signal) => hearers.forEach((hear) => hear(signal)),
    /** Payloads until the subscriber returns; a signal that gives none is passed over. */
    listen<Payload>(payloadOf: (signal: Signal) => Payload | undefined): AsyncIterableIterator<Payload> {
      const waiting: Payload[] = [];
      let wake: (() => void) | undefined;
      let done = false;
      const hear = (signal: Signal) => {
        const payload = payloadOf(signal);
        if (payload !== undefined) {
          waiting.push(payload);
          wake?.();
        }
      };
      hearers.add(hear);
      const finish = async (): Promise<IteratorResult<Payload>> => {
        hearers.delete(hear);
        done = true;
        wake?.();
        return { done: true, value: undefined };
      };
      return {
        async next() {
          while (waiting.length === 0 && !done) {
            await new Promise<void>((woken) => (wake = woken));
          }
          const value = waiting.shift();
          return value === undefined ? { done: true, value: undefined } : { done: false, value };
        },
        return: finish,
        throw: finish,
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },
  };
}
