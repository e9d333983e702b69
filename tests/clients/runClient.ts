import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { ensure } from '../servers/ensure.ts';
import type { ServerName } from '../servers/requirements.ts';

/**
 * Runs a script of another system's own client in a process of its own, as its users would, and gives back what it prints as JSON. The script finds the client as
 * `client`, and `address` is where it is told to send to instead of its maker's servers.
 */
export async function runClient(name: ServerName, packageName: string, address: string, script: string): Promise<any> {
  const client = createRequire(ensure(name)).resolve(packageName);
  const source = `const client = require(${JSON.stringify(client)}); const address = ${JSON.stringify(address)};
    (async () => { ${script} })().then((result) => process.stdout.write(JSON.stringify(result)), (error) => { console.error(error); process.exitCode = 1; });`;
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err] = [child.stdout, child.stderr].map(async (stream) => (await stream.toArray()).join(''));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`The client failed: ${await err}`);
  return JSON.parse((await out) ?? '');
}
