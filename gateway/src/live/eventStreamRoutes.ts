import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import { readBody } from '#kit/readBody';
import { createToken } from '#kit/secret';
import type { Route } from '#kit/serve';
import type { GatewayParts } from '../createGateway.ts';
import { readJson, requireJson } from '../http/readJson.ts';
import { requestIdOf } from '../http/requestId.ts';
import { readOperationParams } from '../operation/operationParams.ts';
import { type EventStream, openEventStream } from './openEventStream.ts';
import { callerKey, type Quota } from './quota.ts';
import type { OperationSink, StartOperation } from './startOperation.ts';
import { streamLife } from './streamLife.ts';

export type EventStreams = {
  routes: Route[];
  /** Ends every stream of a tenant; clients reconnect, and are identified again. */
  renew(tenantId: string): void;
  /** Ends every stream; clients reconnect. */
  close(): Promise<void>;
};

type EventStreamParts = Pick<GatewayParts, 'identify' | 'limits' | 'clock' | 'metrics' | 'drain'> & { start: StartOperation; connections: Quota };

/** A stream that was asked for with PUT; operations may be added before it is opened. */
type Reservation = {
  owner: string;
  stream: EventStream | undefined;
  /** Events of operations that were faster than the client's GET. */
  early: string[];
  operations: Map<string, () => void>;
  /** Its stream is open, so that it no longer runs out. */
  keep(): void;
  discard(): void;
};

const path = '/graphql/stream';
const tokenHeader = 'x-graphql-event-stream-token';

/** How long a reservation waits for its stream, and how many events it keeps until then. */
const reservedMs = 15_000;
const earlyEvents = 100;

/**
 * `/graphql/stream` in the protocol of graphql-sse. Distinct connections: POST (or GET, for EventSource) with `accept: text/event-stream`, one operation
 * each. Single connection: PUT reserves and answers a token, GET with the token opens the stream, POST adds an operation to it, DELETE takes one
 * away. Every request is identified, and a reservation only obeys the caller that made it.
 *
 * Reservations live in this process: several gateways behind one address need a balancer that keeps a client on one of them.
 */
