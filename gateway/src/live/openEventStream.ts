import type { ServerResponse } from 'node:http';
import type { GatewayMetrics, StreamEnd } from '../metrics.ts';

/** One open response of server-sent events. */
export type EventStream = {
  send(text: string): void;
  /** Ends it; without a reason because all is said. Clients reconnect when operations were still running. */
  end(why?: StreamEnd): void;
};

type EventStreamOptions = {
  response: ServerResponse;
  /** Milliseconds until it is ended for a new identification. */
  life: number;
  backlogBytes: number;
  metrics: GatewayMetrics;
  /** Called once, whoever ended it. */
  onClose: () => void;
};

/** Proxies cut connections that say nothing for long. */
const heartbeatMs = 15_000;

/** Starts a stream of server-sent events that survives proxies: uncompressed, unbuffered, never silent for more than 15 s. */
export function openEventStream({ response, life, backlogBytes, metrics, onClose }: EventStreamOptions): EventStream {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    // no-transform keeps proxies from compressing, which would hold events back.
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  });
  // Some browsers take a response for started only once it has a body.
  response.write(':\n\n');
  metrics.connections.inc('event_stream');

  const expiry = setTimeout(() => end('expired'), life);
  const heartbeat = setInterval(() => send(':\n\n'), heartbeatMs);
  const closed = () => {
    clearTimeout(expiry);
    clearInterval(heartbeat);
    metrics.connections.dec('event_stream');
    onClose();
  };
  // The client may have gone while it was identified, and a response tells its close only once.
  if (response.destroyed) queueMicrotask(closed);
  else response.once('close', closed);

  function send(text: string): void {
    if (response.writableEnded || response.destroyed) return;
    response.write(text);
    if (response.writableLength > backlogBytes) end('slow');
  }

  function end(why?: StreamEnd): void {
    if (why) metrics.streamEnded('event_stream', why);
    // A slow reader would get what waits for it before the end, so that it is cut instead.
    if (why === 'slow') response.destroy();
    else response.end();
  }

  return { send, end };
}
