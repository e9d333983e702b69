import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IngestAddresses, ingestAddresses } from './ingestAddresses.ts';
import type { EmbeddedKeys } from './openKeys.ts';

/** Addresses and keys of a running embedded platform, for scripts and tests: the shape of dev.json. */
export type DevFile = {
  pageUrl: string;
  graphqlUrl: string;
  wsUrl: string;
  sseUrl: string;
  apiKey: string;
  ingest: IngestAddresses;
};

/** Writes dev.json (mode 600, whole or not at all) and prints where to look and a command that sends an alert. */
export function announce(dir: string, pageUrl: string, gatewayUrl: string, keys: EmbeddedKeys): void {
  const dev: DevFile = {
    pageUrl,
    graphqlUrl: `${gatewayUrl}/graphql`,
    wsUrl: `${gatewayUrl.replace(/^http/, 'ws')}/graphql`,
    sseUrl: `${gatewayUrl}/graphql/stream`,
    apiKey: keys.apiKey,
    ingest: ingestAddresses(gatewayUrl, keys.integrationTokens),
  };
  const file = join(dir, 'dev.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(dev, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);

  console.log(`
SRE Platform is ready.

  Page     ${dev.pageUrl}
  GraphQL  ${dev.graphqlUrl}   (the API key stands in ${file})

Send an alert and watch it arrive on the page:

  curl -X POST '${dev.ingest.prometheus}' -H 'content-type: application/json' -d '[{"labels":{"alertname":"DiskAlmostFull","severity":"critical","instance":"db-1:9100","job":"node"},"annotations":{"summary":"/var is 96 % full"},"generatorURL":"http://prometheus.example/graph?g0.expr=node_filesystem_avail_bytes+%2F+node_filesystem_size_bytes+%3C+0.1"}]'

Ctrl-C stops everything.`);
}
