import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { ErrorCode } from '#contracts/errors';
import type { Caller } from '#kit/caller';
import { toAppError } from '#kit/errors';
import type { GatewayParts } from '../createGateway.ts';
import { requestIdOf } from '../http/requestId.ts';
import type { Quota } from './quota.ts';
import type { StartOperation } from './startOperation.ts';
import { streamLife } from './streamLife.ts';
import { readWebSocketMessage } from './webSocketMessage.ts';

export type WebSocketStreams = {
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Asks every client of a tenant to reconnect, and so to be identified again. */
  renew(tenantId: string): void;
  /** Asks every client to reconnect elsewhere; resolves when their sockets are closed. */
  close(): Promise<void>;
};

type WebSocketParts = Pick<GatewayParts, 'identify' | 'limits' | 'clock' | 'log' | 'metrics' | 'drain'> & {
  start: StartOperation;
  connections: Quota;
};

/** Codes of our own (4000 to 4099), which graphql-ws clients answer by reconnecting, as they do 1012 and 1013. */
const closings = {
  expired: { code: 4001, reason: 'Reconnect to be identified again' },
  slow: { code: 4008, reason: 'Too slow: events were waiting' },
  drained: { code: 1012, reason: 'Restarting' },
} as const;

/** Clients give up on 4401; on the others they try again. What is not listed is worth another try. */
const closeCodes: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: CloseCode.Unauthorized,
  CONNECTION_UNKNOWN: CloseCode.Unauthorized,
  TOKEN_EXPIRED: CloseCode.Forbidden,
  FORBIDDEN: CloseCode.Forbidden,
};
const tryAgainLater = 1013;

const initialisationMs = 3_000;
const pingMs = 15_000;
/** How long a closed socket may take to finish its goodbye. */
const goodbyeMs = 1_000;

/**
 * WebSocket `/graphql` in the protocol graphql-transport-ws. The server half of graphql-ws is not used: it serialises every event once per client,
 * while here clients that share a subscription get the same text behind their own id.
 */
export function createWebSocketStreams({ identify, start, connections, limits, clock, log, metrics, drain }: WebSocketParts): WebSocketStreams {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.bodyBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false),
  });
  const silent = new Set<WebSocket>();
  const enders = new WeakMap<WebSocket, { tenantId: () => string | undefined; endFor: (why: keyof typeof closings) => void }>();
  const pinger = setInterval(() => {
    for (const socket of server.clients) {
      if (silent.has(socket)) socket.terminate();
      else {
        silent.add(socket);
        socket.ping();
      }
    }
  }, pingMs);
  pinger.unref();

  function serve(socket: WebSocket, request: IncomingMessage): void {
    const requestId = requestIdOf(request);
    const operations = new Map<string, () => void>();
    let caller: Caller | undefined;
    let isInitialised = false;
    let releaseConnection: () => void = () => undefined;
    let timer = setTimeout(() => end(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout'), initialisationMs);
    metrics.connections.inc('websocket');

    function stopAll(): void {
      for (const stop of operations.values()) stop();
      operations.clear();
    }

    function end(code: number, reason: string): void {
      stopAll();
      socket.close(code, reason);
      // A peer that does not read never says goodbye either.
      setTimeout(() => socket.terminate(), goodbyeMs).unref();
    }

    function endFor(why: keyof typeof closings): void {
      metrics.streamEnded('websocket', why);
      end(closings[why].code, closings[why].reason);
    }

    function send(text: string): void {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(text);
      if (socket.bufferedAmount > limits.backlogBytes) endFor('slow');
    }

    async function initialise(params: Record<string, unknown> | undefined): Promise<void> {
      if (isInitialised) return end(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
      isInitialised = true;
      clearTimeout(timer);
      let life: number;
      try {
        const identified = await identify(withAuthorization(request, params));
        life = streamLife(identified.expiresAt, clock.now(), limits.streamMs);
        caller = identified.caller;
        releaseConnection = connections.take(caller);
      } catch (error) {
        const { code, message } = toAppError(error);
        if (code === 'INTERNAL') log.error({ err: error, requestId }, 'identification failed');
        return end(closeCodes[code] ?? tryAgainLater, `${code}: ${message}`.slice(0, 100));
      }
      // The socket may have closed while the caller was looked up.
      if (socket.readyState !== socket.OPEN) return releaseConnection();
      timer = setTimeout(() => endFor('expired'), life);
      send('{"type":"connection_ack"}');
    }

    function subscribe(id: string, payload: unknown): void {
      if (!caller) return end(CloseCode.Unauthorized, 'Unauthorized');
      if (operations.has(id)) return end(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`.slice(0, 100));
      const quotedId = JSON.stringify(id);
      const frame = `{"id":${quotedId},"type":"next","payload":`;
      const stop = start(payload, caller, requestId, {
        next: (text) => send(`${frame}${text}}`),
        complete() {
          operations.delete(id);
          send(`{"id":${quotedId},"type":"complete"}`);
        },
        refuse(errors) {
          operations.delete(id);
          send(`{"id":${quotedId},"type":"error","payload":${JSON.stringify(errors)}}`);
        },
      });
      operations.set(id, stop);
    }

    socket.on('message', (data: RawData) => {
      const message = readWebSocketMessage(data);
      switch (message?.type) {
        case 'connection_init':
          return void initialise(message.payload);
        case 'subscribe':
          return subscribe(message.id, message.payload);
        case 'complete':
          operations.get(message.id)?.();
          return void operations.delete(message.id);
        case 'ping':
          return send('{"type":"pong"}');
        case 'pong':
          return;
        case undefined:
          return end(CloseCode.BadRequest, 'Invalid message');
      }
    });
    socket.on('pong', () => silent.delete(socket));
    socket.on('error', (error) => log.debug({ err: error, requestId }, 'websocket'));
    socket.on('close', () => {
      clearTimeout(timer);
      stopAll();
      silent.delete(socket);
      releaseConnection();
      metrics.connections.dec('websocket');
    });
    enders.set(socket, { tenantId: () => caller?.tenantId, endFor });
  }

  return {
    upgrade(request, socket, head) {
      const path = request.url?.split('?', 1)[0];
      if (path !== '/graphql') return refuseUpgrade(socket, '404 Not Found');
      if (drain.isDraining()) return refuseUpgrade(socket, '503 Service Unavailable');
      server.handleUpgrade(request, socket, head, (webSocket) => {
        if (webSocket.protocol === GRAPHQL_TRANSPORT_WS_PROTOCOL) serve(webSocket, request);
        else webSocket.close(CloseCode.SubprotocolNotAcceptable, 'Subprotocol not acceptable');
      });
    },
    renew(tenantId) {
      for (const socket of server.clients) {
        const ender = enders.get(socket);
        if (ender?.tenantId() === tenantId) ender.endFor('expired');
      }
    },
    async close() {
      clearInterval(pinger);
      const closed = [...server.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of server.clients) {
        const ender = enders.get(socket);
        if (ender) ender.endFor('drained');
        else socket.terminate();
      }
      await Promise.all(closed);
      server.close();
    },
  };
}

function refuseUpgrade(socket: Duplex, status: string): void {
  // Nobody else listens to this socket, and an unheard error would end the process.
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** Browsers cannot set headers on a WebSocket, so that their token comes with the first message and counts as the header. */
function withAuthorization(request: IncomingMessage, params: Record<string, unknown> | undefined): IncomingMessage {
  const authorization = params?.['authorization'];
  if (typeof authorization !== 'string') return request;
  return Object.create(request, { headers: { value: { ...request.headers, authorization }, enumerable: true } }) as IncomingMessage;
}
