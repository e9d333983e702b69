import { freePort } from '../../run/embedded/freePort.ts';
import { ensure } from './ensure.ts';
import { makeHome } from './home.ts';
import { answers, launch, type Launched } from './launch.ts';

export type NodeExporter = Launched & { readonly url: string; readonly port: number };

/** A node_exporter of Debian's that tells of file systems and nothing else. */
export async function startNodeExporter(): Promise<NodeExporter> {
  const program = ensure('node-exporter');
  const home = makeHome('node-exporter');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = [
    `--web.listen-address=127.0.0.1:${port}`,
    '--collector.disable-defaults',
    '--collector.filesystem',
    // Debian leaves out what stands in memory, which is where a test can make a disk.
    '--collector.filesystem.fs-types-exclude=^(proc|sysfs|cgroup2?|devpts|mqueue|overlay)$',
  ];
  const server = await launch({ program, args, home, isReady: () => answers(`${url}/metrics`) });
  return { ...server, url, port };
}
