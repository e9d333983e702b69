import { executeSync, type GraphQLSchema } from 'graphql';
import { AppError } from '#kit/errors';
import type { Log } from '#kit/log';
import type { Limits } from '../limits.ts';
import type { GatewayMetrics } from '../metrics.ts';
import { InvalidDocument, type Operation } from './createDocuments.ts';
import type { Federation, RequestContext } from './federate.ts';
import { type FormattedError, formatError } from './formatError.ts';

/** An answer ready to be written: `data` is absent when nothing was executed. */
export type Answer = { data?: unknown; errors?: FormattedError[] };

/** Executes a prepared operation; never throws, every failure is an error with a code. */
export type Perform = (operation: Operation, variables: Record<string, unknown>, context: RequestContext) => Promise<Answer>;

type PerformOptions = { federation: Federation; schema: GraphQLSchema; limits: Limits; metrics: GatewayMetrics; log: Log };

export function createPerform({ federation, schema, limits, metrics, log }: PerformOptions): Perform {
  async function run(operation: Operation, variables: Record<string, unknown>, context: RequestContext): Promise<Answer> {
    try {
      requireAffordable(operation, variables, limits);
      // The gateway's own schema lacks the live fields, so the schema is told from the public one.
      const { data, errors } = operation.introspects
        ? executeSync({ schema, document: operation.document, variableValues: variables })
        : await federation.execute(operation, variables, context);
      if (!errors) return { data };
      const formatted = errors.map((error) => formatError(error, { requestId: context.requestId, log }));
      return data === undefined ? { errors: formatted } : { errors: formatted, data };
    } catch (error) {
      return refusal(error, context.requestId, log);
    }
  }

  return async (operation, variables, context) => {
    const startedAt = performance.now();
    const answer = await run(operation, variables, context);
    metrics.observeOperation(operation, answer, (performance.now() - startedAt) / 1000);
    return answer;
  };
}

/** Refuses, before planning, what could bring back more objects than one request may. */
export function requireAffordable(operation: Operation, variables: Record<string, unknown>, limits: Limits): void {
  const price = operation.price(variables);
  if (price > limits.cost) {
    throw new AppError('QUERY_TOO_COMPLEX', `The query may bring back ${price} objects, the limit is ${limits.cost}: ask for shorter pages.`);
  }
}

/** The answer to a request that was not executed. */
export function refusal(thrown: unknown, requestId: string, log: Log): Answer & { errors: FormattedError[] } {
  const errors = thrown instanceof InvalidDocument ? thrown.errors : [thrown];
  return { errors: errors.map((error) => formatError(error, { requestId, log })) };
}
