import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Received = { method: string; path: string; headers: IncomingHttpHeaders; body: string };

/** What the service answers to one request; `after` holds the answer back. */
export type Reply = { status: number; headers?: Record<string, string>; body?: string; after?: Promise<void> };

export type Service = {
  origin: string;
  received: Received[];
  /** How requests are answered from now on; 200 with `ok` before. */
  reply(reply: Reply | ((request: Received) => Reply)): void;
  close(): Promise<void>;
};

/** Somebody else's HTTP service that playbooks act upon, on loopback. */
export async function startService(): Promise<Service> {
  const received: Received[] = [];
  let answer: (request: Received) => Reply = () => ({ status: 200, body: 'ok' });
  const serveOne = async (request: IncomingMessage, response: ServerResponse) => {
    const seen = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: await text(request) };
    received.push(seen);
    const { status, headers, body, after } = answer(seen);
    await after;
    response.writeHead(status, headers).end(body);
  };
  const server = createServer((request, response) => void serveOne(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    reply: (reply) => void (answer = typeof reply === 'function' ? reply : () => reply),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
