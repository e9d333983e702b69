import { createGateway, type Gateway, type GatewayOptions } from '#gateway/createGateway';
import { createMetrics } from '#gateway/metrics';
import { createCallerCheck } from '#identity/identify';
import type { Readiness } from '#kit/readiness';
import type { Platform } from '#kit/transact';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { z } from 'zod';
import { readAuditState } from '#notify/audit/readAuditState';
import type { Config } from './config.ts';
import { root } from './root.ts';

type Sources = { sourceFor: (metrics: GatewayOptions['metrics']) => GatewayOptions['sourceFor']; ready: () => Promise<Readiness[]> };

/** The gateway of a process: committed schema, callers checked by identity, metrics of the process and of the queue. */
export async function openGateway(platform: Platform, config: Config, { sourceFor, ready }: Sources): Promise<Gateway> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = createMetrics({
    registry,
    queueDepths: async () => Object.fromEntries((await platform.queue.depth()).map(({ queue, ready }) => [queue, ready])),
    auditState: () => readAuditState(platform),
  });
  const read = (...path: string[]) => readFile(join(root, ...path), 'utf8');
  return createGateway({
    supergraphSdl: await read('gateway', 'supergraph.graphql'),
    publicSdl: await read('gateway', 'public.graphql'),
    trustedDocuments: z.record(z.string(), z.string()).parse(JSON.parse(await read('grafana-app', 'src', 'api', 'trusted-documents.json'))),
    sourceFor: sourceFor(metrics),
    identify: createCallerCheck(platform, oidcOf(config)),
    ready,
    live: platform.live,
    log: platform.log,
    clock: platform.clock,
    production: config.PRODUCTION,
    metrics,
    registry,
  });
}

function oidcOf({ OIDC_ISSUER, OIDC_AUDIENCE, OIDC_TENANT_CLAIM }: Config) {
  return OIDC_ISSUER === undefined ? {} : { oidc: { issuer: OIDC_ISSUER, audience: OIDC_AUDIENCE, tenantClaim: OIDC_TENANT_CLAIM } };
}
