import { useSyncExternalStore } from 'react';

const TICK_MS = 5_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

/** The time, to within five seconds. All users on a page share one timer, so thousands of ages tick together. */
export function useNow(): number {
  return useSyncExternalStore(listen, read);
}

function read(): number {
  if (timer === undefined) {
    now = Date.now() - (Date.now() % 1000);
  }
  return now;
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    listeners.forEach((tell) => tell());
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}
