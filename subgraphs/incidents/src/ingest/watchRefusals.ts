import type { HttpRequest, Route } from '#kit/serve';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { KeepRefusal, Seen } from './refusals.ts';

/** Follows each request through its address, whatever the address does with it, and keeps those that end refused. */
export type RefusalWatch = {
  route(route: Route): Route;
  /** What has become known of the request that is being handled. */
  note(seen: Seen): void;
};

/**
 * The request travels beside the code (AsyncLocalStorage) and not through it: the addresses of a dozen formats then need not know that what they refuse
 * is kept, and none can forget it.
 */
export function createRefusalWatch(keepRefusal: KeepRefusal): RefusalWatch {
  const current = new AsyncLocalStorage<Seen>();
  return {
    note: (seen) => void Object.assign(current.getStore() ?? {}, seen),
    route(route) {
      if (!('handle' in route)) return route;
      return {
        ...route,
        async handle(request) {
          const seen: Seen = { bodyBytes: Number(request.headers['content-length'] ?? 0) };
          try {
            return await current.run(seen, () => route.handle(watchedBody(request, seen)));
          } catch (error) {
            await keepRefusal(seen, error);
            throw error;
          }
        },
      };
    },
  };
}

function watchedBody(request: HttpRequest, seen: Seen): HttpRequest {
  return {
    ...request,
    async text(limitBytes) {
      const body = await request.text(limitBytes);
      Object.assign(seen, { body, bodyBytes: Buffer.byteLength(body) });
      return body;
    },
  };
}
