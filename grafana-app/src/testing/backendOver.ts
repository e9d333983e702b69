import { from } from 'rxjs';
import type { BackendSrv, BackendSrvRequest } from '@grafana/runtime';

/** Grafana's backend service over the network, as far as the app uses it: `fetch`, which resolves and rejects in Grafana's shapes. */
export function backendOver(origin: string): BackendSrv {
  const backend = { fetch: (request: BackendSrvRequest) => from(answer(origin, request)) };
  return backend as BackendSrv;
}

async function answer(origin: string, request: BackendSrvRequest) {
  const response = await fetch(origin + request.url, {
    method: request.method ?? 'GET',
    headers: { 'content-type': 'application/json' },
    body: request.data === undefined ? undefined : JSON.stringify(request.data),
  }).catch(() => {
    throw { status: 0, statusText: 'Failed to fetch', data: {}, config: request };
  });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
  const data: unknown = isJson ? JSON.parse(text) : text;
  const { status, statusText, ok } = response;
  if (!ok) {
    throw { status, statusText, data, config: request };
  }
  return { status, statusText, ok, data, config: request };
}
