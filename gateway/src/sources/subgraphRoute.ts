import { z } from 'zod';
import { callerHeader } from '#kit/caller';
import { systemClock } from '#kit/clock';
import { AppError } from '#kit/errors';
import type { Log } from '#kit/log';
import type { Route } from '#kit/serve';
import type { Subgraph } from '#kit/subgraph';
import { readJson } from '../http/readJson.ts';
import { createCallerReader } from './callerReader.ts';
import { createSubgraphExecutor } from './executeSubgraph.ts';

const bodyShape = z.object({ query: z.string(), operationName: z.string().nullish(), variables: z.record(z.string(), z.unknown()).nullish() });

/** A query plan carries lists of entities, so this is roomier than what a client may send. */
const bodyBytes = 8 * 1024 * 1024;

/** `POST /graphql` of a subgraph in its own process: what the gateway's HTTP source talks to. Only signed callers are answered. */
export function subgraphRoute(subgraph: Subgraph, key: Uint8Array, log: Log, clock = systemClock): Route {
  const readCaller = createCallerReader(key, clock);
  const execute = createSubgraphExecutor(subgraph, log);
  return {
    method: 'POST',
    path: '/graphql',
    async handle(request) {
      const { [callerHeader]: token, 'x-request-id': requestId } = request.headers;
      if (typeof token !== 'string') throw new AppError('UNAUTHENTICATED', 'Subgraphs answer the gateway only.');
      const caller = await readCaller(token);
      const { query, operationName, variables } = bodyShape.parse(readJson(await request.text(bodyBytes)));
      const answer = await execute(
        { query, operationName: operationName ?? undefined, variables: variables ?? undefined },
        { caller, requestId: String(requestId ?? '') },
      );
      return { status: 200, body: answer };
    },
  };
}
