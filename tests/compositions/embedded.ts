import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DevFile } from '#run/embedded/announce';
import { readPostmaster } from '#run/embedded/postgres/takeOver';
import { nodeFlags } from '../../run/launcher/start.mjs';
import { root } from '#run/root';
import { makeHome } from '../servers/home.ts';
import { launch } from '../servers/launch.ts';
import { addTenant } from './addTenant.ts';

/** A running platform, whatever its form, as scripts see it. */
export type Composition = DevFile & {
  /** Where links in notices lead, without the platform's public address. */
  noticesUrl: string;
  /** `kill -9` of the process that takes alerts in. */
  killIntake(): Promise<void>;
  /** Starts it again at the same addresses. */
  restartIntake(): Promise<void>;
  /** Another tenant of the same platform; answers with an administrator's API key of it. */
  addTenant(): string;
  stop(): Promise<void>;
};

/** The built platform in one process on embedded parts, with its state in a folder of its own; `environment` adds variables. */
export async function startEmbedded(environment: Record<string, string> = {}): Promise<Composition> {
  const state = makeHome('sre-embedded');
  const { dir } = state;
  const devFile = join(dir, 'dev.json');
  const run = (ports: Record<string, string>) =>
    launch({
      program: process.execPath,
      args: [...nodeFlags, join(root, 'build', 'all.js')],
      home: makeHome('sre-embedded', dir),
      env: { DATA_DIR: dir, LOG_LEVEL: 'warn', ...ports, ...environment },
      isReady: async () => existsSync(devFile),
    });
  let server = await run({ PAGE_PORT: '0', GATEWAY_PORT: '0' });
  const dev = JSON.parse(readFileSync(devFile, 'utf8')) as DevFile;
  const ports = { PAGE_PORT: new URL(dev.pageUrl).port, GATEWAY_PORT: new URL(dev.graphqlUrl).port };
  return {
    ...dev,
    noticesUrl: new URL(dev.graphqlUrl).origin,
    async killIntake() {
      rmSync(devFile);
      await server.kill();
    },
    async restartIntake() {
      server = await run(ports);
    },
    addTenant() {
      const place = join(dir, 'postgres');
      const { sre_app: password } = JSON.parse(readFileSync(join(place, 'credentials.json'), 'utf8')) as { sre_app: string };
      const { secretKey } = JSON.parse(readFileSync(join(dir, 'keys.json'), 'utf8')) as { secretKey: string };
      const port = readPostmaster(join(place, 'cluster'))?.port;
      return addTenant({ DATABASE_URL: `postgresql://sre_app:${password}@127.0.0.1:${port}/sre`, SECRET_KEY: secretKey, DATA_DIR: dir });
    },
    async stop() {
      await server.stop();
      state.remove();
    },
  };
}
