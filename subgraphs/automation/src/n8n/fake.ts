import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a workflow was started with. */
export type Started = { path: string; idempotencyKey: string; body: { callbackUrl: string; incident: unknown; payload: unknown } };

export type FakeN8n = {
  url: string;
  apiKey: string;
  started: Started[];
  /** A further workflow; `path` is that of its webhook, null for none. */
  has(workflow: { id: string; name: string; active: boolean; path: string | null }): void;
  close(): Promise<void>;
};

/** An n8n on loopback, which answers as version 2.40 does: a page of workflows of its public API, and webhooks of those that are active. */
export async function startFakeN8n(): Promise<FakeN8n> {
  const apiKey = 'n8n_api_key_of_a_test';
  const workflows: Parameters<FakeN8n['has']>[0][] = [];
  const started: Started[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (status: number, body: object) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const { pathname } = new URL(request.url ?? '', 'http://fake');
    if (pathname === '/api/v1/workflows') {
      if (request.headers['x-n8n-api-key'] !== apiKey) return void send(401, { message: 'unauthorized' });
      return void send(200, { data: workflows.map(recorded), nextCursor: null });
    }
    const found = workflows.find(({ path, active }) => active && path !== null && pathname === `/webhook/${path}`);
    if (!found || request.method !== 'POST')
      return void send(404, { code: 404, message: `The requested webhook "${request.method} ${pathname.slice(9)}" is not registered.` });
    const body = JSON.parse(await text(request)) as Started['body'];
    started.push({ path: found.path ?? '', idempotencyKey: String(request.headers['idempotency-key']), body });
    return void send(200, { message: 'Workflow was started' });
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    started,
    has: (workflow) => void workflows.push(workflow),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function recorded({ id, name, active, path }: Parameters<FakeN8n['has']>[0]): object {
  const hook = {
    id: `${id}-hook`,
    name: 'Webhook',
    type: 'n8n-nodes-base.webhook',
    typeVersion: 2,
    position: [0, 0],
    parameters: { httpMethod: 'POST', path },
  };
  return {
    ...{ id, name, active, createdAt: '2026-11-27T09:00:00.000Z', updatedAt: '2026-11-27T09:30:00.000Z', isArchived: false, tags: [] },
    ...{ nodes: path === null ? [] : [hook], connections: {}, settings: { executionOrder: 'v1' } },
  };
}
