import { passFiles } from '#gateway/files/passFiles';
import { httpSource } from '#gateway/sources/httpSource';
import { serve } from '#kit/serve';
import { subgraphNames, type SubgraphName } from '#kit/subgraph';
import { readConfig, requireConfig } from './config.ts';
import { untilStopped } from './embedded/untilStopped.ts';
import { openGateway } from './openGateway.ts';
import { openPlatform } from './platform.ts';
import { serversReady } from './ready.ts';
import { createReleases } from './releases.ts';
import { subgraphsReady } from './subgraphsReady.ts';

/** `node build/gateway.js`: the gateway as a process of its own, in front of the subgraphs that SUBGRAPHS names. */
const config = requireConfig(readConfig(process.env), 'DATABASE_URL', 'REDIS_URL', 'CALLER_KEY', 'SUBGRAPHS');
const addresses = readAddresses(config.SUBGRAPHS);
const releases = createReleases();

const platform = await openPlatform('gateway', config, false);
releases.add(platform.close);
const { log, clock } = platform;
const gateway = await openGateway(platform, config, {
  sourceFor: (metrics) => (name) => httpSource({ name, url: `${addresses[name]}/graphql`, key: config.CALLER_KEY, clock, log, metrics }),
  ready: async () => (await Promise.all([serversReady(platform, config), subgraphsReady(addresses)])).flat(),
});
const files = passFiles({ name: 'incidents', origin: addresses.incidents, key: config.CALLER_KEY, clock, identify: gateway.identify });
releases.add(files.close);
const served = await serve({
  routes: [...gateway.routes, ...files.routes],
  upgrade: gateway.upgrade,
  host: config.HOST,
  port: config.GATEWAY_PORT,
  log,
});
releases.add(async () => void (await Promise.all([served.close(), gateway.close()])));
log.info({ port: served.port }, 'gateway is ready');

log.info({ reason: await untilStopped() }, 'stopping');
await releases.all();

function readAddresses(text: string): Record<SubgraphName, string> {
  const given = new Map(text.split(',').map((pair) => pair.trim().split('=', 2) as [string, string]));
  const missing = subgraphNames.filter((name) => !URL.canParse(given.get(name) ?? ''));
  if (missing.length > 0) throw new Error(`SUBGRAPHS has no address for ${missing.join(', ')}.`);
  return Object.fromEntries(subgraphNames.map((name) => [name, given.get(name)?.replace(/\/$/, '')])) as Record<SubgraphName, string>;
}
