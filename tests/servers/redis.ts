import { freePort } from '../../run/embedded/freePort.ts';
import { ensure } from './ensure.ts';
import { makeHome } from './home.ts';
import { launch, type Launched, listens } from './launch.ts';

export type Redis = Launched & { readonly url: string; readonly port: number };

/** A Redis without persistence. `port` gives it back the address it had before a restart. */
export async function startRedis({ port }: { port?: number } = {}): Promise<Redis> {
  const program = ensure('redis');
  const home = makeHome('redis');
  const at = port ?? (await freePort());
  const args = ['--port', String(at), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', home.dir];
  const server = await launch({ program, args, home, isReady: () => listens(at) });
  return { ...server, url: `redis://127.0.0.1:${at}`, port: at };
}
