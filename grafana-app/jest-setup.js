// Jest setup provided by Grafana scaffolding
import './.config/jest-setup';

// jsdom draws nothing; Grafana's Combobox measures its texts on a canvas.
HTMLCanvasElement.prototype.getContext = () => ({ measureText: (text) => ({ width: text.length * 8 }) });

// jsdom lays nothing out and observes neither sizes nor sight; Grafana's Drawer wants both.
class Blind {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= Blind;
globalThis.IntersectionObserver ??= Blind;

// jsdom works out the whole cascade at each question for an element's style, and queries by role ask for every element of the page: half the time of the
// page tests. What it said holds until the document changes.
const computeStyle = window.getComputedStyle.bind(window);
let styles = new WeakMap();
const changes = new MutationObserver(() => void (styles = new WeakMap()));
changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
window.getComputedStyle = (element, pseudoElement) => {
  if (pseudoElement) {
    return computeStyle(element, pseudoElement);
  }
  if (changes.takeRecords().length > 0) {
    styles = new WeakMap();
  }
  const known = styles.get(element);
  if (known) {
    return known;
  }
  const style = computeStyle(element);
  styles.set(element, style);
  return style;
};
