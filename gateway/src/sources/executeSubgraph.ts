import type { GraphQLDataSource } from '@apollo/gateway';
import { type DocumentNode, type ExecutionResult, GraphQLError, parse, validate } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Log } from '#kit/log';
import type { Subgraph } from '#kit/subgraph';
import type { RequestContext } from '../operation/federate.ts';
import { type FormattedError, formatError } from '../operation/formatError.ts';
import { createRecent } from '../recent.ts';
import { fillDefaults } from './fillDefaults.ts';

/** One request of a query plan to one subgraph. */
export type SubgraphRequest = { query: string; operationName?: string | undefined; variables?: Record<string, unknown> | undefined };
export type SubgraphAnswer = { data?: Record<string, unknown> | null; errors?: FormattedError[] };
export type ExecuteSubgraph = (request: SubgraphRequest, context: RequestContext) => Promise<SubgraphAnswer>;

/** A request that was validated and compiled. */
type Prepared = { run: CompiledQuery['query']; fill: ReturnType<typeof fillDefaults> };

/** Plans name few different requests, so that these stay compiled. */
const keptDocuments = 1_000;

/**
 * Executes requests on a subgraph's schema, as the same code does in the gateway's process and in the subgraph's own. Each text is validated and
 * compiled (graphql-jit) once. A context is opened for each request and closed when its work has ended; errors leave with their code.
 */
export function createSubgraphExecutor(subgraph: Subgraph, log: Log): ExecuteSubgraph {
  const { name, schema } = subgraph;
  const subgraphLog = log.child({ subgraph: name });
  const compiled = createRecent<Prepared>(keptDocuments);

  function prepare({ query, operationName }: SubgraphRequest): Prepared | ExecutionResult {
    const known = compiled.get(query);
    if (known) return known;
    const document: DocumentNode = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors };
    const made = compileQuery(schema, document, operationName ?? '', { disablingCapturingStackErrors: true });
    if (!isCompiledQuery(made)) return made;
    const prepared: Prepared = { run: made.query, fill: fillDefaults(schema, document) };
    compiled.set(query, prepared);
    return prepared;
  }

  return async (request, { caller, requestId }) => {
    const place = { requestId, log: subgraphLog };
    try {
      const made = prepare(request);
      const { data, errors } = 'run' in made ? await inContext(made, request) : made;
      return { ...(data !== undefined && { data }), ...(errors && { errors: errors.map((error) => formatError(error, place)) }) };
    } catch (error) {
      return { data: null, errors: [formatError(error, place)] };
    }

    async function inContext({ run, fill }: Prepared, { variables }: SubgraphRequest): Promise<ExecutionResult> {
      const opened = subgraph.contextFor(caller);
      try {
        return await run(undefined, opened.context, fill(variables ?? {}));
      } finally {
        await opened.close();
      }
    }
  };
}

/** What a fetch fails with when its subgraph gave no answer; the rest of the operation goes on without it. */
export function subgraphFailure(subgraph: string, code: 'SUBGRAPH_UNAVAILABLE' | 'TIMEOUT', cause: unknown): GraphQLError {
  const message =
    code === 'TIMEOUT' ? `The ${subgraph} part of the platform did not answer in time.` : `The ${subgraph} part of the platform does not answer.`;
  return new GraphQLError(message, { extensions: { code, subgraph }, originalError: cause instanceof Error ? cause : null });
}

/** One step of a query plan, out of what @apollo/gateway calls a data source with; its health and schema requests are never asked for. */
export function incoming({ request, context }: Parameters<GraphQLDataSource<RequestContext>['process']>[0]): {
  request: SubgraphRequest;
  context: RequestContext;
} {
  const { query = '', operationName, variables } = request;
  return { request: { query, operationName, variables }, context: context as RequestContext };
}
