import { serve } from '#kit/serve';
import { subgraphRoute } from '../../gateway/src/sources/subgraphRoute.ts';
import { createSubgraphExecutor, type SubgraphRequest } from '../../gateway/src/sources/executeSubgraph.ts';
import { benchKey, benchLog, createSubgraphs } from './graph.ts';
import { benchCaller } from './openGateway.ts';
import { ready } from './ready.ts';

/** Both subgraphs behind HTTP: `/graphql` for our signed hop, `/open` without a signature for the stock gateway. */
const ports: Record<string, number> = {};
for (const subgraph of Object.values(createSubgraphs())) {
  const execute = createSubgraphExecutor(subgraph, benchLog);
  const open = async (text: string) => execute(JSON.parse(text) as SubgraphRequest, { caller: benchCaller, requestId: 'bench' });
  const served = await serve({
    routes: [
      subgraphRoute(subgraph, benchKey, benchLog),
      { method: 'POST', path: '/open', handle: async (request) => ({ status: 200, body: await open(await request.text(1_000_000)) }) },
    ],
    host: '127.0.0.1',
    port: 0,
    log: benchLog,
  });
  ports[subgraph.name] = served.port;
}
ready(ports);
