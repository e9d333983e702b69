import { join } from 'node:path';
import { freePort } from '../../run/embedded/freePort.ts';
import { ensure } from './ensure.ts';
import { makeHome } from './home.ts';
import { answers, launch, type Launched } from './launch.ts';

/** Configuration text, and files it names by their path relative to it (rules, targets). */
export type PrometheusFiles = { readonly config: string; readonly files?: Readonly<Record<string, string>> };

export type Prometheus = Launched & {
  readonly url: string;
  readonly port: number;
  /** Puts new files in place and makes the server read them; throws with its answer when it refuses them. */
  readonly reload: (changed: PrometheusFiles) => Promise<void>;
};

/** A Prometheus of Debian's with an empty store. It also takes series by remote write (`/api/v1/write`). */
export async function startPrometheus(given: PrometheusFiles & { port?: number; flags?: readonly string[] }): Promise<Prometheus> {
  const program = ensure('prometheus');
  const home = makeHome('prometheus');
  const port = given.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const write = ({ config, files = {} }: PrometheusFiles): void => home.write({ 'prometheus.yml': config, ...files });
  write(given);
  const args = [
    `--config.file=${join(home.dir, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(home.dir, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    `--web.external-url=${url}`,
    '--web.enable-lifecycle',
    '--web.enable-remote-write-receiver',
    '--log.level=warn',
    ...(given.flags ?? []),
  ];
  const server = await launch({ program, args, home, isReady: () => answers(`${url}/-/ready`) });
  return {
    ...server,
    url,
    port,
    reload: async (changed) => {
      write(changed);
      const response = await fetch(`${url}/-/reload`, { method: 'POST' });
      if (!response.ok) throw new Error(`Prometheus refuses its new files: ${await response.text()}`);
    },
  };
}
