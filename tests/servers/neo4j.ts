import { join } from 'node:path';
import { freePort } from '../../run/embedded/freePort.ts';
import { ensure } from './ensure.ts';
import { makeHome } from './home.ts';
import { launch, type Launched, listens } from './launch.ts';
import { findProgram } from './requirements.ts';

export type Neo4j = Launched & { readonly url: string; readonly port: number };

/** Packages that Neo4j reaches into and that newer Java keeps closed. */
const opened = ['java.base/java.nio', 'java.base/sun.nio.ch', 'java.base/java.lang'];

/**
 * A Neo4j 5.26 community server that answers Bolt without a password. With `home` its data outlives it, and with `port` it comes
 * back at the same address, as after a restart.
 */
export async function startNeo4j({ home: kept, port }: { home?: string; port?: number } = {}): Promise<Neo4j> {
  const lib = ensure('neo4j');
  const home = makeHome('neo4j', kept);
  const at = port ?? (await freePort());
  const config = [
    `server.bolt.listen_address=127.0.0.1:${at}`,
    'server.http.enabled=false',
    'server.https.enabled=false',
    'dbms.usage_report.enabled=false',
    'dbms.security.auth_enabled=false',
    'server.memory.heap.initial_size=256m',
    'server.memory.heap.max_size=512m',
    'server.memory.pagecache.size=128m',
  ];
  home.write({ 'conf/neo4j.conf': `${config.join('\n')}\n` });
  const server = await launch({
    program: findProgram('java') ?? 'java',
    args: [
      '-Xmx512m',
      '-cp',
      join(lib, '*'),
      ...opened.map((name) => `--add-opens=${name}=ALL-UNNAMED`),
      'org.neo4j.server.CommunityEntryPoint',
      `--home-dir=${home.dir}`,
      `--config-dir=${join(home.dir, 'conf')}`,
    ],
    home,
    // It logs to files, not to its output; Bolt is the last thing that it opens.
    isReady: () => listens(at),
    patience: 120,
  });
  return { ...server, url: `bolt://127.0.0.1:${at}`, port: at };
}
