import { buildSchema } from 'graphql';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Registry } from 'prom-client';
import type { Caller } from '#kit/caller';
import type { Clock } from '#kit/clock';
import type { Live } from '#kit/live';
import type { Log } from '#kit/log';
import type { Readiness } from '#kit/readiness';
import type { Route } from '#kit/serve';
import type { SubgraphName } from '#kit/subgraph';
import { createDrain, type Drain } from './drain.ts';
import { graphqlRoute } from './http/graphqlRoute.ts';
import { healthRoutes } from './http/healthRoutes.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { createEventStreams } from './live/eventStreamRoutes.ts';
import { createLiveCore } from './live/createLiveCore.ts';
import { createQuota } from './live/quota.ts';
import { createStarter } from './live/startOperation.ts';
import { watchRights } from './live/watchRights.ts';
import { createWebSocketStreams } from './live/webSocketStreams.ts';
import type { GatewayMetrics } from './metrics.ts';
import { createDocuments, type Documents } from './operation/createDocuments.ts';
import { createPerform, type Perform, refusal } from './operation/createPerform.ts';
import { federate, type Source, teachScalars } from './operation/federate.ts';

export type GatewayOptions = {
  /** What operations are planned with: gateway/supergraph.graphql. */
  supergraphSdl: string;
  /** What clients see, live fields included: gateway/public.graphql. */
  publicSdl: string;
  /** How each subgraph is reached; asked once per subgraph. */
  sourceFor: (name: SubgraphName) => Source;
  /** Who sends a request, and until when that is proven; throws an AppError for whom it does not know. Called for every request and every stream. */
  identify: (request: IncomingMessage) => Promise<Caller & { expiresAt: Date | null }>;
  live: Live;
  log: Log;
  clock: Clock;
  /** Registered documents by the SHA-256 of their text. */
  trustedDocuments: Readonly<Record<string, string>>;
  /** Hides the schema, and answers Grafana's users with registered documents only. */
  production: boolean;
  /** The state of everything that the gateway works with; asked for each `/readyz`. */
  ready: () => Promise<Readiness[]>;
  metrics: GatewayMetrics;
  /** Where `metrics` were registered; served at /metrics. */
  registry: Registry;
  limits?: Partial<Limits>;
};

export type Gateway = {
  routes: Route[];
  /** Who asks, for the addresses beside the graph; throws an AppError for whom it does not know. */
  identify: (request: IncomingMessage) => Promise<Caller>;
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /**
   * Ends the streams so that their clients reconnect elsewhere, waits for operations in hand, and lets go of the subgraphs. Close the
   * HTTP server at the same time, so that nothing new comes in: `Promise.all([served.close(), gateway.close()])`.
   */
  close(): Promise<void>;
};

/** What the addresses of the gateway are made of. */
export type GatewayParts = Pick<GatewayOptions, 'log' | 'clock' | 'metrics'> & {
  identify: (request: IncomingMessage) => Promise<{ caller: Caller; expiresAt: Date | null }>;
  documents: Documents;
  perform: Perform;
  /** The answer to what was not executed, counted. */
  refuse: (error: unknown, requestId: string) => ReturnType<typeof refusal>;
  limits: Limits;
  drain: Drain;
};

/** How long `close` waits for operations in hand. */
const drainMs = 10_000;

/** The front door: queries and mutations over HTTP, live changes over WebSocket and server-sent events, health and metrics. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { supergraphSdl, publicSdl, sourceFor, live, log, clock, trustedDocuments, production, ready, metrics, registry } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const schema = buildSchema(publicSdl);
  teachScalars(schema);

  const federation = await federate({ supergraphSdl, sourceFor, log });
  const documents = createDocuments({ schema, trustedDocuments, production, limits, clock });
  const perform = createPerform({ federation, schema, limits, metrics, log });
  const refuse = (error: unknown, requestId: string) => {
    const answer = refusal(error, requestId, log);
    metrics.refused(answer.errors[0]?.extensions.code ?? 'INTERNAL');
    return answer;
  };
  const identify = async (request: IncomingMessage) => {
    const { expiresAt, ...caller } = await options.identify(request);
    return { caller, expiresAt };
  };
  const drain = createDrain();
  const parts: GatewayParts = { identify, documents, perform, refuse, limits, log, clock, metrics, drain };

  const core = createLiveCore({ live, schema, perform, metrics, log });
  const connections = createQuota(limits.connections, 'streams');
  const start = createStarter({ ...parts, core, subscriptions: createQuota(limits.subscriptions, 'subscriptions') });
  const webSockets = createWebSocketStreams({ ...parts, start, connections });
  const eventStreams = createEventStreams({ ...parts, start, connections });
  const stopWatching = watchRights(live, limits.rightsMs, (tenantId) => {
    webSockets.renew(tenantId);
    eventStreams.renew(tenantId);
  });

  return {
    routes: [graphqlRoute(parts), ...eventStreams.routes, ...healthRoutes({ ready, registry, drain })],
    identify: async (request) => (await identify(request)).caller,
    upgrade: webSockets.upgrade,
    async close() {
      const operationsEnded = drain.start(drainMs);
      stopWatching();
      core.close();
      await Promise.all([operationsEnded, webSockets.close(), eventStreams.close()]);
      await federation.close();
    },
  };
}