export function createEventStreams({ identify, start, connections, limits, clock, metrics, drain }: EventStreamParts): EventStreams {
  const reservations = new Map<string, Reservation>();
  const open = new Set<{ tenantId: string; stream: EventStream; closed: Promise<void> }>();

  function openStream(response: ServerResponse, { tenantId }: Caller, expiresAt: Date | null, onClose: () => void): EventStream {
    let markClosed: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (markClosed = resolve));
    const stream = openEventStream({
      response,
      life: streamLife(expiresAt, clock.now(), limits.streamMs),
      backlogBytes: limits.backlogBytes,
      metrics,
      onClose() {
        open.delete(entry);
        onClose();
        markClosed();
      },
    });
    const entry = { tenantId, stream, closed };
    open.add(entry);
    return stream;
  }

  /** PUT: makes room for a stream. */
  async function reserve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { caller } = await admit(request);
    const release = connections.take(caller);
    const token = createToken('stream');
    const expiry = setTimeout(() => reservation.discard(), reservedMs);
    const reservation: Reservation = {
      owner: callerKey(caller),
      stream: undefined,
      early: [],
      operations: new Map(),
      keep: () => clearTimeout(expiry),
      discard() {
        clearTimeout(expiry);
        if (!reservations.delete(token)) return;
        for (const stop of reservation.operations.values()) stop();
        release();
      },
    };
    reservations.set(token, reservation);
    response.once('close', () => response.writableFinished || reservation.discard());
    response.writeHead(201, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(token);
  }

  /** GET or POST that accepts events: the reserved stream, or an operation with a stream of its own. */
  async function stream(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { caller, expiresAt } = await admit(request);
    const token = tokenOf(request);
    if (token === undefined) return streamOne(request, response, caller, expiresAt);

    const reservation = reservationOf(token, caller);
    if (reservation.stream) throw new AppError('CONFLICT', 'This stream is open already.');
    reservation.keep();
    reservation.stream = openStream(response, caller, expiresAt, () => reservation.discard());
    for (const text of reservation.early.splice(0)) reservation.stream.send(text);
  }

  async function streamOne(request: IncomingMessage, response: ServerResponse, caller: Caller, expiresAt: Date | null): Promise<void> {
    const params = request.method === 'GET' ? readSearch(request) : await readOperation(request);
    const release = connections.take(caller);
    let stop: () => void = () => undefined;
    const events = openStream(response, caller, expiresAt, () => {
      stop();
      release();
    });
    const complete = () => {
      events.send('event: complete\ndata:\n\n');
      events.end();
    };
    stop = start(
      params,
      caller,
      requestIdOf(request),
      {
        next: (payload) => events.send(`event: next\ndata: ${payload}\n\n`),
        complete,
        refuse(errors) {
          events.send(`event: next\ndata: ${JSON.stringify({ errors })}\n\n`);
          complete();
        },
      },
      { mutations: request.method !== 'GET' },
    );
    if (response.destroyed) stop();
  }

  /** POST: adds an operation to a reserved stream; its results, refusals included, come on the stream. */
  async function add(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (accepts(request)) return stream(request, response);
    const { caller } = await admit(request);
    const reservation = reservationOf(tokenOf(request), caller);
    const params = await readOperation(request);
    const { operationId: id } = readOperationParams(params);
    if (id === undefined) throw new AppError('BAD_USER_INPUT', 'The operation needs an id in extensions.operationId.');
    if (reservation.operations.has(id)) throw new AppError('CONFLICT', 'An operation with this id runs already.');

    const send = (text: string) => {
      if (reservation.stream) reservation.stream.send(text);
      else if (reservation.early.length < earlyEvents) reservation.early.push(text);
      else reservation.discard();
    };
    const quotedId = JSON.stringify(id);
    const sink: OperationSink = {
      next: (payload) => send(`event: next\ndata: {"id":${quotedId},"payload":${payload}}\n\n`),
      complete() {
        reservation.operations.delete(id);
        send(`event: complete\ndata: {"id":${quotedId}}\n\n`);
      },
      refuse(errors) {
        sink.next(JSON.stringify({ errors }));
        sink.complete();
      },
    };
    reservation.operations.set(id, start(params, caller, requestIdOf(request), sink));
    response.writeHead(202, { 'content-length': 0 }).end();
  }

  /** DELETE: stops an operation. */
  async function remove(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reservation = reservationOf(tokenOf(request), (await admit(request)).caller);
    const id = searchOf(request).get('operationId');
    if (id === null) throw new AppError('BAD_USER_INPUT', 'Name the operation in "operationId".');
    reservation.operations.get(id)?.();
    reservation.operations.delete(id);
    response.writeHead(200, { 'content-length': 0 }).end();
  }

  async function admit(request: IncomingMessage): ReturnType<typeof identify> {
    if (drain.isDraining()) throw new AppError('UNAVAILABLE', 'The gateway is shutting down.', { retryAfter: 1 });
    return identify(request);
  }

  function reservationOf(token: string | undefined, caller: Caller): Reservation {
    const reservation = token === undefined ? undefined : reservations.get(token);
    if (!reservation) throw new AppError('NOT_FOUND', 'There is no such stream: reserve one with PUT, or accept text/event-stream.');
    if (reservation.owner !== callerKey(caller)) throw new AppError('FORBIDDEN', 'This stream was reserved by somebody else.');
    return reservation;
  }

  async function readOperation(request: IncomingMessage): Promise<unknown> {
    requireJson(request);
    return readJson(await readBody(request, limits.bodyBytes));
  }

  return {
    routes: [
      { method: 'PUT', path, stream: reserve },
      { method: 'GET', path, stream },
      { method: 'POST', path, stream: add },
      { method: 'DELETE', path, stream: remove },
    ],
    renew(tenantId) {
      for (const entry of open) if (entry.tenantId === tenantId) entry.stream.end('expired');
    },
    async close() {
      const closed = [...open].map((entry) => entry.closed);
      for (const { stream } of open) stream.end('drained');
      await Promise.all(closed);
      for (const reservation of reservations.values()) reservation.discard();
    },
  };
}

function accepts({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes('text/event-stream') ?? false;
}

function searchOf(request: IncomingMessage): URLSearchParams {
  return new URL(request.url ?? '', 'http://gateway').searchParams;
}

function tokenOf(request: IncomingMessage): string | undefined {
  const header = request.headers[tokenHeader];
  return (typeof header === 'string' ? header : undefined) ?? searchOf(request).get('token') ?? undefined;
}

/** An operation as EventSource can send it. */
function readSearch(request: IncomingMessage): unknown {
  const search = searchOf(request);
  const json = (name: string) => {
    const text = search.get(name);
    return text === null ? undefined : readJson(text);
  };
  return {
    query: search.get('query'),
    documentId: search.get('documentId'),
    operationName: search.get('operationName'),
    variables: json('variables'),
    extensions: json('extensions'),
  };
}
