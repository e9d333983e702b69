import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { createHost, type Host } from '../server/createHost.ts';

// Loads the built plugin in the built host (`npm run build`, `npm run build:host`) with a real browser, before a gateway that has
// nothing to show. What the plugin's pages do with data is the business of their own tests.

const ID = 'sre-platform-app';
const INCIDENTS = `/a/${ID}/incidents`;
const CONFIGURATION = `/plugins/${ID}`;

let folder: string;
let gateway: Server;
let host: Host;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'host-page-'));
  gateway = createServer(answer);
  await new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening));
  const { port } = gateway.address() as AddressInfo;
  host = await createHost({
    port: 0,
    gatewayUrl: `http://127.0.0.1:${port}`,
    connectionSecret: 's3cret',
    pluginDist: join(__dirname, '..', '..', 'dist'),
    stateDir: folder,
  });
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}, 60_000);

afterAll(async () => {
  await browser.close();
  await host.close();
  gateway.closeAllConnections();
  await new Promise((closed) => gateway.close(closed));
  await rm(folder, { recursive: true });
});

/** A page with everything that went wrong in it: console errors and warnings, uncaught errors, failed and refused requests. */
async function open(path: string, width = 1400): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      faults.push(`${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => faults.push(String(error.stack)));
  page.on('requestfailed', (request) => {
    // An aborted request is one that the page itself had no more use for, such as an operation on the live stream.
    const why = request.failure()?.errorText ?? 'failed';
    if (why !== 'net::ERR_ABORTED') {
      faults.push(`${why}: ${request.method()} ${request.url()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) {
      faults.push(`${response.status()}: ${response.url()}`);
    }
  });
  await page.goto(host.url + path);
  return { page, faults };
}

describe.each([
  ['dark', 'en-US'],
  ['light', 'en-US'],
  ['dark', 'zh-Hant'],
])('the plugin in %s, %s', (theme, language) => {
  const query = `?theme=${theme}&lang=${language}`;

  it('shows its first page without a fault', async () => {
    const { page, faults } = await open(`/${query}`);
    await page.getByRole('heading', { level: 1, name: /Incidents|事件/ }).waitFor();
    await page.waitForLoadState('load');
    expect(new URL(page.url()).pathname).toBe(INCIDENTS);
    expect(new URL(page.url()).search).not.toContain('theme');
    expect(await page.getByRole('note').isVisible()).toBe(true);
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).toBe(theme === 'dark' ? 'rgb(17, 18, 23)' : 'rgb(251, 251, 251)');
    expect(faults).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('shows its configuration without a fault', async () => {
    const { page, faults } = await open(CONFIGURATION + query);
    await page.getByRole('button', { name: language === 'en-US' ? 'Test connection' : '測試連線' }).click();
    const found = language === 'en-US' ? 'Connected as Ada Lovelace of Demo' : '已連線，身分為 Demo 的 Ada Lovelace';
    await page.getByText(found).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  }, 60_000);
});

describe('the host', () => {
  it('saves what the configuration page posts', async () => {
    const { page, faults } = await open(CONFIGURATION);
    const address = page.getByLabel(/Gateway address/);
    const before = await address.inputValue();
    await address.fill('http://127.0.0.1:1/');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Settings saved').waitFor();
    await page.reload();
    expect(await address.inputValue()).toBe('http://127.0.0.1:1');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByText(/Nothing answers at the gateway address/).waitFor();
    await address.fill(before);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Settings saved').waitFor();
    expect(faults.filter((fault) => !fault.includes('502'))).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('follows links without loading the page again', async () => {
    const { page, faults } = await open(INCIDENTS);
    await page.evaluate(() => Object.assign(window, { marked: true }));
    await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Resources' }).click();
    await page.getByRole('heading', { level: 1, name: 'Resources' }).waitFor();
    expect(await page.evaluate(() => 'marked' in window)).toBe(true);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Incidents' }).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('signs in as another person, who sees what their role may see', async () => {
    const { page } = await open(INCIDENTS);
    await page.getByRole('button', { name: 'Signed in as Ada Lovelace' }).click();
    await page.getByRole('menuitem', { name: /Vera Viewer/ }).click();
    await page.getByRole('button', { name: 'Signed in as Vera Viewer' }).waitFor();
    const menu = page.getByRole('navigation', { name: 'Main menu' });
    await menu.getByRole('link', { name: 'Incidents' }).waitFor();
    expect(await menu.getByRole('link', { name: 'Configuration' }).count()).toBe(0);
    await page.context().close();
  }, 60_000);

  it('hides the menu behind a button on a narrow screen', async () => {
    const { page, faults } = await open(INCIDENTS, 420);
    await page.getByRole('heading', { level: 1, name: 'Incidents' }).waitFor();
    const menu = page.getByRole('navigation', { name: 'Main menu' });
    expect(await menu.count()).toBe(0);
    await page.getByRole('button', { name: 'Open menu' }).click();
    await menu.getByRole('link', { name: 'Alert rules' }).click();
    await page.getByRole('heading', { level: 1, name: 'Alert rules' }).waitFor();
    expect(await menu.count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(420);
    expect(faults).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('says so for a page the plugin does not have', async () => {
    const { page, faults } = await open(`/a/${ID}/nothing-here`);
    await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  }, 60_000);
});

const nothing = {
  edges: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  totalCount: 0,
};
const data = {
  viewer: { person: { id: 'p', name: 'Ada Lovelace' }, tenant: { id: 't', name: 'Demo' }, permissions: [], teams: [] },
  incidents: nothing,
  incidentFacets: {
    counted: 0,
    isComplete: true,
    statuses: [],
    severities: [],
    priorities: [],
    ownerTeams: [],
    labels: [],
  },
  savedViews: [],
  alerts: nothing,
  resources: nothing,
};

/** A gateway of an empty platform: GraphQL over HTTP, and graphql-sse's single connection with no event on it. */
const answer: Parameters<typeof createServer>[1] = (request, response) => {
  request.resume();
  const json = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  switch (`${request.method} ${request.url?.split('?')[0]}`) {
    case 'GET /readyz':
      json(200, { status: 'ready', ready: ['gateway'], notReady: [] });
      break;
    case 'POST /graphql':
      json(200, { data });
      break;
    case 'PUT /graphql/stream':
      response.writeHead(201, { 'content-type': 'text/plain' }).end('token');
      break;
    case 'GET /graphql/stream':
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
      break;
    default:
      response.writeHead(request.method === 'POST' ? 202 : 200).end();
  }
};
