import { systemClock } from '#kit/clock';
import type { Subgraph } from '#kit/subgraph';
import { httpSource } from '../../gateway/src/sources/httpSource.ts';
import { inProcessSource } from '../../gateway/src/sources/inProcessSource.ts';
import { benchKey, benchLog as log, createSubgraphs } from './graph.ts';
import { openGateway } from './openGateway.ts';
import { ready } from './ready.ts';

/** Our gateway: over HTTP when given the subgraphs' ports (`incidents=4001 …`), else with the subgraphs in its own process. */
const ports = new Map(process.argv.slice(2).map((pair) => pair.split('=', 2) as [string, string]));
const subgraphs: Record<string, Subgraph> = createSubgraphs();

const port = await openGateway({
  sourceFor(name, metrics) {
    const remote = ports.get(name);
    if (remote !== undefined) return httpSource({ name, url: `http://127.0.0.1:${remote}/graphql`, key: benchKey, clock: systemClock, log, metrics });
    const subgraph = subgraphs[name];
    if (!subgraph) throw new Error(`The bench has no subgraph ${name}.`);
    return inProcessSource(subgraph, { log, metrics });
  },
});
ready({ port });
