import React, {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import type { LiveHub } from './createHub';

/** How fresh what the page shows is. */
export type LiveState = 'live' | 'connecting' | 'catching-up' | 'offline';

interface Live {
  hub: LiveHub;
  state: LiveState;
  /** Shows "catching up" until the promise settles. */
  catchUp(reading: Promise<unknown>): void;
}

const LiveContext = createContext<Live | undefined>(undefined);

/** Gives the pages below it the live stream. The hub is made on mount and closed on unmount. */
export function LiveProvider({ createHub, children }: { createHub: () => LiveHub; children: ReactNode }) {
  const [hub, setHub] = useState<LiveHub>();
  useEffect(() => {
    const made = createHub();
    const wake = () => made.wake();
    setHub(made);
    window.addEventListener('online', wake);
    return () => {
      window.removeEventListener('online', wake);
      made.close();
    };
  }, [createHub]);
  return hub === undefined ? null : <Provided hub={hub}>{children}</Provided>;
}

function Provided({ hub, children }: { hub: LiveHub; children: ReactNode }) {
  const [reading, setReading] = useState(0);
  const stream = useSyncExternalStore(hub.onState, hub.state);
  const state = stateOf[stream];
  const live = useMemo<Live>(
    () => ({
      hub,
      state: state === 'live' && reading > 0 ? 'catching-up' : state,
      catchUp(promise) {
        setReading((count) => count + 1);
        void promise.finally(() => setReading((count) => count - 1));
      },
    }),
    [hub, state, reading]
  );
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

const stateOf = { connecting: 'connecting', up: 'live', down: 'offline' } as const;

/** The live stream of the app. */
export function useLiveContext(): Live {
  const live = useContext(LiveContext);
  if (live === undefined) {
    throw new Error('useLiveContext is used outside LiveProvider.');
  }
  return live;
}

/** How fresh what the page shows is. */
export function useLiveState(): LiveState {
  return useLiveContext().state;
}
