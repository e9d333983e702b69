import type { IncomingMessage } from 'node:http';
import type { Caller } from '#kit/caller';
import type { Route } from '#kit/serve';
import type { Subgraph } from '#kit/subgraph';

/** Says who asks; throws an AppError for whom it does not know. */
type Identify = (request: IncomingMessage) => Promise<Caller>;

/**
 * The addresses for files of a subgraph of this process, at `/files/<subgraph>/…`. Who asks is found out before the body is read. The gateway and, behind
 * it, a subgraph in its own process serve the same addresses; they differ in how they know the caller.
 */
export function fileRoutes({ name, files = [] }: Pick<Subgraph, 'name' | 'files'>, identify: Identify): Route[] {
  return files.map(({ method, path, serve }) => ({
    method,
    path: `/files/${name}${path}`,
    stream: async (request, response, address) => serve(request, response, { ...address, caller: await identify(request) }),
  }));
}
