import type { IncomingMessage } from 'node:http';
import { Registry } from 'prom-client';
import type { Caller } from '#kit/caller';
import { systemClock } from '#kit/clock';
import { AppError } from '#kit/errors';
import { createLocalLive, type Live } from '#kit/live';
import { hashToken } from '#kit/secret';
import { serve } from '#kit/serve';
import { createGateway } from '../../gateway/src/createGateway.ts';
import type { Limits } from '../../gateway/src/limits.ts';
import { createMetrics, type GatewayMetrics } from '../../gateway/src/metrics.ts';
import type { Source } from '../../gateway/src/operation/federate.ts';
import { benchLog, readComposed } from './graph.ts';

export const benchToken = 'sre_key_of_the_bench';
export const benchCaller: Caller = {
  tenantId: '00000000-0000-4000-8000-000000000001',
  personId: null,
  teamIds: [],
  permissions: ['incidents:read', 'alerts:read'],
  scope: null,
  via: 'API_KEY',
};

type Options = { sourceFor: (name: string, metrics: GatewayMetrics) => Source; live?: Live; limits?: Partial<Limits> };

/** The gateway as it is shipped, limits and metrics on, over the bench's graph; a key is looked up by its hash, as identity does from memory. */
export async function openGateway({ sourceFor, live = createLocalLive(), limits = {} }: Options): Promise<number> {
  const registry = new Registry();
  const metrics = createMetrics({ registry });
  const keys = new Map([[hashToken(benchToken), { ...benchCaller, expiresAt: null }]]);
  const gateway = await createGateway({
    supergraphSdl: readComposed('supergraph.graphql'),
    publicSdl: readComposed('public.graphql'),
    sourceFor: (name) => sourceFor(name, metrics),
    async identify({ headers }: IncomingMessage) {
      const known = keys.get(hashToken(headers.authorization?.replace(/^Bearer /, '') ?? ''));
      if (!known) throw new AppError('UNAUTHENTICATED', 'This is not the key of the bench.');
      return known;
    },
    live,
    log: benchLog,
    clock: systemClock,
    trustedDocuments: {},
    production: true,
    ready: async () => [],
    metrics,
    registry,
    limits,
  });
  return (await serve({ routes: gateway.routes, upgrade: gateway.upgrade, host: '127.0.0.1', port: 0, log: benchLog })).port;
}
