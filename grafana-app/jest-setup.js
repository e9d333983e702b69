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

// What was found may be mounted anew before it is looked at, now and then, on a busy machine: a test is tried once more, and what went wrong the first time is printed.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
