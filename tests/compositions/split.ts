import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort } from '#run/embedded/freePort';
import { ingestAddresses, integrationNames, type IntegrationTokens, tokenVariables } from '#run/embedded/ingestAddresses';
import { startPostgres } from '#run/embedded/postgres';
import { createReleases } from '#run/releases';
import { root } from '#run/root';
import { subgraphNames } from '#kit/subgraph';
import { createHost } from '../../grafana-app/host/server/createHost.ts';
import { makeHome } from '../servers/home.ts';
import { answers, launch, type Launched } from '../servers/launch.ts';
import { startNeo4j } from '../servers/neo4j.ts';
import { startRedis } from '../servers/redis.ts';
import { addTenant } from './addTenant.ts';
import type { Composition } from './embedded.ts';

/** The built platform as separate processes over a real PostgreSQL, Redis and Neo4j; `environment` adds variables. */
export async function startSplit(environment: Record<string, string> = {}): Promise<Composition> {
  const state = makeHome('sre-split');
  const { dir } = state;
  const releases = createReleases();
  releases.add(async () => state.remove());

  const [postgres, redis, neo4j] = await Promise.all([startPostgres({ dir, durable: false }), startRedis(), startNeo4j()]);
  for (const server of [postgres, redis, neo4j]) releases.add(() => server.stop());

  const token = (prefix: string) => `${prefix}_${randomBytes(32).toString('base64url')}`;
  const tokens = {
    CONNECTION_SECRET: token('sre_conn'),
    API_KEY: token('sre_key'),
  };
  const integrationTokens = Object.fromEntries(integrationNames.map((name) => [name, token('sre_int')])) as IntegrationTokens;
  const gatewayPort = await freePort();
  const gatewayUrl = `http://127.0.0.1:${gatewayPort}`;
  const page = await createHost({
    port: 0,
    gatewayUrl,
    connectionSecret: tokens.CONNECTION_SECRET,
    pluginDist: join(root, 'grafana-app', 'dist'),
    stateDir: join(dir, 'page'),
  });
  releases.add(page.close);

  const ports = Object.fromEntries(await Promise.all(subgraphNames.map(async (name) => [name, await freePort()] as const)));
  const shared = {
    DATABASE_URL: postgres.appUrl,
    REDIS_URL: redis.url,
    NEO4J_URI: neo4j.url,
    CALLER_KEY: randomBytes(32).toString('base64url'),
    SECRET_KEY: randomBytes(32).toString('base64url'),
    SUBGRAPHS: subgraphNames.map((name) => `${name}=http://127.0.0.1:${ports[name]}`).join(','),
    RUNNER_KEY: token('sre_runner'),
    ALLOWED_NETWORKS: '127.0.0.0/8',
    LOG_LEVEL: 'warn',
    DATA_DIR: join(dir, 'data'),
    ...environment,
  };
  const runToEnd = (args: string[], env: Record<string, string>) =>
    execFileSync(process.execPath, args, { cwd: root, env: { ...process.env, ...shared, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
  runToEnd(['build/migrate.js'], { DATABASE_OWNER_URL: postgres.ownerUrl });
  runToEnd(['build/setup.js', environment['SETUP_FILE'] ?? 'provisioning/demo.yaml'], {
    ...tokens,
    ...tokenVariables(integrationTokens),
    PAGE_ISSUER: page.issuer,
    PAGE_JWKS: page.jwksUrl,
    GATEWAY_URL: gatewayUrl,
  });

  const start = (args: string[], env: Record<string, string>, isReady: () => Promise<boolean>) =>
    launch({
      program: process.execPath,
      args: ['--enable-source-maps', join(root, args[0] ?? ''), ...args.slice(1)],
      home: makeHome('sre-split', dir),
      env: { ...shared, ...env },
      isReady,
    });
  const startSubgraph = (name: string) =>
    start(['build/subgraph.js', name], { PORT: String(ports[name]) }, () => answers(`http://127.0.0.1:${ports[name]}/readyz`));

  const subgraphs = new Map<string, Launched>();
  await Promise.all(subgraphNames.map(async (name) => subgraphs.set(name, await startSubgraph(name))));
  for (const name of subgraphNames) releases.add(async () => subgraphs.get(name)?.stop());
  const worker = await start(['build/worker.js'], {}, async () => true);
  releases.add(worker.stop);
  const gateway = await start(['build/gateway.js'], { GATEWAY_PORT: String(gatewayPort) }, () => answers(`${gatewayUrl}/readyz`));
  releases.add(gateway.stop);

  const runner = await start(
    ['build/runner.js'],
    { RUNNER_URL: `http://127.0.0.1:${ports['automation']}`, RUNNER_TOKEN: shared.RUNNER_KEY, RUNNER_FIRST_UID: '64300' },
    async () => true,
  );
  releases.add(runner.stop);

  return {
    pageUrl: `${page.url}/a/sre-platform-app/incidents`,
    graphqlUrl: `${gatewayUrl}/graphql`,
    wsUrl: `ws://127.0.0.1:${gatewayPort}/graphql`,
    sseUrl: `${gatewayUrl}/graphql/stream`,
    noticesUrl: `http://127.0.0.1:${ports['notify']}`,
    apiKey: tokens.API_KEY,
    ingest: ingestAddresses(`http://127.0.0.1:${ports['incidents']}`, integrationTokens),
    killIntake: async () => subgraphs.get('incidents')?.kill(),
    async restartIntake() {
      subgraphs.set('incidents', await startSubgraph('incidents'));
    },
    addTenant: () => addTenant(shared),
    stop: releases.all,
  };
}
