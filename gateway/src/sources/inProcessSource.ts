import type { Log } from '#kit/log';
import type { Subgraph } from '#kit/subgraph';
import type { GatewayMetrics } from '../metrics.ts';
import type { Source } from '../operation/federate.ts';
import { createSubgraphExecutor, incoming, subgraphFailure } from './executeSubgraph.ts';
import { DeadlinePassed, withDeadline } from '#kit/deadline';

type InProcessOptions = { log: Log; metrics?: Pick<GatewayMetrics, 'observeSubrequest'>; timeoutMs?: number };

/** A subgraph of the same process as a data source: no HTTP, no serialisation, the same errors and the same deadline as over HTTP. */
export function inProcessSource(subgraph: Subgraph, { log, metrics, timeoutMs = 3_000 }: InProcessOptions): Source {
  const execute = createSubgraphExecutor(subgraph, log);
  return {
    async process(options) {
      const { request, context } = incoming(options);
      const startedAt = performance.now();
      let outcome = 'ok';
      try {
        const answer = await withDeadline(timeoutMs, () => execute(request, context));
        if (answer.errors) outcome = 'errors';
        return answer;
      } catch (error) {
        outcome = error instanceof DeadlinePassed ? 'timeout' : 'unavailable';
        log.warn({ err: error, subgraph: subgraph.name, requestId: context.requestId }, 'subgraph gave no answer');
        throw subgraphFailure(subgraph.name, outcome === 'timeout' ? 'TIMEOUT' : 'SUBGRAPH_UNAVAILABLE', error);
      } finally {
        metrics?.observeSubrequest(subgraph.name, outcome, (performance.now() - startedAt) / 1000);
      }
    },
  };
}
