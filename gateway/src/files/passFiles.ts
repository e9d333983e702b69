import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Pool } from 'undici';
import { type Caller, callerHeader } from '#kit/caller';
import type { Clock } from '#kit/clock';
import { AppError } from '#kit/errors';
import type { Route } from '#kit/serve';
import type { SubgraphName } from '#kit/subgraph';
import { createCallerSigner } from '../sources/callerSigner.ts';

type PassOptions = {
  name: SubgraphName;
  /** Where the subgraph's process is, without a slash at the end. */
  origin: string;
  /** CALLER_KEY, shared by the processes of the platform. */
  key: Uint8Array;
  clock: Clock;
  identify: (request: IncomingMessage) => Promise<Caller>;
};

/** Headers that say something of the body; nothing else of a request or an answer is passed on. */
const requestHeaders = ['content-type', 'content-length', 'if-none-match'] as const;
const answerHeaders = [
  ...['content-type', 'content-length', 'content-disposition', 'content-security-policy', 'x-content-type-options'],
  ...['cross-origin-resource-policy', 'cache-control', 'etag', 'retry-after'],
] as const;

/** Passes `/files/<subgraph>/…` on to the subgraph's own process, with the caller signed, and its answer back; bodies go by as they come. */
export function passFiles({ name, origin, key, clock, identify }: PassOptions): { routes: Route[]; close(): Promise<void> } {
  const pool = new Pool(origin, { connections: 32, pipelining: 1, connect: { timeout: 3_000 }, bodyTimeout: 60_000, headersTimeout: 300_000 });
  const sign = createCallerSigner(key, clock);

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const caller = await identify(request);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const answer = await pool
      .request({
        method: request.method === 'POST' ? 'POST' : 'GET',
        path: request.url ?? '/',
        headers: { ...some(request.headers, requestHeaders), [callerHeader]: await sign(caller) },
        body: request.method === 'POST' ? request : null,
        signal: gone.signal,
      })
      .catch((cause: unknown) => {
        throw new AppError('SUBGRAPH_UNAVAILABLE', `The ${name} subgraph gives no answer.`, { cause, retryAfter: 5 });
      });
    response.writeHead(answer.statusCode, some(answer.headers, answerHeaders));
    await pipeline(answer.body, response);
  }

  return {
    routes: (['GET', 'POST'] as const).map((method) => ({ method, path: `/files/${name}/*`, stream: pass })),
    close: () => pool.destroy(),
  };
}

function some(headers: IncomingHttpHeaders, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])));
}
