import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import InlineSvg, { cacheStore } from 'react-inlinesvg';

const BLANK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"></svg>';

/**
 * Fills the icons' cache before anything is drawn, as Grafana does from its bundle. Without it the same icon asked for twice
 * at once may stay blank (react-inlinesvg 4.2).
 */
export async function cacheIcons(): Promise<void> {
  const response = await fetch('/public/host/icons.json');
  const icons: Record<string, string> = await response.json();
  makeCache();
  for (const [name, content] of Object.entries(icons)) {
    cacheStore.set(`/public/build/img/icons/${name}`, { content, status: 'loaded' });
  }
}

/** The cache is made when the first picture is drawn, so one is drawn out of sight. */
function makeCache(): void {
  const root = createRoot(document.createElement('div'));
  flushSync(() => root.render(createElement(InlineSvg, { src: BLANK })));
  root.unmount();
}
