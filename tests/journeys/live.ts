import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import type { Page } from 'playwright-core';
import { WebSocket } from 'ws';
import type { Composition } from '../compositions/embedded.ts';
import { startChromium } from '../servers/chromium.ts';
import { eventually } from './ask.ts';
import type { Place } from './place.ts';

/** Live changes through the public addresses, as the field's own clients hear them, and one stream per browser. */

type Changes = { data?: { incidentChanged: { sequence: number; incidents: { title: string }[]; removed: string[] } } | null };
type Hears = (platform: Composition, query: string, hear: (result: Changes) => void) => () => void;

const listeners: Record<string, Hears> = {
  'graphql-ws'({ wsUrl, apiKey }, query, hear) {
    const client = createWsClient({ url: wsUrl, webSocketImpl: WebSocket, connectionParams: { authorization: `Bearer ${apiKey}` } });
    const stop = client.subscribe<NonNullable<Changes['data']>>({ query }, { next: hear, error: rethrow, complete: nothing });
    return () => {
      stop();
      void client.dispose();
    };
  },
  'graphql-sse, distinct connections': (platform, query, hear) => listenBySse(platform, query, hear, false),
  'graphql-sse, single connection': (platform, query, hear) => listenBySse(platform, query, hear, true),
};

function listenBySse({ sseUrl, apiKey }: Composition, query: string, hear: (result: Changes) => void, singleConnection: boolean): () => void {
  const client = createSseClient({ url: sseUrl, headers: { authorization: `Bearer ${apiKey}` }, singleConnection });
  let isOver = false;
  // Disposing of the client cuts its connection, which it reports as an error too.
  const error = (cause: unknown) => {
    if (!isOver) rethrow(cause);
  };
  client.subscribe<NonNullable<Changes['data']>>({ query }, { next: hear, error, complete: nothing });
  return () => {
    isOver = true;
    client.dispose();
  };
}

export function liveJourney(place: () => Place): void {
  describe('live changes', () => {
    test.each(Object.keys(listeners))(
      '%s hears an incident open and leave its filter',
      async (name) => {
        const { platform } = place();
        const heard: Changes[] = [];
        const query = 'subscription { incidentChanged(filter: { statuses: [TRIGGERED] }) { sequence incidents { title } removed } }';
        const stop = listeners[name]?.(platform, query, (result) => heard.push(result));
        const alertname = `Heard by ${name}`;
        // The subscription may stand a moment after the client asked for it, so the alert is sent until something is heard.
        await eventually('incident', async () => {
          await send(platform, alertname, false);
          return changes(heard).some(({ incidents }) => incidents.some(({ title }) => title.includes(alertname)));
        });
        await send(platform, alertname, true);
        await eventually('removal', async () => changes(heard).some(({ removed }) => removed.length > 0));
        stop?.();
      },
      60_000,
    );

    test('a browser with eight tabs holds one stream, every tab is live, and another tab takes over when the leader closes', async () => {
      const { platform } = place();
      const chromium = await startChromium();
      try {
        const context = await chromium.browser.newContext();
        const tabs: Page[] = [];
        for (let count = 0; count < 8; count += 1) {
          const tab = await context.newPage();
          await tab.goto(platform.pageUrl);
          await tab.getByText('Live', { exact: true }).waitFor();
          tabs.push(tab);
        }
        expect(await openStreams(platform)).toBe(1);
        await send(platform, 'SeenByEveryTab', false);
        for (const tab of tabs) await tab.getByText(/SeenByEveryTab/).waitFor();

        await tabs.shift()?.close();
        await eventually('new leader', async () => (await openStreams(platform)) === 1);
        await eventually('news after the change of leader', async () => {
          await send(platform, 'SeenAfterwards', false);
          return Promise.all(tabs.map((tab) => tab.getByText(/SeenAfterwards/).isVisible())).then((seen) => seen.every(Boolean));
        });
      } finally {
        await chromium.stop();
      }
    }, 180_000);
  });
}

async function openStreams({ graphqlUrl }: Composition): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', graphqlUrl))).text();
  return Number(/^sre_gateway_connections\{kind="event_stream"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
}

async function send({ ingest }: Composition, alertname: string, isResolved: boolean): Promise<void> {
  const times = isResolved ? { endsAt: new Date().toISOString() } : {};
  const body = JSON.stringify([{ labels: { alertname, severity: 'warning', instance: 'live-1:9100' }, ...times }]);
  const response = await fetch(ingest.prometheus, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect(response.status).toBe(200);
}

function changes(heard: readonly Changes[]): NonNullable<Changes['data']>['incidentChanged'][] {
  return heard.flatMap(({ data }) => (data ? [data.incidentChanged] : []));
}

function rethrow(error: unknown): void {
  throw new Error('The stream broke.', { cause: error });
}

function nothing(): void {
  // A finished subscription needs no answer.
}
