import { createClient } from 'graphql-sse';
import type { LiveRequest, LiveResult } from './messages';

/** One life of the stream: it is opened by the first subscription and never repaired, only replaced. */
export interface Stream {
  subscribe(request: LiveRequest): void;
  unsubscribe(key: string): void;
  close(): void;
}

export interface StreamEvents {
  /** The event stream stands. */
  onUp(): void;
  /** The server accepted the subscription: from now on nothing of it is missed. */
  onActive(key: string): void;
  onResult(key: string, result: LiveResult): void;
  /** The stream is lost, for whatever reason; told once, and nothing after it. */
  onDown(why: unknown): void;
}

export type OpenStream = (events: StreamEvents) => Stream;

/** The gateway sends a comment every 12 to 15 s, so this long a silence means that the connection is dead. */
const SILENCE_MS = 45_000;

/** How long the stream stays open without any subscription, so that a change of page does not cost a reconnect. */
const IDLE_CLOSE_MS = 5_000;

/** Streams of graphql-sse's single-connection mode: one event stream for all operations, which are posted beside it. */
export function createOpenStream(
  url: () => string,
  fetchFn: typeof fetch = (...request) => fetch(...request)
): OpenStream {
  return (events) => {
    const releases = new Map<string, () => void>();
    const keys = new Map<string, string>();
    let silence: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    let subscribing = '';

    const end = (): boolean => {
      if (ended) {
        return false;
      }
      ended = true;
      clearTimeout(silence);
      client.dispose();
      return true;
    };
    const lose = (why: unknown) => {
      if (end()) {
        events.onDown(why);
      }
    };
    const heard = () => {
      clearTimeout(silence);
      if (!ended) {
        silence = setTimeout(() => lose(new Error('The stream fell silent.')), SILENCE_MS);
      }
    };

    const client = createClient({
      url,
      singleConnection: true,
      lazyCloseTimeout: IDLE_CLOSE_MS,
      retryAttempts: 0,
      // Called while `subscribe` runs, which is how an operation's id finds its key.
      generateID: () => {
        const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
        keys.set(id, subscribing);
        return id;
      },
      fetchFn: async (input: RequestInfo, init: RequestInit = {}) => {
        const response = await fetchFn(input, init);
        const key = init.method === 'POST' && response.status === 202 ? keys.get(operationId(init.body)) : undefined;
        if (key !== undefined && !ended && releases.has(key)) {
          events.onActive(key);
        }
        return init.method === 'GET' && response.body !== null ? listened(response, response.body, heard) : response;
      },
      on: { connected: () => !ended && events.onUp() },
    });

    return {
      subscribe(request) {
        const { key, documentId, operationName, variables } = request;
        subscribing = key;
        let released = false;
        let refused = false;
        // The protocol demands a query; the gateway finds the text by its id.
        const payload = {
          query: '',
          documentId,
          operationName,
          variables: asVariables(variables),
          extensions: { documentId },
        };
        const release = client.subscribe<unknown>(payload, {
          next: (result) => {
            // A subscription that may not be had ends with its reason; that is no fault of the stream.
            refused ||= result.data === undefined || result.data === null;
            if (!ended && !released) {
              events.onResult(key, result);
            }
          },
          error: (why) => released || lose(why),
          complete: () => released || refused || lose(new Error('The server ended the subscription.')),
        });
        releases.set(key, () => {
          released = true;
          release();
        });
      },
      unsubscribe(key) {
        releases.get(key)?.();
        releases.delete(key);
      },
      close: () => void end(),
    };
  };
}

function asVariables(variables: unknown): Record<string, unknown> {
  return typeof variables === 'object' && variables !== null ? { ...variables } : {};
}

function operationId(body: unknown): string {
  const request: { extensions?: { operationId?: string } } = typeof body === 'string' ? JSON.parse(body) : {};
  return request.extensions?.operationId ?? '';
}

/** The same response, telling of every piece of its body that arrives. */
function listened(response: Response, body: ReadableStream<Uint8Array>, heard: () => void): Response {
  heard();
  const counted = body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        heard();
        controller.enqueue(chunk);
      },
    })
  );
  return new Response(counted, { status: response.status, statusText: response.statusText, headers: response.headers });
}
