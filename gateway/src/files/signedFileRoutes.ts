import { callerHeader } from '#kit/caller';
import { systemClock } from '#kit/clock';
import { AppError } from '#kit/errors';
import type { Route } from '#kit/serve';
import type { Subgraph } from '#kit/subgraph';
import { createCallerReader } from '../sources/callerReader.ts';
import { fileRoutes } from './fileRoutes.ts';

/** The addresses for files of a subgraph in its own process: what `passFiles` of the gateway talks to. Only signed callers are answered. */
export function signedFileRoutes(subgraph: Subgraph, key: Uint8Array): Route[] {
  const readCaller = createCallerReader(key, systemClock);
  return fileRoutes(subgraph, async ({ headers }) => {
    const token = headers[callerHeader];
    if (typeof token !== 'string') throw new AppError('UNAUTHENTICATED', 'Subgraphs answer the gateway only.');
    return readCaller(token);
  });
}
