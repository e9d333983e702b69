require('./jest-cascade');
const { TestEnvironment } = require('jest-environment-jsdom');

// jsdom has no network of its own. Tests speak to real servers on the loopback, so they are given Node's fetch and what belongs to it.
const fromNode = {
  AbortController,
  AbortSignal,
  BroadcastChannel,
  fetch,
  Headers,
  ReadableStream,
  Request,
  Response,
  TransformStream,
  URL,
  URLSearchParams,
};

module.exports = class BrowserWithNetwork extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, fromNode);
  }
};
