import type { Registry } from 'prom-client';
import type { HttpResponse, Route } from '#kit/serve';
import type { Drain } from '../drain.ts';

/** One thing that must work before the gateway should be sent requests. */
export type Readiness = { name: string; ok: boolean; detail?: string };

type HealthOptions = { ready: () => Promise<Readiness[]>; registry: Registry; drain: Drain };

/** `/healthz`: the process is alive. `/readyz`: it should be sent requests; 503 names what is not ready. `/metrics`: for Prometheus. */
export function healthRoutes({ ready, registry, drain }: HealthOptions): Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: async () => ({ status: 200, body: { status: 'alive' } }) },
    { method: 'GET', path: '/readyz', handle: () => readiness(ready, drain) },
    {
      method: 'GET',
      path: '/metrics',
      handle: async () => ({ status: 200, headers: { 'content-type': registry.contentType }, body: await registry.metrics() }),
    },
  ];
}

async function readiness(ready: () => Promise<Readiness[]>, drain: Drain): Promise<HttpResponse> {
  const parts: Readiness[] = drain.isDraining() ? [{ name: 'gateway', ok: false, detail: 'is shutting down' }] : await ready();
  const notReady = parts.filter(({ ok }) => !ok).map(({ name, detail }) => ({ name, ...(detail !== undefined && { detail }) }));
  const body = { status: notReady.length === 0 ? 'ready' : 'not ready', ready: parts.filter(({ ok }) => ok).map(({ name }) => name), notReady };
  return notReady.length === 0 ? { status: 200, body } : { status: 503, headers: { 'retry-after': '2' }, body };
}
