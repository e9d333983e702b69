import createRouter from 'find-my-way';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { AppError, errorResponse, toAppError } from './errors.ts';
import type { Log } from './log.ts';
import { readBody } from './readBody.ts';

export type HttpRequest = {
  params: Record<string, string | undefined>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** The body as text, decoded (gzip, UTF-8); coded errors for what cannot be. */
  text(limitBytes: number): Promise<string>;
  /** Fires when nobody waits for the answer any more, or the server drains: for answers that take their time. */
  gone(): AbortSignal;
};

export type HttpResponse = { status: number; headers?: Record<string, string>; body?: string | object };

/** One address. `handle` answers a whole response; `stream` takes over the connection (server-sent events, files). */
export type Route = { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string } & (
  | { handle(request: HttpRequest): Promise<HttpResponse> }
  | { stream(request: IncomingMessage, response: ServerResponse, address: Address): Promise<void> }
);

/** What a route's address says beyond its path: its parameters, and what stands behind the question mark. */
export type Address = Pick<HttpRequest, 'params' | 'query'>;

export type ServeOptions = {
  routes: readonly Route[];
  host: string;
  /** 0 takes any free port. */
  port: number;
  log: Log;
  /** Protocol upgrades (WebSocket); refused when absent. */
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

export type Served = { port: number; close(): Promise<void> };

/** How long a drain waits for requests in hand before it cuts their connections. */
const drainMs = 10_000;

/** Serves routes over HTTP until `close`, which lets requests in hand finish. */
export async function serve({ routes, host, port, log, upgrade }: ServeOptions): Promise<Served> {
  const router = createRouter<createRouter.HTTPVersion.V1>({
    ignoreTrailingSlash: true,
    defaultRoute: (request, response) => notFound(routes, request, response, log),
  });
  const draining = new AbortController();
  for (const route of routes) {
    router.on(route.method, route.path, (request, response, params, _store, query) => {
      void answer(route, request, response, params, query, draining.signal).catch((error: unknown) => fail(response, error, log));
    });
  }

  // Clients open connections ahead of need; the server counts one that never carried a request as busy, so it is known here.
  const unused = new Set<Socket>();
  const server = createServer((request, response) => {
    unused.delete(request.socket);
    router.lookup(request, response);
  });
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  // A proxy in front keeps idle connections for long; were ours shorter-lived, its next POST on one could meet a closed socket.
  server.keepAliveTimeout = 600_000;
  server.headersTimeout = 610_000;
  // Long enough for a file of some megabytes over a slow line.
  server.requestTimeout = 300_000;
  if (upgrade) {
    server.on('upgrade', (request, socket, head) => {
      unused.delete(request.socket);
      upgrade(request, socket, head);
    });
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve, reject) => {
        draining.abort();
        const cut = setTimeout(() => server.closeAllConnections(), drainMs);
        // A kept-alive connection becomes idle when its last answer is out, which may be after the drain began.
        const sweep = setInterval(() => server.closeIdleConnections(), 50);
        server.close((error) => {
          clearTimeout(cut);
          clearInterval(sweep);
          if (error) reject(error);
          else resolve();
        });
        server.closeIdleConnections();
        for (const socket of unused) socket.destroy();
      }),
  };
}

async function answer(
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  params: Record<string, string | undefined>,
  query: Record<string, string>,
  draining: AbortSignal,
): Promise<void> {
  if ('stream' in route) return route.stream(request, response, { params, query: new URLSearchParams(query) });
  const result = await route.handle({
    params,
    query: new URLSearchParams(query),
    headers: request.headers,
    text: (limit) => readBody(request, limit),
    gone: () => AbortSignal.any([draining, hangUp(response)]),
  });
  send(response, result);
}

/** Made only for who asks: most answers are given at once. */
function hangUp(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}

function send(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...(typeof body === 'object' && { 'content-type': 'application/json; charset=utf-8' }),
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

function fail(response: ServerResponse, thrown: unknown, log: Log): void {
  // The client hung up before its body was whole: nobody waits for an answer, and nothing here is wrong.
  if (response.socket === null || response.socket.destroyed) {
    log.debug({ err: thrown }, 'request cut off by its client');
    return;
  }
  const error = toAppError(thrown);
  if (error.code === 'INTERNAL') log.error({ err: thrown }, 'request failed');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, body } = errorResponse(error);
  // A body that was refused unread must not be taken for the next request on the same connection.
  const headers: Record<string, string> = error.code === 'BODY_TOO_LARGE' ? { connection: 'close' } : {};
  if (error.retryAfter !== undefined) headers['retry-after'] = String(error.retryAfter);
  send(response, { status, body, headers });
}

function notFound(routes: readonly Route[], request: IncomingMessage, response: ServerResponse, log: Log): void {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const others = createRouter<createRouter.HTTPVersion.V1>({ ignoreTrailingSlash: true });
  for (const route of routes) others.on(route.method, route.path, () => undefined);
  const allowed = (['GET', 'POST', 'PUT', 'DELETE'] as const).filter((method) => others.find(method, path) !== null);
  if (allowed.length === 0) {
    fail(response, new AppError('NOT_FOUND', `There is nothing at ${path}.`), log);
    return;
  }
  response.setHeader('allow', allowed.join(', '));
  fail(response, new AppError('METHOD_NOT_ALLOWED', `${request.method ?? ''} is not possible at ${path}.`), log);
}
