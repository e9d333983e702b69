import { locationUtil } from '@grafana/data';
import { locationService } from '@grafana/runtime';

/** Turns clicks on the site's own links into navigation inside the page, as Grafana does for every link of a plugin. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    const href = anchor?.getAttribute('href');
    const opensElsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (
      !anchor ||
      !href ||
      anchor.target ||
      anchor.hasAttribute('download') ||
      opensElsewhere ||
      event.defaultPrevented
    ) {
      return;
    }
    if (href.startsWith('#') || anchor.origin !== window.location.origin || href.startsWith('/public/')) {
      return;
    }
    event.preventDefault();
    locationService.push(locationUtil.stripBaseFromUrl(anchor.pathname + anchor.search + anchor.hash));
  });
}
