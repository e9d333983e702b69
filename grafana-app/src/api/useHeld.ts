import { useCallback, useEffect, useRef, useState } from 'react';
import { findScroller } from '../components/VirtualRows/findScroller';

/** So many pixels below its start a list still counts as being read at its top. */
const NEAR_TOP = 80;

/**
 * Rows that wait to be shown because the reader is not at the top of the list.
 * @param show works them into the list.
 * @returns `start` is the ref of an empty element at the top of the list.
 */
export function useHeld<Row extends { id: string }>(show: (rows: Row[]) => void) {
  const [held, setHeld] = useState<Row[]>([]);
  const place = useRef<HTMLDivElement | null>(null);
  const start = useCallback((element: HTMLDivElement | null) => {
    place.current = element;
  }, []);
  const isAtTop = useCallback(() => {
    if (place.current === null) {
      return true;
    }
    const edge = findScroller(place.current)?.getBoundingClientRect().top ?? 0;
    return place.current.getBoundingClientRect().top >= edge - NEAR_TOP;
  }, []);
  const waiting = useRef(held);
  useEffect(() => {
    waiting.current = held;
  }, [held]);
  const release = useCallback(() => {
    if (waiting.current.length > 0) {
      show(waiting.current);
      setHeld([]);
    }
  }, [show]);
  useEffect(() => {
    if (held.length === 0) {
      return;
    }
    const look = () => isAtTop() && release();
    window.addEventListener('scroll', look, { capture: true, passive: true });
    return () => window.removeEventListener('scroll', look, { capture: true });
  }, [held.length, isAtTop, release]);
  /** Takes in what a live event says of rows that wait: they change, or leave. */
  const hold = useCallback((rows: Row[], removed: string[]) => {
    setHeld((before) => {
      const gone = new Set([...removed, ...rows.map(({ id }) => id)]);
      const kept = before.filter(({ id }) => !gone.has(id));
      return rows.length === 0 && kept.length === before.length ? before : [...kept, ...rows];
    });
  }, []);
  const toTop = useCallback(() => {
    release();
    place.current?.scrollIntoView({ block: 'center' });
  }, [release]);
  const clear = useCallback(() => setHeld([]), []);
  return { start, count: held.length, isAtTop, hold, toTop, clear };
}
