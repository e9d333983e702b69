import { AppEvents, type EventBus } from '@grafana/data';
import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { lastValueFrom, map, Observable } from 'rxjs';

/**
 * Grafana's backend service over `fetch`: answers parsed by their type, failures as `FetchError`, and a notice to the person for
 * each, unless the request says that its caller will tell them.
 */
export function createBackend(events: EventBus): BackendSrv {
  const fetchOne = <T>(request: BackendSrvRequest): Observable<FetchResponse<T>> =>
    new Observable((observer) => {
      const leaving = new AbortController();
      const signals = [leaving.signal, ...(request.abortSignal ? [request.abortSignal] : [])];
      ask<T>({ ...request, abortSignal: AbortSignal.any(signals) }, events).then(
        (response) => {
          observer.next(response);
          observer.complete();
        },
        (error: unknown) => observer.error(error)
      );
      return () => leaving.abort();
    });
  const request = <T>(options: BackendSrvRequest): Promise<T> =>
    lastValueFrom(fetchOne<T>(options).pipe(map(({ data }) => data)));
  return {
    fetch: fetchOne,
    chunked: (options) => readChunks(options),
    request,
    datasourceRequest: (options) => lastValueFrom(fetchOne(options)),
    get: (url, params, requestId, options) => request({ ...options, url, params, requestId, method: 'GET' }),
    delete: (url, data, options) => request({ ...options, url, data, method: 'DELETE' }),
    post: (url, data, options) => request({ ...options, url, data, method: 'POST' }),
    patch: (url, data, options) => request({ ...options, url, data, method: 'PATCH' }),
    put: (url, data, options) => request({ ...options, url, data, method: 'PUT' }),
  };
}

async function ask<T>(request: BackendSrvRequest, events: EventBus): Promise<FetchResponse<T>> {
  const response = await send(request).catch((cause: unknown) => {
    throw failed(request, events, { status: 0, statusText: String(cause), data: {}, cancelled: isAbort(cause) });
  });
  // The caller names the shape it expects, as with Grafana's own service: nothing here can check it.
  const data = (await parse(response, request.responseType)) as T;
  const { ok, status, statusText, headers, redirected, type, url } = response;
  if (!ok) {
    throw failed(request, events, { status, statusText, data });
  }
  const message = messageOf(data);
  if (message !== undefined && (request.showSuccessAlert ?? (request.method ?? 'GET') !== 'GET')) {
    events.publish({ type: AppEvents.alertSuccess.name, payload: [message] });
  }
  return { data, ok, status, statusText, headers, redirected, type, url, config: request };
}

function send({ url, method, headers, data, params, abortSignal, credentials }: BackendSrvRequest): Promise<Response> {
  const defined = Object.entries(params ?? {}).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(defined.map(([name, value]) => [name, String(value)])).toString();
  const asJson = data !== undefined && !(data instanceof FormData) && typeof data !== 'string';
  return fetch(`${url.startsWith('/') || /^https?:/.test(url) ? url : `/${url}`}${query && `?${query}`}`, {
    method: method ?? 'GET',
    headers: {
      Accept: 'application/json, text/plain, */*',
      'X-Grafana-Org-Id': '1',
      ...(asJson && JSON_TYPE),
      ...headers,
    },
    body: asJson ? JSON.stringify(data) : data,
    credentials: credentials ?? 'same-origin',
    signal: abortSignal,
  });
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** The body in the form asked for; without one, JSON where it is JSON and text where it is not, as Grafana does. */
async function parse(response: Response, type: BackendSrvRequest['responseType']): Promise<unknown> {
  if (type === 'blob') {
    return response.blob();
  }
  if (type === 'arraybuffer') {
    return response.arrayBuffer();
  }
  const text = await response.text();
  return type === 'text' || !isJson(text) ? text : JSON.parse(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return false;
    }
    throw error;
  }
}

function failed(request: BackendSrvRequest, events: EventBus, failure: Omit<FetchError, 'config'>): FetchError {
  if (request.showErrorAlert !== false && failure.cancelled !== true) {
    const title = messageOf(failure.data) ?? failure.statusText ?? 'Request failed';
    events.publish({ type: AppEvents.alertError.name, payload: [title] });
  }
  return { ...failure, config: request };
}

function messageOf(data: unknown): string | undefined {
  return typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string'
    ? data.message
    : undefined;
}

function isAbort(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'AbortError';
}

/** Each piece of a long answer as it arrives; leaving it ends the request. */
function readChunks(request: BackendSrvRequest): Observable<FetchResponse<Uint8Array | undefined>> {
  return new Observable((observer) => {
    const leaving = new AbortController();
    const read = async () => {
      const response = await send({ ...request, abortSignal: leaving.signal });
      const { ok, status, statusText, headers, redirected, type, url } = response;
      const reader = response.body?.getReader();
      for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
        observer.next({ data: next.value, ok, status, statusText, headers, redirected, type, url, config: request });
      }
      observer.complete();
    };
    read().catch((error: unknown) => (isAbort(error) ? observer.complete() : observer.error(error)));
    return () => leaving.abort();
  });
}
