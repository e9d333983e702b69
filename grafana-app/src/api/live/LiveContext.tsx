import React, { createContext, type ReactNode, useContext, useMemo, useState, useSyncExternalStore } from 'react';
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

/** Gives the pages below it the live stream. The hub is made when the provider is mounted and closed when it goes. */
export function LiveProvider({ createHub, children }: { createHub: () => LiveHub; children: ReactNode }) {
  const [held] = useState(() => holdHub(createHub));
  const hub = useSyncExternalStore(held.mount, held.current);
  return hub === undefined ? null : <Provided hub={hub}>{children}</Provided>;
}

/** The hub as a store of its own: it exists as long as somebody looks. */
function holdHub(createHub: () => LiveHub) {
  let hub: LiveHub | undefined;
  return {
    current: () => hub,
    mount(changed: () => void) {
      const made = createHub();
      const wake = () => made.wake();
      window.addEventListener('online', wake);
      hub = made;
      changed();
      return () => {
        window.removeEventListener('online', wake);
        made.close();
        hub = undefined;
      };
    },
  };
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
