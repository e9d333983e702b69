import { fileRoutes } from '#gateway/files/fileRoutes';
import { inProcessSource } from '#gateway/sources/inProcessSource';
import { startMailServer } from '#incidents/mail/startMailServer';
import { createToken } from '#kit/secret';
import { serve, type Route } from '#kit/serve';
import { migrateDatabase } from '#prisma/migrate';
import { join, resolve } from 'node:path';
import { createHost } from '../grafana-app/host/server/createHost.ts';
import { startBackground } from './background.ts';
import { readConfig } from './config.ts';
import { acquireLock } from './embedded/acquireLock.ts';
import { announce } from './embedded/announce.ts';
import { codeOf } from './embedded/codeOf.ts';
import { openKeys } from './embedded/openKeys.ts';
import { startPostgres } from './embedded/postgres.ts';
import { startLocalRunner } from './embedded/startLocalRunner.ts';
import { StartRefused } from './embedded/refused.ts';
import { resetState } from './embedded/resetState.ts';
import { setUpTenant } from './embedded/setUpTenant.ts';
import { untilStopped } from './embedded/untilStopped.ts';
import { mailOptions } from './mailOptions.ts';
import { openGateway } from './openGateway.ts';
import { openParts } from './parts.ts';
import { openPlatform } from './platform.ts';
import { serversReady } from './ready.ts';
import { resealSecrets } from './resealSecrets.ts';
import { createReleases, type Releases } from './releases.ts';
import { root } from './root.ts';

/** Where the demo tenant's notices go: a receiver that says thank you, so that deliveries can be seen without another system. */
const inbox: Route = { method: 'POST', path: '/demo/inbox', handle: async () => ({ status: 204 }) };

/** `node build/all.js`: the whole platform in one process on embedded parts; what `npm start` runs. */
const stopped = untilStopped();
const releases = createReleases();
try {
  await start(releases);
  await stopped;
  console.log('\nStopping…');
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
} finally {
  await releases.all();
  // The open channel to the launcher would keep the process alive.
  if (process.connected) process.disconnect();
}

async function start(releases: Releases): Promise<void> {
  const config = readConfig(process.env);
  const dir = resolve(root, config.DATA_DIR);
  const lock = acquireLock(dir);
  releases.add(async () => lock.release());
  if (process.argv.includes('--reset')) await resetState(dir);

  const keys = openKeys(dir);
  const postgres = config.DATABASE_URL === undefined ? await startPostgres({ dir }) : undefined;
  if (postgres) releases.add(postgres.stop);
  const ownerUrl = config.DATABASE_OWNER_URL ?? postgres?.ownerUrl;
  if (ownerUrl !== undefined) await migrateDatabase(ownerUrl, join(root, 'prisma'));

  // Good for one life of the platform: its runner is a child of this process.
  const runnerKey = config.RUNNER_KEY ?? createToken('sre_runner');
  const embedded = {
    ...config,
    DATABASE_URL: config.DATABASE_URL ?? postgres?.appUrl ?? '',
    SECRET_KEY: config.SECRET_KEY ?? new Uint8Array(Buffer.from(keys.secretKey, 'base64url')),
    // Notices and playbooks of a machine that is tried out go to the same machine.
    ALLOWED_NETWORKS: [...config.ALLOWED_NETWORKS, '127.0.0.0/8', '::1/128'],
    RUNNER_KEY: runnerKey,
  };
  const platform = await openPlatform('sre-platform', embedded, false);
  releases.add(platform.close);
  let gatewayUrl: string | null = null;
  const parts = await openParts(platform, embedded, () => gatewayUrl);
  releases.add(parts.close);

  const gateway = await openGateway(platform, embedded, {
    sourceFor: (metrics) => (name) => inProcessSource(parts.subgraphs[name], { log: platform.log, metrics }),
    ready: () => serversReady(platform, embedded, parts.graph),
  });
  const subgraphs = Object.values(parts.subgraphs);
  const routes = [...gateway.routes, ...subgraphs.flatMap((subgraph) => [...subgraph.routes, ...fileRoutes(subgraph, gateway.identify)]), inbox];
  const { HOST: host, GATEWAY_PORT, PAGE_PORT } = config;
  const served = await claimPort('GATEWAY_PORT', GATEWAY_PORT, () =>
    serve({ routes, upgrade: gateway.upgrade, host, port: GATEWAY_PORT, log: platform.log }),
  );
  releases.add(async () => void (await Promise.all([served.close(), gateway.close()])));
  gatewayUrl = `http://127.0.0.1:${served.port}`;

  const mail = mailOptions(config);
  if (mail) {
    const taking = await claimPort('SMTP_PORT', mail.port, () => startMailServer(parts.platform, mail));
    releases.add(taking.close);
  }
  const page = await claimPort('PAGE_PORT', PAGE_PORT, () =>
    createHost({
      port: PAGE_PORT,
      gatewayUrl,
      connectionSecret: keys.connectionSecret,
      pluginDist: join(root, 'grafana-app', 'dist'),
      stateDir: join(dir, 'page'),
    }),
  );
  releases.add(page.close);
  await setUpTenant(parts.platform, config.SETUP_FILE ?? join(root, 'provisioning', 'demo.yaml'), keys, { ...page, gatewayUrl });

  // Jobs run beside the requests of this process on connections of their own; what they change is signalled to the same pages.
  const opened = await openPlatform('worker', embedded, true);
  releases.add(opened.close);
  const worker = { ...opened, live: platform.live };
  const work = await openParts(worker, embedded, () => gatewayUrl);
  releases.add(work.close);
  await resealSecrets(work.platform);
  const background = await startBackground(worker, [work.graph, ...Object.values(work.subgraphs)]);
  releases.add(background.stop);
  const runner = await startLocalRunner({ dir, gatewayUrl, runnerKey, log: platform.log, config });
  releases.add(runner.stop);
  announce(dir, `${page.url}/a/sre-platform-app/incidents`, gatewayUrl, keys);
}

/** Starts a server; a port that is taken becomes one sentence that says what to do. */
async function claimPort<T>(variable: 'GATEWAY_PORT' | 'PAGE_PORT' | 'SMTP_PORT', port: number, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    throw new StartRefused('PORT_TAKEN', `Port ${port} is taken: stop what uses it, or set ${variable} to another one (0 takes any that is free).`, {
      cause: error,
    });
  }
}
