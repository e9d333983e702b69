import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startChromium } from './chromium.ts';
import { describeWith } from './describeWith.ts';

const html = `<!doctype html><title>Page</title><link rel="icon" href="data:,"><h1>Incidents</h1>
<script>console.error('told'); fetch('/missing'); setTimeout(() => { throw new Error('thrown'); });</script>`;

describeWith(['chromium'], 'Chromium', () => {
  test('shows a page and collects what goes wrong on it', async () => {
    const site = createServer((request, response) => {
      response.writeHead(request.url === '/' ? 200 : 404, { 'content-type': 'text/html' }).end(request.url === '/' ? html : '');
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    const { port } = site.address() as AddressInfo;
    const chromium = await startChromium();
    try {
      const { page, problems } = await chromium.open(`http://127.0.0.1:${port}/`, { viewport: { width: 800, height: 600 } });
      expect(await page.locator('h1').innerText()).toBe('Incidents');
      await page.waitForLoadState('networkidle');
      expect(problems).toEqual(
        expect.arrayContaining([
          'console: told',
          expect.stringMatching(/^exception: Error: thrown/),
          `response: http://127.0.0.1:${port}/missing 404`,
        ]),
      );
    } finally {
      await chromium.stop();
      site.close();
    }
  }, 60_000);
});
