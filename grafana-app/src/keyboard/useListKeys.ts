import { useEffect, useRef } from 'react';

/** What each key does; a key that is not named is left to Grafana. */
export type Keys = Partial<Record<string, () => void>>;

/** Hears single keys anywhere on the page, before Grafana does, but not while somebody types or a dialog is open. */
export function useListKeys(keys: Keys) {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const act = latest.current[event.key];
      // Enter on a button or a link is theirs.
      const isTheirs =
        event.key === 'Enter' && event.target instanceof Element && event.target.closest('a, button') !== null;
      if (
        act === undefined ||
        isTheirs ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isElsewhere(event.target)
      ) {
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      act();
    };
    window.addEventListener('keydown', hear, { capture: true });
    return () => window.removeEventListener('keydown', hear, { capture: true });
  }, []);
}

function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog], [role=menu]') !== null) {
    return true;
  }
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.getAttribute('type') !== 'checkbox'))
  );
}
