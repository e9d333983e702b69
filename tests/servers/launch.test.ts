import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startOf } from '../../run/embedded/processes.ts';
import { makeHome } from './home.ts';
import { launch } from './launch.ts';

test('a server that ends before it is ready is told with its last lines', async () => {
  const never = { home: makeHome('never'), isReady: () => Promise.resolve(false) };
  await expect(launch({ ...never, program: '/bin/sh', args: ['-c', 'echo out of order >&2; exit 3'] })).rejects.toThrow(
    '/bin/sh ended:\nout of order',
  );
});

test('a server that stays silent is ended and told', async () => {
  const silent = { program: '/bin/sleep', args: ['60'], home: makeHome('silent'), isReady: () => Promise.resolve(false), patience: 0.2 };
  await expect(launch(silent)).rejects.toThrow('/bin/sleep was not ready after 0.2 s');
});

// The kernel's promise to end a child with its parent is Linux's.
if (process.platform === 'linux') {
  test('a server ends with the process that started it, even when that is killed', async () => {
    const program = `import { launch } from ${JSON.stringify(join(import.meta.dirname, 'launch.ts'))};
      import { makeHome } from ${JSON.stringify(join(import.meta.dirname, 'home.ts'))};
      const server = await launch({ program: '/bin/sleep', args: ['60'], home: makeHome('sleep', '/'), isReady: async () => true });
      console.log(server.pid);
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const server = Number(line.toString());
    expect(startOf(server)).not.toBe('');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    for (let waited = 0; waited < 100 && startOf(server) !== ''; waited += 1) await pause(20);
    expect(startOf(server)).toBe('');
  });
}
