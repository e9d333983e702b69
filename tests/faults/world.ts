import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres, type EmbeddedPostgres } from '#run/embedded/postgres';
import { startEmbedded, type Composition } from '../compositions/embedded.ts';
import { ask } from '../journeys/ask.ts';
import { makeHome } from '../servers/home.ts';
import { startRedis } from '../servers/redis.ts';
import { findProgram } from '../servers/requirements.ts';
import { startFaultyReceiver, type FaultyReceiver } from './receiver.ts';

/** A platform with a database, a Redis and a receiver of notices that can each be taken away. */
export type World = {
  platform: Composition;
  receiver: FaultyReceiver;
  /** A second channel's receiver, which nothing happens to. */
  other: FaultyReceiver;
  postgres: { url: string; kill(signal: NodeJS.Signals): Promise<void>; start(): Promise<void> };
  /** Undefined where this machine has no Redis: signals then stay within the process. */
  redis: { restart(): Promise<void> } | undefined;
  stop(): Promise<void>;
};

/** Seconds between two of the three steps of the chain. */
export const waitSeconds = 2;

/** Starts the built platform in one process, which takes alerts in and works, over servers of its own; every incident is told by a chain of three steps. */
export async function startWorld(): Promise<World> {
  const home = makeHome('sre-faults');
  const [receiver, other] = [await startFaultyReceiver(), await startFaultyReceiver()];
  let postgres: EmbeddedPostgres = await startPostgres({ dir: join(home.dir, 'database') });
  const { port } = postgres;
  let redis = findProgram('redis-server') === undefined ? undefined : await startRedis();
  const setup = join(home.dir, 'setup.yaml');
  writeFileSync(setup, setupFile(receiver.url, other.url));
  const platform = await startEmbedded({
    DATABASE_URL: postgres.appUrl,
    DATABASE_OWNER_URL: postgres.ownerUrl,
    SETUP_FILE: setup,
    LOG_LEVEL: 'fatal',
    ...(redis && { REDIS_URL: redis.url }),
  });
  await saveChain(platform);
  return {
    platform,
    receiver,
    other,
    postgres: {
      url: postgres.appUrl,
      async kill(signal) {
        process.kill(postgres.pid, signal);
        await postgres.ended;
      },
      start: async () => void (postgres = await startPostgres({ dir: join(home.dir, 'database'), port })),
    },
    redis: redis && {
      async restart() {
        const at = redis?.port;
        await redis?.kill();
        redis = await startRedis(at === undefined ? {} : { port: at });
      },
    },
    async stop() {
      await platform.stop();
      await redis?.stop();
      await postgres.stop();
      await receiver.close();
      await other.close();
      home.remove();
    },
  };
}

function setupFile(url: string, otherUrl: string): string {
  return `tenant: { slug: demo, name: Demo }
apiKeys:
  - { name: Scripts, role: admin, key: '$API_KEY' }
integrations:
  - { name: Prometheus, source: PROMETHEUS, token: '$PROMETHEUS_TOKEN' }
routes:
  - { name: default, groupBy: [alertname], groupWaitMs: 0 }
channels:
  - { name: Faulty, url: '${url}' }
  - { name: Other, url: '${otherUrl}' }
`;
}

async function saveChain(platform: Composition): Promise<void> {
  const { channels } = await ask<{ channels: { edges: { node: { id: string; name: string } }[] } }>(
    platform,
    '{ channels { edges { node { id name } } } }',
  );
  const idOf = (name: string): string => channels.edges.find(({ node }) => node.name === name)?.node.id ?? '';
  const tell = `{ kind: CHANNEL, channelId: "${idOf('Faulty')}" }`;
  const wait = `{ kind: WAIT, seconds: ${waitSeconds} }`;
  const { made } = await ask<{ made: { id: string } }>(
    platform,
    `mutation { made: createEscalationChain(chain: { name: "three", steps: [${tell}, { kind: CHANNEL, channelId: "${idOf('Other')}" }, ${wait}, ${tell}, ${wait}, ${tell}] }) { id } }`,
  );
  await ask(
    platform,
    `mutation { savePolicy(tree: [{ key: "r", name: "all", tells: CHAIN, chainId: "${made.id}" }], expectedVersion: 0) { version } }`,
  );
}
