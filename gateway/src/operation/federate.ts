import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { type ExecutionResult, type GraphQLError, type GraphQLSchema, isScalarType } from 'graphql';
import type { Caller } from '#kit/caller';
import type { Log } from '#kit/log';
import { DateTimeScalar, LabelsScalar } from '#kit/schema';
import { type SubgraphName, subgraphNames } from '#kit/subgraph';
import type { Operation } from './createDocuments.ts';

/** Travels with an operation to every subgraph that it touches. */
export type RequestContext = { caller: Caller; requestId: string };

/** How one subgraph is reached: in this process, or over signed HTTP. */
export type Source = GraphQLDataSource<RequestContext> & { close?(): Promise<void> };

export type Federation = {
  execute(operation: Operation, variables: Record<string, unknown>, context: RequestContext): Promise<ExecutionResult>;
  close(): Promise<void>;
};

type FederateOptions = { supergraphSdl: string; sourceFor: (name: SubgraphName) => Source; log: Log };

/**
 * Plans and executes operations over the subgraphs with @apollo/gateway, used without @apollo/server: parsing, validation and limits happen
 * once per document in createDocuments, so what the server would add per request is work done twice.
 */
export async function federate({ supergraphSdl, sourceFor, log }: FederateOptions): Promise<Federation> {
  // @apollo/gateway starts an exporter of usage metrics to its vendor unless this is set; the platform sends nothing to anyone.
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

  const sources = new Map<SubgraphName, Source>();
  const gateway = new ApolloGateway({
    supergraphSdl,
    // The supergraph was checked when it was composed.
    validateSupergraph: false,
    __exposeQueryPlanExperimental: false,
    logger: { debug: (text) => log.debug(text), info: (text) => log.debug(text), warn: (text) => log.warn(text), error: (text) => log.error(text) },
    buildService: ({ name }) => {
      const known = subgraphNames.find((other) => other === name);
      if (!known) throw new Error(`The supergraph names ${name}, which is no subgraph of the platform.`);
      const source = sourceFor(known);
      sources.set(known, source);
      return source;
    },
  });
  const { schema, executor } = await gateway.load();
  teachScalars(schema);

  return {
    async execute({ document, definition, hash, name }, variables, context) {
      const operationContext = {
        request: { variables },
        document,
        operation: definition,
        operationName: name,
        queryHash: hash,
        context,
        metrics: {},
        logger: log,
        schema,
      };
      const result = await executor(operationContext as unknown as Parameters<typeof executor>[0]);
      return surfaceNulls(result);
    },
    async close() {
      await gateway.stop();
      await Promise.all([...sources.values()].map(async (source) => source.close?.()));
    },
  };
}

const scalars = { DateTime: DateTimeScalar, Labels: LabelsScalar };

/** A schema built from SDL takes any value for a custom scalar; with the real ones a bad date is refused before a subgraph is asked. */
export function teachScalars(schema: GraphQLSchema): void {
  for (const [name, { parseValue, parseLiteral }] of Object.entries(scalars)) {
    const scalar = schema.getType(name);
    if (isScalarType(scalar)) Object.assign(scalar, { parseValue, parseLiteral });
  }
}

/**
 * When a subgraph leaves out what it must not, the gateway nulls the field and tells so in an extension that no client reads. Without an
 * error of its own the answer would look complete.
 */
function surfaceNulls(result: ExecutionResult): ExecutionResult {
  const nulled = result.extensions?.['valueCompletion'] as readonly GraphQLError[] | undefined;
  if (nulled === undefined) return result;
  return { data: result.data ?? null, errors: [...(result.errors ?? []), ...nulled] };
}
