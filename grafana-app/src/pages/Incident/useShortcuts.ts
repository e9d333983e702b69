import { useEffect, useRef } from 'react';

/**
 * Runs what a key stands for while nobody types and no dialog is open. Grafana listens for some of the same keys (`?`), so the page takes
 * them first; keys that it has nothing for pass on.
 */
export function useShortcuts(keys: Record<string, () => void>): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const run = latest.current[event.key];
      if (run === undefined || event.repeat || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) {
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      run();
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
}

/** Whether keys belong to somebody else: a field that is typed in, an open menu or a dialog. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"]') !== null) {
    return true;
  }
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [contenteditable="true"]') !== null)
  );
}
