import { useCallback, useEffect, useState } from 'react';
import { useTheme2 } from '@grafana/ui';

const REMEMBERED = 'host.menu';

/** Whether the menu stands beside the page or over it, and whether it is open. */
export interface Menu {
  mode: 'docked' | 'over';
  open: boolean;
  toggle(): void;
  /** Closes a menu that lies over the page; one that stands beside it stays. */
  leave(): void;
}

/** The menu is docked on wide screens, open unless it was closed there; on narrow ones it waits behind its button. */
export function useMenu(): Menu {
  const wide = useWide();
  const [docked, setDocked] = useState(() => window.localStorage.getItem(REMEMBERED) !== 'closed');
  const [over, setOver] = useState(false);
  const toggle = useCallback(() => {
    if (!wide) {
      setOver((open) => !open);
      return;
    }
    setDocked(!docked);
    window.localStorage.setItem(REMEMBERED, docked ? 'closed' : 'open');
  }, [docked, wide]);
  const leave = useCallback(() => setOver(false), []);
  return { mode: wide ? 'docked' : 'over', open: wide ? docked : over, toggle, leave };
}

function useWide(): boolean {
  const query = `(min-width: ${useTheme2().breakpoints.values.lg}px)`;
  const [wide, setWide] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const media = window.matchMedia(query);
    const update = () => setWide(media.matches);
    media.addEventListener('change', update);
    return () => media.removeEventListener('change', update);
  }, [query]);
  return wide;
}
