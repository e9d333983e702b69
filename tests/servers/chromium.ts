import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { ensure } from './ensure.ts';

export type Chromium = {
  readonly browser: Browser;
  /** A page in a context (cookies, storage) of its own, with everything that goes wrong on it collected. */
  open(url: string, options?: BrowserContextOptions): Promise<{ page: Page; problems: string[] }>;
  stop(): Promise<void>;
};

/** Nothing that asks for hosts on the internet, and no graphics card. */
const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A headless Chromium of Debian's. It ends by itself when this process does, since its pipe closes. */
export async function startChromium(): Promise<Chromium> {
  // Chromium refuses its own sandbox as root.
  const args = process.getuid?.() === 0 ? [...flags, '--no-sandbox'] : flags;
  const browser = await chromium.launch({ executablePath: ensure('chromium'), args });
  return {
    browser,
    open: async (url, options) => {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const problems = collectProblems(page);
      await page.goto(url);
      return { page, problems };
    },
    stop: () => browser.close(),
  };
}

/** A growing list of what went wrong on a page: console errors, uncaught exceptions, requests that failed or were refused. */
export function collectProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.stack ?? error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'unknown';
    // A request that the page itself gave up, on leaving or by AbortController, is no problem.
    if (reason !== 'net::ERR_ABORTED') problems.push(`request: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`response: ${response.url()} ${response.status()}`);
  });
  return problems;
}
