import { type Leader, leadStream, liveTimings, type LiveTimings } from './leadStream';
import type { LiveRequest, LiveResult, StreamState, TabChannel, TabLocks, TabMessage } from './messages';
import type { OpenStream } from './openStream';

/** What a part of a page wants to hear of its subscription. */
export interface LiveListener {
  onResult(result: LiveResult): void;
  /** From now on nothing is missed; what was read before may be stale. */
  onActive(): void;
}

/** One tab's end of the live stream that all tabs of this browser share. */
export interface LiveHub {
  subscribe(request: LiveRequest, listener: LiveListener): () => void;
  state(): StreamState;
  onState(hear: () => void): () => void;
  /** Tries a lost stream again now: the network is back, or somebody asked. */
  wake(): void;
  close(): void;
}

export interface HubParts {
  /** The same for all tabs that may share a stream: same Grafana, organisation, person and version of the app. */
  name: string;
  /** Differs for every tab. */
  tab: string;
  locks: TabLocks;
  channel: TabChannel;
  openStream: OpenStream;
  timings?: LiveTimings;
}

/**
 * Joins this tab to the stream. Whoever gets the leader's lock holds the stream; the browser gives the lock on when that tab
 * goes, however it goes. Every tab also holds a lock of its own, by which the leader learns that it is gone.
 */
export function createHub({ name, tab, locks, channel, openStream, timings = liveTimings }: HubParts): LiveHub {
  const local = new Map<string, { request: LiveRequest; listeners: Set<LiveListener> }>();
  const stateListeners = new Set<() => void>();
  const leaving = new AbortController();
  const watched = new Set<string>();
  let leader: Leader | undefined;
  let state: StreamState = 'connecting';

  const hear = (message: TabMessage) => {
    switch (message.type) {
      case 'wants':
        if (leader !== undefined) {
          watchTab(message.tab);
          leader.setWants(message.tab, message.requests);
          channel.post({ type: 'state', state: leader.state() });
        }
        break;
      case 'roll-call':
        announce();
        break;
      case 'state':
        state = message.state;
        stateListeners.forEach((listener) => listener());
        break;
      case 'active':
        local.get(message.key)?.listeners.forEach((listener) => listener.onActive());
        break;
      case 'result':
        local.get(message.key)?.listeners.forEach((listener) => listener.onResult(message.result));
        break;
      case 'wake':
        leader?.wake();
        break;
      default:
        message satisfies never;
    }
  };

  const tellAll = (message: TabMessage) => {
    channel.post(message);
    hear(message);
  };

  const announce = () => {
    if (leaving.signal.aborted) {
      return;
    }
    const requests = [...local.values()].map(({ request }) => request);
    if (leader === undefined) {
      channel.post({ type: 'wants', tab, requests });
    } else {
      leader.setWants(tab, requests);
    }
  };

  const hold = (lock: string, held: () => void | Promise<void>) =>
    void locks
      .request(lock, { signal: leaving.signal }, async () => held())
      .catch((error: unknown) => {
        if (!leaving.signal.aborted) {
          throw error;
        }
      });

  const untilLeaving = () =>
    new Promise<void>((left) => leaving.signal.addEventListener('abort', () => left(), { once: true }));

  const watchTab = (other: string) => {
    if (!watched.has(other)) {
      watched.add(other);
      hold(lockOf(other), () => {
        watched.delete(other);
        leader?.setWants(other, []);
      });
    }
  };

  const lockOf = (ofTab: string) => `${name}.tab.${ofTab}`;

  const lead = () => {
    leader = leadStream(
      openStream,
      {
        onState: (now) => tellAll({ type: 'state', state: now }),
        onActive: (key) => tellAll({ type: 'active', key }),
        onResult: (key, result) => tellAll({ type: 'result', key, result }),
      },
      timings
    );
    announce();
    channel.post({ type: 'roll-call' });
    return untilLeaving();
  };

  channel.listen(hear);
  hold(lockOf(tab), untilLeaving);
  hold(`${name}.leader`, lead);

  return {
    subscribe(request, listener) {
      const entry = local.get(request.key) ?? { request, listeners: new Set() };
      const isNew = entry.listeners.size === 0;
      entry.listeners.add(listener);
      local.set(request.key, entry);
      if (isNew) {
        announce();
      }
      return () => {
        entry.listeners.delete(listener);
        if (entry.listeners.size === 0 && local.get(request.key) === entry) {
          local.delete(request.key);
          announce();
        }
      };
    },
    state: () => state,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    wake: () => tellAll({ type: 'wake' }),
    close() {
      channel.post({ type: 'wants', tab, requests: [] });
      leader?.close();
      leaving.abort();
      channel.close();
    },
  };
}
