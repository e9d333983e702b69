/** What scrolls an element: the nearest ancestor that does, or undefined for the window. Grafana has had it both ways. */
export function findScroller(element: HTMLElement): HTMLElement | undefined {
  for (let parent = element.parentElement; parent !== null && parent !== document.body; parent = parent.parentElement) {
    if (/auto|scroll|overlay/.test(getComputedStyle(parent).overflowY)) {
      return parent;
    }
  }
  return undefined;
}
