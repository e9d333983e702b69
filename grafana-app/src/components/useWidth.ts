import { type RefObject, useLayoutEffect, useState } from 'react';

/** The width of an element in pixels as it changes; the fallback until it is known. */
export function useWidth(element: RefObject<HTMLElement | null>, fallback: number): number {
  const [width, setWidth] = useState(fallback);
  useLayoutEffect(() => {
    if (element.current === null || typeof ResizeObserver === 'undefined') {
      return;
    }
    const observer = new ResizeObserver(
      ([entry]) => entry && entry.contentRect.width > 0 && setWidth(entry.contentRect.width)
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
