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

// Grafana mounts a button anew when its tooltip goes, and a click on the old one is lost; drawers take the focus as they come in. On a busy machine a test may meet
// either: it is tried once more, and what went wrong the first time is printed.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
