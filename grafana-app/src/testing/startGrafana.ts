import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setBackendSrv } from '@grafana/runtime';
import { backendOver } from './backendOver';

/** What the stand-in for Grafana's server answers to one `METHOD /path`. A string body is sent as plain text. */
export interface CannedAnswer {
  status: number;
  body?: unknown;
}

/** A request that reached the server. */
export interface ReceivedRequest {
  method: string;
  path: string;
  body: unknown;
}

export interface FakeGrafana {
  /** Answers by `METHOD /path`; what is not listed is answered 404 as Grafana words it. */
  answers: Map<string, CannedAnswer>;
  received: ReceivedRequest[];
  close(): Promise<void>;
}

/**
 * Starts a server on the loopback that stands in for Grafana's own HTTP API, and points the runtime's `getBackendSrv()` at it.
 * Only `fetch` of the backend service is offered, since that is all the app uses.
 */
export async function startGrafana(): Promise<FakeGrafana> {
  const answers = new Map<string, CannedAnswer>();
  const received: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    const method = request.method ?? 'GET';
    const path = request.url ?? '/';
    received.push({ method, path, body: await readJson(request) });
    const { status, body } = answers.get(`${method} ${path}`) ?? { status: 404, body: { message: 'Not found' } };
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json' });
    response.end(isText ? body : body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  setBackendSrv(backendOver(`http://127.0.0.1:${port}`));
  return {
    answers,
    received,
    close: () =>
      new Promise((closed, failed) => {
        server.close((error) => (error === undefined ? closed() : failed(error)));
        server.closeAllConnections();
      }),
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
