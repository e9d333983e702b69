import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createHost } from './server/createHost.ts';

// Starts the host alone, for work on the plugin against a gateway that runs elsewhere:
// npm run host -- --gateway http://localhost:4000 --secret … [--port 3000] [--state folder]
const { values } = parseArgs({
  options: {
    gateway: { type: 'string', default: 'http://localhost:4000' },
    port: { type: 'string', default: '3000' },
    secret: { type: 'string', default: '' },
    state: { type: 'string' },
  },
});

const host = await createHost({
  port: Number(values.port),
  gatewayUrl: values.gateway,
  connectionSecret: values.secret,
  pluginDist: join(dirname(fileURLToPath(import.meta.url)), '..', 'dist'),
  stateDir: values.state ?? (await mkdtemp(join(tmpdir(), 'sre-host-'))),
});
process.stdout.write(`${host.url}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void host.close());
}
