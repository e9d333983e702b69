import { join } from 'node:path';
import { freePort } from '../../run/embedded/freePort.ts';
import { ensure } from './ensure.ts';
import { makeHome } from './home.ts';
import { answers, launch, type Launched } from './launch.ts';

export type Alertmanager = Launched & {
  readonly url: string;
  readonly port: number;
  /** Puts a new configuration in place and makes the server read it; throws with its answer when it refuses it. */
  readonly reload: (config: string) => Promise<void>;
};

/** An Alertmanager 0.31.1 without a cluster, with the configuration text `config`. */
export async function startAlertmanager(given: { config: string; port?: number; flags?: readonly string[] }): Promise<Alertmanager> {
  const program = ensure('alertmanager');
  const home = makeHome('alertmanager');
  const port = given.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  home.write({ 'alertmanager.yml': given.config });
  const args = [
    `--config.file=${join(home.dir, 'alertmanager.yml')}`,
    `--storage.path=${join(home.dir, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    `--web.external-url=${url}`,
    '--cluster.listen-address=',
    '--log.level=warn',
    ...(given.flags ?? []),
  ];
  const server = await launch({ program, args, home, isReady: () => answers(`${url}/-/ready`) });
  return {
    ...server,
    url,
    port,
    reload: async (config) => {
      home.write({ 'alertmanager.yml': config });
      const response = await fetch(`${url}/-/reload`, { method: 'POST' });
      if (!response.ok) throw new Error(`Alertmanager refuses its new configuration: ${await response.text()}`);
    },
  };
}
