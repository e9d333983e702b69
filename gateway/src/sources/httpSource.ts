import { errors as undiciErrors, Pool } from 'undici';
import { z } from 'zod';
import { callerHeader } from '#kit/caller';
import type { Clock } from '#kit/clock';
import type { Log } from '#kit/log';
import type { GatewayMetrics } from '../metrics.ts';
import type { RequestContext, Source } from '../operation/federate.ts';
import { createCallerSigner } from './callerSigner.ts';
import { createCircuitBreaker } from './circuitBreaker.ts';
import { incoming, type SubgraphRequest, subgraphFailure } from './executeSubgraph.ts';
import { DeadlinePassed, withDeadline } from '#kit/deadline';

type HttpOptions = {
  /** The subgraph's name, for errors and metrics. */
  name: string;
  /** Its GraphQL address. */
  url: string;
  /** CALLER_KEY, shared by the processes of the platform. */
  key: Uint8Array;
  clock: Clock;
  log: Log;
  metrics?: Pick<GatewayMetrics, 'observeSubrequest'>;
  timeoutMs?: number;
  /** An answer larger than this is cut off and counts as none. */
  maxResponseBytes?: number;
  connections?: number;
  breaker?: { threshold?: number; restMs?: number };
};

const answerShape = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.looseObject({ message: z.string() })).optional(),
});

/** A subgraph of another process as a data source: kept connections, a signed caller, a deadline, a cap and a circuit breaker. */
export function httpSource({
  name,
  url,
  key,
  clock,
  log,
  metrics,
  timeoutMs = 3_000,
  maxResponseBytes = 16 * 1024 * 1024,
  connections = 64,
  breaker,
}: HttpOptions): Source {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    maxResponseSize: maxResponseBytes,
    connect: { timeout: timeoutMs },
    keepAliveTimeout: 60_000,
  });
  const circuit = createCircuitBreaker(clock, breaker);
  const sign = createCallerSigner(key, clock);

  async function ask(request: SubgraphRequest, { caller, requestId }: RequestContext, signal: AbortSignal) {
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: pathname,
      headers: { 'content-type': 'application/json', accept: 'application/json', [callerHeader]: await sign(caller), 'x-request-id': requestId },
      body: JSON.stringify(request),
      signal,
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`HTTP ${statusCode}: ${text.slice(0, 200)}`);
    return answerShape.parse(JSON.parse(text));
  }

  return {
    async process(options) {
      const { request, context } = incoming(options);
      if (circuit.pass() === 'open') {
        metrics?.observeSubrequest(name, 'open', 0);
        throw subgraphFailure(name, 'SUBGRAPH_UNAVAILABLE', new Error('The circuit is open.'));
      }
      const startedAt = performance.now();
      let outcome = 'ok';
      try {
        const answer = await withDeadline(timeoutMs, (signal) => ask(request, context, signal));
        if (answer.errors) outcome = 'errors';
        circuit.succeeded();
        return answer;
      } catch (error) {
        outcome = isTimeout(error) ? 'timeout' : 'unavailable';
        circuit.failed();
        log.warn({ err: error, subgraph: name, requestId: context.requestId }, 'subgraph gave no answer');
        throw subgraphFailure(name, outcome === 'timeout' ? 'TIMEOUT' : 'SUBGRAPH_UNAVAILABLE', error);
      } finally {
        metrics?.observeSubrequest(name, outcome, (performance.now() - startedAt) / 1000);
      }
    },
    // Requests in hand have ended by now; what is still open hangs and is cut.
    close: () => pool.destroy(),
  };
}

function isTimeout(error: unknown): boolean {
  return [DeadlinePassed, undiciErrors.ConnectTimeoutError, undiciErrors.HeadersTimeoutError, undiciErrors.BodyTimeoutError].some(
    (kind) => error instanceof kind,
  );
}
