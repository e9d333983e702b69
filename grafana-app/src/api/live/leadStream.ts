import type { LiveRequest, LiveResult, StreamState } from './messages';
import type { OpenStream, Stream } from './openStream';

/** What the leader makes known to every tab, its own included. */
export interface LeaderNews {
  onState(state: StreamState): void;
  onActive(key: string): void;
  onResult(key: string, result: LiveResult): void;
}

/** Times in milliseconds. */
export interface LiveTimings {
  /** Age at which a stream is replaced, so that the caller is authenticated anew; the gateway itself ends it after 10 min. */
  renewAfter: number;
  /** How long a stream without subscriptions stays open. */
  idleClose: number;
  retryFirst: number;
  retryMost: number;
}

export const liveTimings: LiveTimings = {
  renewAfter: 9 * 60_000,
  idleClose: 5_000,
  retryFirst: 1_000,
  retryMost: 30_000,
};

export interface Leader {
  /** All that one tab needs from now on; an empty list when it is gone. */
  setWants(tab: string, requests: LiveRequest[]): void;
  /** Tries a lost stream again at once instead of after its pause. */
  wake(): void;
  state(): StreamState;
  close(): void;
}

/** Holds the one stream of this browser: opens it while anybody needs it, replaces it in time, and brings it back when lost. */
export function leadStream(openStream: OpenStream, news: LeaderNews, timings: LiveTimings = liveTimings): Leader {
  const wants = new Map<string, LiveRequest[]>();
  let requests = new Map<string, LiveRequest>();
  let current: Held | undefined;
  let next: Held | undefined;
  let failures = 0;
  let state: StreamState = 'connecting';
  let closed = false;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const tell = (now: StreamState) => {
    state = now;
    news.onState(now);
  };

  const open = () => {
    clearTimeout(retry);
    if (current === undefined && requests.size > 0 && !closed) {
      current = hold(openStream, requests, timings.renewAfter, {
        onUp: () => {
          failures = 0;
          tell('up');
        },
        onActive: news.onActive,
        onResult: news.onResult,
        onDown: lost,
        onOld: renew,
      });
    }
  };

  const lost = () => {
    current?.close();
    next?.close();
    current = next = undefined;
    failures += 1;
    // A stream that stood is lost now and then, when an identity ends for instance; only one that does not come back is news.
    tell(failures === 1 ? 'connecting' : 'down');
    retry = setTimeout(open, pause(failures, timings));
  };

  // The new stream is complete before the old one goes, so nothing is missed and nobody needs to read anything again.
  const renew = () => {
    const old = current;
    next = hold(openStream, requests, timings.renewAfter, {
      onUp: () => {},
      onActive: () => {
        if (next !== undefined && next.waiting.size === 0) {
          old?.close();
          current = next;
          next = undefined;
        }
      },
      onResult: news.onResult,
      onDown: lost,
      onOld: renew,
    });
  };

  const update = () => {
    const before = requests;
    requests = new Map([...wants.values()].flat().map((request) => [request.key, request]));
    for (const held of [current, next]) {
      for (const key of before.keys()) {
        if (!requests.has(key)) {
          held?.drop(key);
        }
      }
      for (const request of requests.values()) {
        if (!before.has(request.key)) {
          held?.add(request);
        }
      }
    }
    clearTimeout(idle);
    if (requests.size === 0) {
      idle = setTimeout(shut, timings.idleClose);
    } else if (current === undefined && failures === 0) {
      tell('connecting');
      open();
    }
  };

  const shut = () => {
    clearTimeout(retry);
    clearTimeout(idle);
    current?.close();
    next?.close();
    current = next = undefined;
    failures = 0;
  };

  return {
    setWants(tab, requested) {
      if (requested.length === 0) {
        wants.delete(tab);
      } else {
        wants.set(tab, requested);
      }
      update();
    },
    wake() {
      if (current === undefined) {
        open();
      }
    },
    state: () => state,
    close() {
      closed = true;
      shut();
    },
  };
}

/** Exponential with jitter, so that the tabs of a whole company do not come back in the same second. */
function pause(failures: number, { retryFirst, retryMost }: LiveTimings): number {
  return Math.min(retryMost, retryFirst * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
}

interface Held {
  /** Subscriptions that the server has not accepted yet. */
  waiting: Set<string>;
  add(request: LiveRequest): void;
  drop(key: string): void;
  close(): void;
}

interface HeldEvents {
  onUp(): void;
  onActive(key: string): void;
  onResult(key: string, result: LiveResult): void;
  onDown(): void;
  onOld(): void;
}

function hold(
  openStream: OpenStream,
  requests: Map<string, LiveRequest>,
  renewAfter: number,
  events: HeldEvents
): Held {
  const waiting = new Set<string>();
  const age = setTimeout(events.onOld, renewAfter);
  const stream: Stream = openStream({
    onUp: events.onUp,
    onActive: (key) => {
      waiting.delete(key);
      events.onActive(key);
    },
    onResult: events.onResult,
    onDown: () => {
      clearTimeout(age);
      events.onDown();
    },
  });
  const add = (request: LiveRequest) => {
    waiting.add(request.key);
    stream.subscribe(request);
  };
  for (const request of requests.values()) {
    add(request);
  }
  return {
    waiting,
    add,
    drop: (key) => {
      waiting.delete(key);
      stream.unsubscribe(key);
    },
    close: () => {
      clearTimeout(age);
      stream.close();
    },
  };
}
