import type { TabChannel, TabLocks, TabMessage } from '../api/live/messages';
import type { OpenStream, StreamEvents } from '../api/live/openStream';

/** Web Locks and BroadcastChannel between hubs of one test. */
export function fakeBrowser() {
  const queues = new Map<string, Array<() => Promise<void>>>();
  const channels = new Set<{ hear?: (message: TabMessage) => void }>();

  const run = async (name: string) => {
    const next = queues.get(name)?.[0];
    if (next !== undefined) {
      await next();
      queues.get(name)?.shift();
      void run(name);
    }
  };
  const locks: TabLocks = {
    request: (name, { signal }, hold) =>
      new Promise((released, refused) => {
        const queue = queues.get(name) ?? [];
        queues.set(name, queue);
        const turn = async () => {
          if (!signal.aborted) {
            await hold();
          }
          released();
        };
        signal.addEventListener('abort', () => {
          const place = queue.indexOf(turn);
          if (place > 0) {
            queue.splice(place, 1);
            refused(new DOMException('Aborted', 'AbortError'));
          }
        });
        queue.push(turn);
        if (queue.length === 1) {
          void run(name);
        }
      }),
  };
  const channel = (): TabChannel => {
    const end: { hear?: (message: TabMessage) => void } = {};
    channels.add(end);
    return {
      post: (message) =>
        channels.forEach((other) => other !== end && other.hear?.(JSON.parse(JSON.stringify(message)))),
      listen: (hear) => (end.hear = hear),
      close: () => channels.delete(end),
    };
  };
  return { locks, channel };
}

/** Streams that do what the test says; each is kept with what it was asked for. */
export function fakeStreams() {
  const opened: Array<{ keys: Set<string>; events: StreamEvents; closed: boolean }> = [];
  const openStream: OpenStream = (events) => {
    const stream = { keys: new Set<string>(), events, closed: false };
    opened.push(stream);
    return {
      subscribe: ({ key }) => stream.keys.add(key),
      unsubscribe: (key) => stream.keys.delete(key),
      close: () => (stream.closed = true),
    };
  };
  return { opened, openStream, standing: () => opened.filter(({ closed }) => !closed) };
}
