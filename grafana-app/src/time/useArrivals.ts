import { useCallback, useEffect, useRef, useState } from 'react';

/** How long a row that just came in stands out, in milliseconds. */
export const ARRIVAL_MS = 4_000;

/** Remembers for a moment which rows just came in. */
export function useArrivals(): { arrived: ReadonlySet<string>; arrive(ids: string[]): void } {
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const running = timers.current;
    return () => running.forEach(clearTimeout);
  }, []);
  const arrive = useCallback((ids: string[]) => {
    if (ids.length === 0) {
      return;
    }
    setArrived((before) => new Set([...before, ...ids]));
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setArrived((before) => new Set([...before].filter((id) => !ids.includes(id))));
    }, ARRIVAL_MS);
    timers.current.add(timer);
  }, []);
  return { arrived, arrive };
}
