import type { NavModel, NavModelItem } from '@grafana/data';
import { createContext, useSyncExternalStore } from 'react';

/** The place of the page that is shown: its section of the menu, and what it says about itself. */
export interface ShownPage {
  section: NavModel;
  pageNav?: NavModelItem;
}

/** The section that a page belongs to, for `PluginPage` to take its title from. */
export const SectionContext = createContext<NavModel>({ main: { text: '' }, node: { text: '' } });

let shown: ShownPage | undefined;
const listeners = new Set<() => void>();

/** Tells the bars which page is shown. */
export function showPage(page: ShownPage): void {
  shown = page;
  for (const listener of listeners) {
    listener();
  }
}

/** The page that is shown, for the bars. Pages themselves do not listen, so telling the bars does not draw the page again. */
export function useShownPage(): ShownPage | undefined {
  return useSyncExternalStore(subscribe, () => shown);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
