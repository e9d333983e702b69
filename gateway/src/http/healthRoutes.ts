import type { Registry } from 'prom-client';
import { type Readiness, readinessAnswer } from '#kit/readiness';
import type { Route } from '#kit/serve';
import type { Drain } from '../drain.ts';

type HealthOptions = { ready: () => Promise<Readiness[]>; registry: Registry; drain: Drain };

/** `/healthz`: the process is alive. `/readyz`: it should be sent requests; what is missing is named, and 503 says to send none. `/metrics`: for Prometheus. */
export function healthRoutes({ ready, registry, drain }: HealthOptions): Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: async () => ({ status: 200, body: { status: 'alive' } }) },
    { method: 'GET', path: '/readyz', handle: async () => readinessAnswer([...draining(drain), ...(await ready())]) },
    {
      method: 'GET',
      path: '/metrics',
      handle: async () => ({ status: 200, headers: { 'content-type': registry.contentType }, body: await registry.metrics() }),
    },
  ];
}

function draining(drain: Drain): Readiness[] {
  return drain.isDraining() ? [{ name: 'gateway', state: 'not ready', detail: 'is shutting down' }] : [];
}
