// Jest setup provided by Grafana scaffolding
import './.config/jest-setup';

// jsdom draws nothing; Grafana's Combobox measures its texts on a canvas.
HTMLCanvasElement.prototype.getContext = () => ({ measureText: (text) => ({ width: text.length * 8 }) });
