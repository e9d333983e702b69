import { signedFileRoutes } from '#gateway/files/signedFileRoutes';
import { subgraphRoute } from '#gateway/sources/subgraphRoute';
import { type Readiness, readinessAnswer } from '#kit/readiness';
import { startMailServer } from '#incidents/mail/startMailServer';
import { serve, type Route } from '#kit/serve';
import { subgraphNames } from '#kit/subgraph';
import { readConfig, requireConfig } from './config.ts';
import { untilStopped } from './embedded/untilStopped.ts';
import { mailOptions } from './mailOptions.ts';
import { openParts } from './parts.ts';
import { openPlatform } from './platform.ts';
import { serversReady } from './ready.ts';
import { createReleases } from './releases.ts';

/** `node build/subgraph.js NAME`: one subgraph as a process of its own: its part of the graph, for signed callers, and its own addresses. */
const name = subgraphNames.find((candidate) => candidate === process.argv[2]);
if (name === undefined) throw new Error(`Name one subgraph: ${subgraphNames.join(', ')}.`);
const config = requireConfig(readConfig(process.env), 'DATABASE_URL', 'REDIS_URL', 'CALLER_KEY', 'SECRET_KEY');
const releases = createReleases();
let isStopping = false;

const platform = await openPlatform(name, config, false);
releases.add(platform.close);
const parts = await openParts(platform, config);
releases.add(parts.close);
const subgraph = parts.subgraphs[name];
const routes: Route[] = [
  subgraphRoute(subgraph, config.CALLER_KEY, platform.log),
  { method: 'GET', path: '/healthz', handle: async () => ({ status: 200, body: { status: 'alive' } }) },
  {
    method: 'GET',
    path: '/readyz',
    async handle() {
      const stopping: Readiness[] = isStopping ? [{ name, state: 'not ready', detail: 'is shutting down' }] : [];
      return readinessAnswer([...stopping, ...(await serversReady(platform, config, parts.graph))]);
    },
  },
  ...subgraph.routes,
  ...signedFileRoutes(subgraph, config.CALLER_KEY),
];
const served = await serve({ routes, host: config.HOST, port: config.PORT, log: platform.log });
releases.add(served.close);
const mail = name === 'incidents' ? mailOptions(config) : null;
if (mail) {
  const taking = await startMailServer(parts.platform, mail);
  releases.add(taking.close);
}
platform.log.info({ port: served.port }, 'subgraph is ready');

platform.log.info({ reason: await untilStopped() }, 'stopping');
isStopping = true;
await releases.all();
